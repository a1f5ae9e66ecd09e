import { CsvError, parse } from 'csv-parse/sync';
import { Failure } from '../failures/failure.js';
import type { VersionName } from '../versions/object-version.js';
import { fieldName, rowOf, type RowSetting, versionIn } from './version-row.js';

/**
 * The versions in a CSV document (RFC 4180) whose first line names its columns, `key` and `versionId` among them.
 * @throws Failure `usage`
 */
export function versionsInCsv(text: string, setting: RowSetting): VersionName[] {
  const [head, ...rows] = recordsOf(text, setting);
  const names = (head ?? []).map(fieldName);
  for (const column of ['key', 'versionid']) {
    if (names.filter((name) => name === column).length === 1) continue;
    throw new Failure('usage', `${setting.origin} is neither JSON nor CSV with the columns key and versionId`, {
      hints: ['the first line of a CSV file names its columns: `key,versionId`'],
    });
  }
  return rows.map((cells, index) => versionIn(rowOf(names.map((name, column) => [name, cells[column]] as const)), `row ${index + 1}`, setting));
}

function recordsOf(text: string, { origin }: RowSetting): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Failure('usage', `${origin} is not CSV: ${error.message}`, {
      hints: ['a cell with commas, quotes or line breaks stands in quotes, and its quotes are doubled'],
      cause: error,
    });
  }
}
