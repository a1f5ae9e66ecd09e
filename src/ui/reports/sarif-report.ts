import { createHash } from 'node:crypto';
import type { Invocation, Location, Log, Notification, Result, Suppression } from 'sarif';
import { printable } from '../../core/text/printable.js';
import { describeBucket, expectationWords, judgementWords } from '../../core/verify/bucket-words.js';
import type { VerifiedBucket, VerifyDocument } from '../../core/verify/document.js';
import { jsonDocument } from '../json.js';
import { type RuleId, ruleFor, ruleIndex, rules } from './sarif-rules.js';

const HOME = 'https://github.com/s3-mfa-delete/s3-mfa-delete';

/**
 * SARIF 2.1.0, which code scanning reads: a result a bucket that is not on. One that could not be read is `open`, one that does
 * not count (an exception, `--fail-on`) is suppressed. Buckets that are on are in the counts only: a consumer that does not know
 * the kind `pass` would raise an alert for each.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifReport(document: VerifyDocument): string {
  const { account, partition, principal, summary, source, complete } = document;
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 's3-mfa-delete', semanticVersion: document.tool.replace(/^.*\//, ''), informationUri: HOME, rules: [...rules] } },
        automationDetails: { id: `s3-mfa-delete/verify/${account ?? 'account-unknown'}/` },
        invocations: [invocationOf(document)],
        // No `uri`: buckets have no place that a relative path could be resolved against.
        originalUriBaseIds: { BUCKETS: { description: { text: 'The buckets of the account' } } },
        columnKind: 'utf16CodeUnits',
        results: [...document.buckets.flatMap((bucket) => resultOf(bucket, document)), ...missingBuckets(document)],
        properties: { account, partition, principal, summary, source, complete },
      },
    ],
  };
  return jsonDocument({ ...log });
}

function invocationOf({ generatedAt, complete, accounts, dropped }: VerifyDocument): Invocation {
  const unread = accounts.flatMap(({ credentials, error }): Notification[] =>
    error === null ? [] : [{ level: 'error', descriptor: { id: error.kind }, message: { text: plain(`${credentials}: ${error.message}`) } }],
  );
  const gone = dropped.map((name): Notification => ({ level: 'note', message: { text: plain(`${name} was deleted before it could be read`) } }));
  return { executionSuccessful: complete, endTimeUtc: generatedAt, toolExecutionNotifications: [...unread, ...gone] };
}

function resultOf(bucket: VerifiedBucket, { partition }: VerifyDocument): Result[] {
  const rule = ruleFor(bucket);
  if (rule === null) return [];
  const { name, account, region, verdict, versioning, mfaDelete, reason, probe, fix } = bucket;
  const open = verdict === 'unknown' && !bucket.finding;
  const suppressed = !open && !bucket.finding && probe !== 'deleted';
  return [
    {
      ...about(rule, name, account, partition),
      kind: open ? 'open' : 'fail',
      level: open ? 'none' : 'error',
      message: { text: plain(`${name}: ${judgementWords(bucket)}. ${describeBucket(bucket).join(' ')}`) },
      suppressions: suppressed ? [suppressionOf(bucket)] : [],
      properties: { account, region, verdict, versioning, mfaDelete, reason, probe, fix },
    },
  ];
}

function suppressionOf(bucket: VerifiedBucket): Suppression {
  const [exception] = expectationWords(bucket);
  return { kind: 'external', status: 'accepted', justification: plain(exception ?? 'This verdict does not count as a finding in this run (--fail-on).') };
}

function missingBuckets({ policy, account, partition }: VerifyDocument): Result[] {
  return (policy?.missing ?? []).map((name) => ({
    ...about('bucket-missing', name, account, partition),
    kind: 'fail',
    level: 'error',
    message: { text: plain(`${name}: the expectations file requires this bucket, and it was not found.`) },
  }));
}

/** What a result needs to be placed and to be known again in the next run. */
function about(rule: RuleId, bucket: string, account: string | null, partition: string | null): Pick<Result, 'ruleId' | 'ruleIndex' | 'locations' | 'partialFingerprints'> {
  const identity = createHash('sha256').update(JSON.stringify([partition, account, bucket, rule])).digest('hex');
  return {
    ruleId: rule,
    ruleIndex: ruleIndex(rule),
    locations: [locationOf(bucket, partition)],
    // The second is the only one that GitHub looks at.
    partialFingerprints: { 'bucketAndRule/v1': identity, primaryLocationLineHash: `${identity.slice(0, 16)}:1` },
  };
}

function locationOf(bucket: string, partition: string | null): Location {
  return {
    // Code scanning shows nothing without a file and a line.
    physicalLocation: { artifactLocation: { uri: encodeURIComponent(bucket), uriBaseId: 'BUCKETS' }, region: { startLine: 1 } },
    logicalLocations: [{ name: bucket, fullyQualifiedName: `arn:${partition ?? 'aws'}:s3:::${bucket}`, kind: 'resource' }],
  };
}

/** Text without the characters that mean a link or a placeholder in a SARIF message (sections 3.11.5 and 3.11.6). */
function plain(text: string): string {
  return printable(text).replace(/[[\]\\]/g, '\\$&').replace(/[{}]/g, '$&$&');
}
