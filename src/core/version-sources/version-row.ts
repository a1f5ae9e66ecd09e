import { Failure } from '../failures/failure.js';
import type { VersionName } from '../versions/object-version.js';

/** Where rows come from and which bucket they have to be about. */
export type RowSetting = {
  /** For messages: a path, or `standard input`. */
  origin: string;
  bucket: string;
};

/** One row of a list, its fields by their names in lower case without `_`, `-` and spaces. */
export type Row = ReadonlyMap<string, unknown>;

/** Makes a row of an object's fields, or of CSV cells; `VersionId`, `versionId` and `version_id` are one name. */
export function rowOf(fields: Iterable<readonly [string, unknown]>): Row {
  return new Map([...fields].map(([name, value]) => [fieldName(name), value]));
}

/** The name of a field, however it is written. */
export function fieldName(text: string): string {
  return text.toLowerCase().replace(/[_\s-]/g, '');
}

/**
 * The version that a row names. What else the row holds is ignored: AWS is asked for it.
 * @param place for messages: `row 3`
 * @throws Failure `usage` for a row without key or version id, and for one of another bucket
 */
export function versionIn(row: Row, place: string, { origin, bucket }: RowSetting): VersionName {
  const text = (name: string): string => {
    const value = row.get(name);
    return typeof value === 'string' ? value : '';
  };
  const where = `${place} of ${origin}`;
  const [key, versionId, of] = [text('key'), text('versionid'), text('bucket')];
  if (of !== '' && of !== bucket) {
    throw new Failure('usage', `${where} is about bucket \`${of}\`, not \`${bucket}\``, { hints: ['take the rows of one bucket at a time'] });
  }
  if (key === '') throw new Failure('usage', `${where} has no key`, { hints: ['each row names a version: `key` and `versionId`'] });
  if (versionId === '') {
    throw new Failure('usage', `${where} has no version id`, {
      hints: ['each row names a version: `key` and `versionId`', 'a version from before versioning has the id `null`, as a word'],
    });
  }
  return { key, versionId };
}
