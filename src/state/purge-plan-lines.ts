import { Failure } from '../core/failures/failure.js';
import { safeJson, safeJsonLine } from '../core/text/safe-json.js';
import type { ObjectVersion } from '../core/versions/object-version.js';

/** What a plan is about: its first line. */
export type PlanHead = {
  bucket: string;
  /** The server's S3 endpoint, so that a plan is not carried out against another one. */
  endpoint: string;
  /** Twelve digits; `null` on servers without accounts. */
  account: string | null;
  /** When it was made, ISO 8601 UTC. */
  createdAt: string;
  /** What was asked for, in words, one text a rule. */
  rules: string[];
  /** All keys of the plan begin so. */
  prefix: string;
  /** Every version of the bucket is meant to go, current ones included. */
  allVersions: boolean;
};

/** A version that a plan takes: deleted for good, or (a current one) hidden by a new delete marker. */
export type PlannedVersion = ObjectVersion & { action: 'delete' | 'make-delete-marker'; rule: string };

/** An incomplete multipart upload that a plan aborts; `initiated` in ms since the epoch. */
export type PlannedUpload = { action: 'abort-upload'; key: string; uploadId: string; initiated: number; rule: string };

/** One line of a plan between its head and its end. */
export type PlannedItem = PlannedVersion | PlannedUpload;

/** How many there are of each; the last line, which shows that the file is whole. */
export type PlanCounts = { versions: number; uploads: number };

const format = 's3-mfa-delete purge plan 1';

/** The first line, with its line end. */
export function headLine(head: PlanHead): string {
  return `${safeJson({ format, ...head })}\n`;
}

/** A line for a version or an upload, with its line end. */
export function itemLine(item: PlannedItem): string {
  if (item.action === 'abort-upload') return safeJsonLine({ ...item, initiated: iso(item.initiated) });
  // Field by field: of a million versions, spreading each takes longer than writing it.
  const { key, versionId, isDeleteMarker, isLatest, lastModified, size, action, rule } = item;
  return safeJsonLine({ key, versionId, isDeleteMarker, isLatest, lastModified: iso(lastModified), size, action, rule });
}

/** The last line, with its line end. */
export function endLine(counts: PlanCounts): string {
  return `${safeJson({ end: counts })}\n`;
}

/** @throws Failure `usage` when it is not the first line of a plan */
export function parseHead(path: string, line: string): PlanHead {
  const { format: found, bucket, endpoint, account, createdAt, rules, prefix, allVersions } = fieldsOf(path, line, 1);
  const isHead = isText(bucket) && isText(endpoint) && (account === null || isText(account)) && isText(createdAt) && isTexts(rules) && typeof prefix === 'string' && typeof allVersions === 'boolean';
  if (found !== format || !isHead) throw unusable(path, 'its first line is not the head of a purge plan that this version can read');
  return { bucket, endpoint, account, createdAt, rules, prefix, allVersions };
}

/** @throws Failure `usage` when the line is not the end of a plan */
export function parseEnd(path: string, line: string): PlanCounts {
  const end = parsed(line);
  const { versions, uploads } = isFields(end) && isFields(end.end) ? end.end : {};
  if (isCount(versions) && isCount(uploads)) return { versions, uploads };
  throw unusable(path, 'it is not whole: its last line does not say how much it holds');
}

/**
 * Reads one line between the first and the last.
 * @param number of the line, counted from 1, for the message
 * @throws Failure `usage`
 */
export function parseItem(path: string, line: string, number: number): PlannedItem {
  const fields = fieldsOf(path, line, number);
  const { action, key, rule } = fields;
  if (!isText(key) || !isText(rule)) throw unusableLine(path, number);
  if (action === 'abort-upload' && isText(fields.uploadId)) {
    return { action, key, uploadId: fields.uploadId, initiated: timeOf(fields.initiated), rule };
  }
  const { versionId, isDeleteMarker, isLatest, size } = fields;
  const isVersion = isText(versionId) && typeof isDeleteMarker === 'boolean' && typeof isLatest === 'boolean' && isCount(size);
  if ((action !== 'delete' && action !== 'make-delete-marker') || !isVersion) throw unusableLine(path, number);
  return { action, key, versionId, isDeleteMarker, isLatest, lastModified: timeOf(fields.lastModified), size, rule };
}

function fieldsOf(path: string, line: string, number: number): Readonly<Record<string, unknown>> {
  const fields = parsed(line);
  if (!isFields(fields)) throw unusableLine(path, number);
  return fields;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((part) => typeof part === 'string');
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const iso = (time: number): string | null => (Number.isFinite(time) ? new Date(time).toISOString() : null);
const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

function unusableLine(path: string, number: number): Failure {
  return unusable(path, `line ${number} cannot be read`);
}

/** A file that is no plan, or not a whole one. */
export function unusable(path: string, why: string): Failure {
  return new Failure('usage', `\`${path}\` cannot be carried out: ${why}`, { hints: ['make the plan again: `s3-mfa-delete purge <bucket> … --plan-out <file>`'] });
}
