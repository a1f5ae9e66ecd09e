import type { ObjectFilter } from './object-filter.js';

/** When noncurrent versions go: both conditions have to hold. */
export type NoncurrentExpiration = {
  /** How long the version has to be noncurrent: exact, or in days as S3 counts them; `null`: any time. */
  after: { ms: number } | { days: number } | null;
  /** How many noncurrent versions, delete markers included, have to be newer. */
  keep: number;
};

/** When current versions expire: whole days after their creation, or from a moment on (ms since the epoch). */
export type CurrentExpiration = { afterDays: number } | { from: number };

/** One rule of a purge. What a rule may do is said by what it has; a version goes when one rule wants it to go. */
export type PurgeRule = {
  /** What to call it: the ID of the lifecycle rule, or the flags. */
  name: string;
  filter: ObjectFilter;
  noncurrent: NoncurrentExpiration | null;
  current: CurrentExpiration | null;
  /** Delete markers go as soon as nothing else is left of their key. */
  expiredMarkers: boolean;
  /** Everything goes, current versions too. */
  everything: boolean;
};

/** A rule that does nothing yet. */
export function idleRule(name: string, filter: ObjectFilter): PurgeRule {
  return { name, filter, noncurrent: null, current: null, expiredMarkers: false, everything: false };
}

/** The longest prefix that all keys begin with which the rules are about; listing needs no others. */
export function listingPrefix(rules: readonly PurgeRule[]): string {
  const [first = '', ...others] = rules.map(({ filter }) => filter.prefix);
  const common = others.reduce((prefix, other) => {
    let length = 0;
    while (length < prefix.length && prefix[length] === other[length]) length += 1;
    return prefix.slice(0, length);
  }, first);
  // Half a surrogate pair is no text that could be sent.
  return common.replace(/[\ud800-\udbff]$/, '');
}
