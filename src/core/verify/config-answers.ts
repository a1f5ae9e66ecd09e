import type { MfaDelete, Versioning } from '../buckets/bucket-state.js';
import { Failure } from '../failures/failure.js';
import { isOnePage } from './one-page.js';

/** One bucket as AWS Config recorded it. */
export type RecordedBucket = {
  name: string;
  account: string | null;
  region: string | null;
  /** `null` where the record does not hold it. */
  state: { versioning: Versioning; mfaDelete: MfaDelete } | null;
  /** Number of lifecycle rules; `null` where the record does not say. */
  lifecycleRules: number | null;
  /** When the record was made, ISO 8601 UTC. */
  recordedAt: string | null;
};

const statuses: ReadonlyMap<unknown, Versioning> = new Map([['Off', 'Unversioned'], ['Enabled', 'Enabled'], ['Suspended', 'Suspended']]);

/**
 * Reads what `aws configservice select-aggregate-resource-config` (or `select-resource-config`) prints for
 * AWS::S3::Bucket: `Results` is a list of texts, each the JSON of one record. docs/verify-in-ci.md has the query.
 * One page of several is refused: a bucket on another page would not be missed.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_SelectAggregateResourceConfig.html
 * @param path for messages
 * @throws Failure `usage`
 */
export function parseConfigAnswers(text: string, path: string): RecordedBucket[] {
  const document = parsed(text) as { Results?: unknown; NextToken?: unknown } | null;
  if (!Array.isArray(document?.Results)) throw notConfig(path, 'it has no `Results`');
  if (isOnePage(document)) throw onePage(path);
  return document.Results.map((result, index) => {
    const record = mapOf(result);
    const bucket = record === null ? null : bucketOf(record);
    if (bucket === null) throw notConfig(path, `result ${index + 1} names no bucket`);
    return bucket;
  });
}

function bucketOf(record: Record<string, unknown>): RecordedBucket | null {
  const name = textIn(record, 'resourceName') ?? textIn(record, 'resourceId');
  if (name === null || (record['resourceType'] ?? 'AWS::S3::Bucket') !== 'AWS::S3::Bucket') return null;
  const more = mapOf(record['supplementaryConfiguration']) ?? {};
  return {
    name,
    account: textIn(record, 'accountId'),
    region: textIn(record, 'awsRegion'),
    state: stateOf(mapOf(more['BucketVersioningConfiguration'])),
    lifecycleRules: lifecycleRulesOf(more),
    recordedAt: instantOf(textIn(record, 'configurationItemCaptureTime')),
  };
}

/** AWS Config says `Off` for never versioned, and `null` or nothing for MFA Delete that was never configured. */
function stateOf(configuration: Record<string, unknown> | null): RecordedBucket['state'] {
  const versioning = statuses.get(configuration?.['status']);
  const isOn = configuration?.['isMfaDeleteEnabled'] ?? false;
  if (versioning === undefined || typeof isOn !== 'boolean') return null;
  return { versioning, mfaDelete: isOn ? 'Enabled' : 'Disabled' };
}

function lifecycleRulesOf(more: Record<string, unknown>): number | null {
  if (!('BucketLifecycleConfiguration' in more)) return null;
  const rules = mapOf(more['BucketLifecycleConfiguration'])?.['rules'];
  return Array.isArray(rules) ? rules.length : 0;
}

/** A record, and parts of it, come as JSON or as JSON text in JSON. A list is taken for a map that holds nothing. */
function mapOf(value: unknown): Record<string, unknown> | null {
  const found = typeof value === 'string' ? parsed(value) : value;
  return typeof found === 'object' ? (found as Record<string, unknown> | null) : null;
}

function textIn(record: Record<string, unknown>, name: string): string | null {
  const value = record[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function instantOf(text: string | null): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function notConfig(path: string, why: string): Failure {
  return new Failure('usage', `\`${path}\` is not what AWS Config answers: ${why}`, {
    hints: ['it is the output of `aws configservice select-aggregate-resource-config`; docs/verify-in-ci.md has the query'],
  });
}

function onePage(path: string): Failure {
  return new Failure('usage', `\`${path}\` is one page of several: it ends in a \`NextToken\`, and the buckets behind it would not be judged`, {
    hints: ['ask for all of them, without `--limit`, `--max-items` and `--no-paginate`: `aws configservice select-aggregate-resource-config`; docs/verify-in-ci.md has the query'],
  });
}
