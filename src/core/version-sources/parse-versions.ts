import { Failure } from '../failures/failure.js';
import { type VersionName, versionNamed } from '../versions/object-version.js';
import { versionsInCsv } from './csv-versions.js';
import { versionsInJson } from './json-versions.js';
import { rowOf, type RowSetting, versionIn } from './version-row.js';

/**
 * Reads a list of versions: JSON as `aws s3api list-object-versions` prints it, NDJSON or CSV with key and versionId.
 * What it is, is told by how it begins. Versions that are named twice come once.
 * @throws Failure `usage` when anything in it cannot be read exactly: nothing is skipped
 */
export function parseVersions(text: string, setting: RowSetting): VersionName[] {
  const start = text.trimStart();
  if (start === '') throw new Failure('usage', `${setting.origin} is empty`, { hints: ['it has to name at least one version'] });
  const versions = /^[{[]/.test(start) ? versionsInText(text, setting) : versionsInCsv(text, setting);
  return [...new Map(versions.map((version) => [versionNamed(version), version])).values()];
}

function versionsInText(text: string, setting: RowSetting): VersionName[] {
  const whole = parsed(text);
  // By how the text begins.
  if (whole !== undefined) return versionsInJson(whole as readonly unknown[] | Record<string, unknown>, setting);
  // Not by readline, which takes other characters for line ends as well.
  const lines = text.split('\n').map((line, index) => ({ line, place: `line ${index + 1}` }));
  const filled = lines.filter(({ line }) => line.trim() !== '');
  const values = filled.map(({ line, place }) => ({ place, value: parsed(line) }));
  const broken = values.find(({ value }) => typeof value !== 'object' || value === null || Array.isArray(value));
  if (broken === undefined) return values.map(({ value, place }) => versionIn(rowOf(Object.entries(value as object)), place, setting));
  throw new Failure('usage', `${setting.origin} is neither one JSON document nor one JSON object a line: ${broken.place} is none`, {
    hints: ['give what `aws s3api list-object-versions` prints, or one object with `key` and `versionId` a line'],
  });
}

/** What the JSON says; `undefined` for a text that is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
