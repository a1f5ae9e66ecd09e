import type { ReportingDescriptor } from 'sarif';
import { meanings, proofWords } from '../../core/verify/bucket-words.js';
import { controls } from '../../core/verify/controls.js';
import type { VerifiedBucket } from '../../core/verify/document.js';

const MANUAL = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html';

/** What can be wrong with a bucket, in the order of the rules of a SARIF run. Ids are public interface: consumers keep them. */
const problems = {
  'mfa-delete-off': { name: 'MfaDeleteOff', short: 'MFA Delete is not enabled', full: meanings.off },
  'mfa-delete-blocked': { name: 'MfaDeleteBlocked', short: 'A lifecycle configuration stands in the way of MFA Delete', full: meanings.blocked },
  'versioning-suspended': { name: 'VersioningSuspended', short: 'Versioning is suspended', full: meanings.suspended },
  'never-versioned': { name: 'NeverVersioned', short: 'Versioning was never turned on', full: meanings.unversioned },
  'not-readable': { name: 'NotReadable', short: 'The bucket could not be read', full: meanings.unknown },
  'deleted-without-code': { name: 'DeletedWithoutCode', short: 'A version was deleted without a code', full: proofWords.deleted },
  'exception-expired': { name: 'ExceptionExpired', short: 'The exception for the bucket has run out', full: 'The expectations file excepted this bucket until a day that is over.' },
  'not-listed': { name: 'NotListed', short: 'The expectations file does not name the bucket', full: 'It is on, but nobody has said whether it has to be.' },
  'bucket-missing': { name: 'BucketMissing', short: 'A required bucket is not there', full: 'The expectations file requires this bucket, and it was not found.' },
} as const;

/** Id of a rule. */
export type RuleId = keyof typeof problems;

/** All rules, as a SARIF run carries them. */
export const rules: readonly ReportingDescriptor[] = Object.entries(problems).map(([id, { name, short, full }]) => ({
  id,
  name,
  shortDescription: { text: `${short}.` },
  fullDescription: { text: full },
  help: { text: `${full} Asked for by ${controls.map((control) => `${control.framework} ${control.id}`).join('; ')}.` },
  helpUri: MANUAL,
  defaultConfiguration: { level: id === 'not-readable' ? 'warning' : 'error' },
  properties: { tags: ['security', 'aws', 's3', 'mfa-delete'], precision: 'very-high' },
}));

/** Where a rule stands among {@link rules}. */
export function ruleIndex(id: RuleId): number {
  return rules.findIndex((rule) => rule.id === id);
}

const byVerdict = {
  off: 'mfa-delete-off',
  blocked: 'mfa-delete-blocked',
  suspended: 'versioning-suspended',
  unversioned: 'never-versioned',
  unknown: 'not-readable',
} as const satisfies Record<Exclude<VerifiedBucket['verdict'], 'on'>, RuleId>;

/** The rule that a bucket breaks; `null` where it breaks none. */
export function ruleFor({ verdict, probe, expectation, finding }: VerifiedBucket): RuleId | null {
  if (probe === 'deleted') return 'deleted-without-code';
  if (expectation?.status === 'expired') return 'exception-expired';
  if (verdict !== 'on') return byVerdict[verdict];
  return finding ? 'not-listed' : null;
}
