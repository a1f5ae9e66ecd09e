import type { Verdict } from '../../../../src/core/buckets/verdict.js';
import { summarize } from '../../../../src/core/buckets/verdict.js';
import type { ReadAccount, VerifiedBucket, VerifyDocument } from '../../../../src/core/verify/document.js';
import { expectValid } from '../../../support/schema.js';

/** States that belong to a verdict. */
const states: Record<Verdict, Pick<VerifiedBucket, 'versioning' | 'mfaDelete' | 'reason'>> = {
  on: { versioning: 'Enabled', mfaDelete: 'Enabled', reason: null },
  off: { versioning: 'Enabled', mfaDelete: 'Disabled', reason: null },
  blocked: { versioning: 'Enabled', mfaDelete: 'Disabled', reason: 'lifecycle-configuration' },
  suspended: { versioning: 'Suspended', mfaDelete: 'Disabled', reason: null },
  unversioned: { versioning: 'Unversioned', mfaDelete: 'Disabled', reason: null },
  unknown: { versioning: null, mfaDelete: null, reason: 'AccessDenied' },
};

/** A bucket as `verify` would report it. */
export function bucket(name: string, verdict: Verdict, rest: Partial<VerifiedBucket> = {}): VerifiedBucket {
  const mendable = verdict !== 'on' && verdict !== 'unknown';
  return {
    ...{ name, account: '111122223333', region: 'eu-west-1', verdict, ...states[verdict] },
    ...{ fix: mendable ? `s3-mfa-delete enable ${name}` : null, probe: null, finding: mendable, expectation: null, recordedAt: null },
    ...rest,
  };
}

/** A document as `verify --json` would print it, held to the published schema. */
export function verifyDocument(buckets: VerifiedBucket[], rest: Partial<VerifyDocument> = {}): VerifyDocument {
  const account = '111122223333';
  const principal = `arn:aws:iam::${account}:user/auditor`;
  const document: VerifyDocument = {
    ...{ schemaVersion: 1, command: 'verify', tool: 's3-mfa-delete/1.0.0', generatedAt: '2026-03-04T12:00:02.000Z', account, partition: 'aws', principal },
    complete: true,
    source: { kind: 'aws', oldest: null, newest: null },
    summary: summarize(buckets.map(({ verdict }) => verdict)),
    buckets,
    accounts: [{ account, principal, credentials: 'profile audit (AKIA…MPLE)', buckets: buckets.length, error: null }],
    ...{ dropped: [], policy: null, changes: null, leftovers: [], record: null },
    ...rest,
  };
  expectValid(document, 'verify');
  return document;
}

/** An account that could not be read. */
export function unread(rest: Partial<ReadAccount> = {}): ReadAccount {
  const error = { kind: 'access-denied', message: 'not allowed', hints: ['ask an administrator'], aws: null } as const;
  return { account: null, principal: null, credentials: 'role auditor', buckets: 0, error: { ...error, hints: [...error.hints] }, ...rest };
}

/** A bucket of each verdict, in the order of the verdicts. */
export const oneOfEach: readonly VerifiedBucket[] = [
  bucket('ledger', 'on'),
  bucket('invoices', 'off'),
  bucket('logs', 'blocked'),
  bucket('archive', 'suspended'),
  bucket('scratch', 'unversioned'),
  bucket('partner', 'unknown'),
];

/** Text that nobody should ever send, and that somebody will. */
export const hostile = {
  markup: '</script><script>alert(1)</script><img src=x onerror=alert(1)>',
  quotes: `a"b'c\`d&e<f>g]]>h`,
  terminal: 'a\x1b[2Jb\x00c\u202ed\ufffee',
  formula: '=HYPERLINK("http://example.com","x")',
  sarif: '[click](http://example.com) {0} \\[',
};

/** The texts of other people in a document, all hostile. */
export function hostileDocument(): VerifyDocument {
  const buckets = Object.values(hostile).flatMap((text) => [
    bucket(text, 'off', { region: text, fix: text }),
    bucket(`${text}-2`, 'unknown', { reason: text, region: null }),
    bucket(`${text}-3`, 'off', { account: text, finding: false, expectation: { status: 'excepted', by: text, why: text, until: '2026-12-31' } }),
  ]);
  return verifyDocument(buckets, {
    principal: `arn:aws:iam::111122223333:user/${hostile.markup}`,
    accounts: [unread({ principal: hostile.markup, credentials: hostile.quotes, error: { kind: 'access-denied', message: hostile.markup, hints: [hostile.quotes], aws: null } })],
    dropped: [hostile.markup],
    policy: { required: 1, excepted: 5, expired: 0, unlisted: 0, missing: [hostile.markup] },
  });
}
