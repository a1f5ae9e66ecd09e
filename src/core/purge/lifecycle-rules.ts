import type { Versioning } from '../buckets/bucket-state.js';
import { Failure } from '../failures/failure.js';
import { type Elements, elementsOf, momentOf, numberOf, unusable } from './lifecycle-elements.js';
import { lifecycleFilter } from './lifecycle-filter.js';
import { asksForContent, type ObjectFilter } from './object-filter.js';
import { type CurrentExpiration, idleRule, type PurgeRule } from './purge-rule.js';
import type { UploadRule } from './upload-rules.js';

/** Something a configuration asks for and a purge does not do. */
type NotCarriedOut = { rule: string; element: string; reason: string };

/** A saved lifecycle configuration, as far as a purge carries it out, and what it leaves out. */
export type LifecyclePurge = {
  rules: PurgeRule[];
  uploads: UploadRule[];
  /** Names of the rules that are disabled. */
  disabled: string[];
  notCarriedOut: NotCarriedOut[];
};

const transitions = ['Transitions', 'Transition', 'NoncurrentVersionTransitions', 'NoncurrentVersionTransition'];
const actions = ['Expiration', 'NoncurrentVersionExpiration', 'AbortIncompleteMultipartUpload', ...transitions];
const contentFilter = 'S3 does not allow it together with a filter by tag or size';

/**
 * Reads a lifecycle configuration as `aws s3api get-bucket-lifecycle-configuration` prints it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 * @param document what JSON.parse gave
 * @param versioning of the bucket: current versions expire only where versioning is on, since elsewhere a plain delete
 * destroys the `null` version instead of hiding it
 * @throws Failure `usage` when it is no lifecycle configuration, has words this program does not know, or has current
 * versions expire where that is refused
 */
export function lifecyclePurge(document: unknown, versioning: Versioning): LifecyclePurge {
  const list = typeof document === 'object' && document !== null && 'Rules' in document ? document.Rules : null;
  if (!Array.isArray(list) || list.length === 0) throw unusable('the file does not hold a lifecycle configuration');
  const purge: LifecyclePurge = { rules: [], uploads: [], disabled: [], notCarriedOut: [] };
  list.forEach((entry: unknown, index) => {
    const name = nameOf(entry, index);
    const where = `lifecycle rule \`${name}\``;
    const rule = elementsOf(entry, where, ['ID', 'Status', 'Prefix', 'Filter', ...actions]);
    if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw unusable(`${where} is neither Enabled nor Disabled`);
    if (!actions.some((action) => action in rule)) throw unusable(`${where} has no action`);
    addRule(purge, { name, where, rule, filter: lifecycleFilter(rule, where) }, versioning);
  });
  return purge;
}

type Reading = { name: string; where: string; rule: Elements; filter: ObjectFilter };

function addRule(purge: LifecyclePurge, reading: Reading, versioning: Versioning): void {
  const { name, where, rule, filter } = reading;
  const leaveOut = (element: string, reason: string): null => {
    if (rule.Status === 'Enabled') purge.notCarriedOut.push({ rule: name, element, reason });
    return null;
  };
  // Read before the status counts: a file that cannot be understood should not look as if it could.
  const noncurrent = noncurrentOf(reading, leaveOut);
  const { current, expiredMarkers } = expirationOf(reading, leaveOut);
  const afterDays = uploadDays(reading, leaveOut);
  for (const element of transitions) if (element in rule) leaveOut(element, 'a purge deletes, and does not move objects to another storage class');
  if (rule.Status === 'Disabled') {
    purge.disabled.push(name);
    return;
  }
  if (current !== null && versioning !== 'Enabled') throw wouldDestroy(where, versioning);
  if (noncurrent !== null || current !== null || expiredMarkers) purge.rules.push({ ...idleRule(name, filter), noncurrent, current, expiredMarkers });
  if (afterDays !== null) purge.uploads.push({ name, prefix: filter.prefix, afterDays });
}

type LeaveOut = (element: string, reason: string) => null;

function noncurrentOf({ rule, where }: Reading, leaveOut: LeaveOut): PurgeRule['noncurrent'] {
  if (rule.NoncurrentVersionExpiration === undefined) return null;
  const elements = elementsOf(rule.NoncurrentVersionExpiration, `NoncurrentVersionExpiration of ${where}`, ['NoncurrentDays', 'NewerNoncurrentVersions']);
  const days = numberOf(elements, 'NoncurrentDays', where, 1);
  const keep = numberOf(elements, 'NewerNoncurrentVersions', where, 0);
  if (days === null) return leaveOut('NoncurrentVersionExpiration', 'it has no NoncurrentDays, and S3 asks for them');
  return { after: { days }, keep: keep ?? 0 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html */
function expirationOf({ rule, where, filter }: Reading, leaveOut: LeaveOut): { current: CurrentExpiration | null; expiredMarkers: boolean } {
  if (rule.Expiration === undefined) return { current: null, expiredMarkers: false };
  const elements = elementsOf(rule.Expiration, `Expiration of ${where}`, ['Days', 'Date', 'ExpiredObjectDeleteMarker']);
  const days = numberOf(elements, 'Days', where, 1);
  const date = momentOf(elements, 'Date', where);
  const { ExpiredObjectDeleteMarker: markers = false } = elements;
  if (typeof markers !== 'boolean') throw unusable(`${where} has an \`ExpiredObjectDeleteMarker\` that is neither true nor false`);
  if ([days, date, markers || null].filter((given) => given !== null).length > 1) throw unusable(`${where} has an Expiration in more than one way`);
  if (markers && asksForContent(filter)) leaveOut('ExpiredObjectDeleteMarker', contentFilter);
  return {
    current: days !== null ? { afterDays: days } : date !== null ? { from: date } : null,
    expiredMarkers: markers && !asksForContent(filter),
  };
}

function uploadDays({ rule, where, filter }: Reading, leaveOut: LeaveOut): number | null {
  if (rule.AbortIncompleteMultipartUpload === undefined) return null;
  const name = 'AbortIncompleteMultipartUpload';
  const days = numberOf(elementsOf(rule[name], `${name} of ${where}`, ['DaysAfterInitiation']), 'DaysAfterInitiation', where, 1);
  if (days === null) throw unusable(`${name} of ${where} has no DaysAfterInitiation`);
  return asksForContent(filter) ? leaveOut(name, contentFilter) : days;
}

/** The ID, or the place in the file: S3 gives every rule an ID, an edited file may have none. */
function nameOf(rule: unknown, index: number): string {
  const id = typeof rule === 'object' && rule !== null && 'ID' in rule ? rule.ID : null;
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`;
}

function wouldDestroy(where: string, versioning: Versioning): Failure {
  const state = versioning === 'Suspended' ? 'suspended' : 'not on';
  return new Failure('usage', `${where} has current versions expire, and versioning is ${state}: that would destroy \`null\` versions for good`, {
    hints: ['take Expiration by Days or Date out of the file', 'or turn versioning on first'],
  });
}
