import { Failure } from '../failures/failure.js';
import type { VersionName } from '../versions/object-version.js';
import { decodeUrlEncodedKey } from '../versions/url-encoded-key.js';
import { type Row, rowOf, type RowSetting, versionIn } from './version-row.js';

/** The arrays of `list-object-versions`, and that of the `Delete` parameter of `delete-objects`. */
const LISTS = ['Versions', 'DeleteMarkers', 'Objects'] as const;

/**
 * The versions in a JSON document: what `aws s3api list-object-versions` prints, its arrays `Versions` and
 * `DeleteMarkers` by themselves, `{"Objects": […]}` as `delete-objects` takes it, or one object with key and versionId.
 * @throws Failure `usage`
 */
export function versionsInJson(document: readonly unknown[] | Readonly<Record<string, unknown>>, setting: RowSetting): VersionName[] {
  if (isList(document)) return rowsIn(document, 'row', setting);
  const lists = LISTS.filter((name) => Object.hasOwn(document, name));
  if (lists.length === 0) return [versionIn(rowOf(Object.entries(document)), 'row 1', setting)];
  if (typeof document.Name === 'string' && document.Name !== setting.bucket) {
    throw new Failure('usage', `${setting.origin} lists bucket \`${document.Name}\`, not \`${setting.bucket}\``);
  }
  const versions = lists.flatMap((name) => {
    // AWS CLI prints null for an empty one.
    const list: unknown = document[name] ?? [];
    if (!Array.isArray(list)) throw notAList(setting);
    return rowsIn(list, `${name} row`, setting);
  });
  return document.EncodingType === 'url' ? versions.map((version, index) => decoded(version, index, setting)) : versions;
}

function rowsIn(list: readonly unknown[], name: string, setting: RowSetting): VersionName[] {
  return list.map((entry, index) => {
    if (!isObject(entry)) throw notAList(setting);
    const row: Row = rowOf(Object.entries(entry));
    return versionIn(row, `${name} ${index + 1}`, setting);
  });
}

/** With `--encoding-type url` AWS CLI leaves the keys encoded, and says so. */
function decoded({ key, versionId }: VersionName, index: number, { origin }: RowSetting): VersionName {
  const exact = decodeUrlEncodedKey(key);
  if (exact === null) throw new Failure('usage', `the key of row ${index + 1} of ${origin} is not URL-encoded, and the document says that it is`);
  return { key: exact, versionId };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAList({ origin }: RowSetting): Failure {
  return new Failure('usage', `${origin} is JSON, but not a list of versions`, {
    hints: ['give what `aws s3api list-object-versions --bucket <bucket>` prints, or objects with `key` and `versionId`'],
  });
}
