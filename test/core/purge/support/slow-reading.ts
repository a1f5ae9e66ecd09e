/**
 * The lifecycle rules once more, slowly and as the documentation tells them: one key at a time, its whole history in
 * its true order, nothing shared with the planner.
 */

/** One thing that was stored under a key. `time` is what S3 gives: ms since the epoch, whole seconds. */
export type Stored = { id: string; key: string; isMarker: boolean; time: number; size: number; tags: Record<string, string> };

/** What goes, by id; a current version that gets a delete marker counts with `+ marker`. */
export type Outcome = Set<string>;

export type SlowFlags = {
  olderThanMs: number | null;
  keep: number | null;
  prefix: string;
  minSize: number | null;
  maxSize: number | null;
  expiredDeleteMarkers: boolean;
};

type Condition = { Prefix?: string; ObjectSizeGreaterThan?: number; ObjectSizeLessThan?: number };
type Tag = { Key: string; Value: string };

export type SlowRule = {
  ID: string;
  Status: 'Enabled' | 'Disabled';
  Prefix?: string;
  Filter?: Condition & { Tag?: Tag; And?: Condition & { Tags?: Tag[] } };
  NoncurrentVersionExpiration?: { NoncurrentDays: number; NewerNoncurrentVersions?: number };
  Expiration?: { Days: number } | { Date: string } | { ExpiredObjectDeleteMarker: boolean };
};

/** @param history of one key, newest first */
export function slowFlags(flags: SlowFlags, history: readonly Stored[], now: number): Outcome {
  const gone: Outcome = new Set();
  history.forEach((stored, place) => {
    if (!stored.key.startsWith(flags.prefix)) return;
    if (flags.minSize !== null && (stored.isMarker || stored.size < flags.minSize)) return;
    if (flags.maxSize !== null && (stored.isMarker || stored.size > flags.maxSize)) return;
    const successor = history[place - 1];
    if (successor !== undefined && (flags.olderThanMs !== null || flags.keep !== null)) {
      // `0s` is no age at all.
      const oldEnough = flags.olderThanMs === null || flags.olderThanMs === 0 || now - successor.time >= flags.olderThanMs;
      const newerNoncurrent = place - 1;
      if (oldEnough && newerNoncurrent >= (flags.keep ?? 0)) gone.add(stored.id);
    }
    if (flags.expiredDeleteMarkers && stored.isMarker && history.length === 1) gone.add(stored.id);
  });
  return gone;
}

/** @param history of one key, newest first */
export function slowLifecycle(rules: readonly SlowRule[], history: readonly Stored[], now: number): Outcome {
  const gone: Outcome = new Set();
  for (const rule of rules) {
    if (rule.Status === 'Disabled') continue;
    history.forEach((stored, place) => {
      if (!isMeant(rule, stored)) return;
      const successor = history[place - 1];
      if (successor === undefined) expireCurrent(rule, stored, history.length === 1, now, gone);
      else if (noncurrentGoes(rule, successor, place - 1, now)) gone.add(stored.id);
    });
  }
  return gone;
}

function noncurrentGoes(rule: SlowRule, successor: Stored, newerNoncurrent: number, now: number): boolean {
  const expiration = rule.NoncurrentVersionExpiration;
  if (expiration === undefined) return false;
  if (now < dayItHappens(successor.time, expiration.NoncurrentDays)) return false;
  return expiration.NewerNoncurrentVersions === undefined || newerNoncurrent >= expiration.NewerNoncurrentVersions;
}

function expireCurrent(rule: SlowRule, stored: Stored, isAlone: boolean, now: number, gone: Outcome): void {
  const expiration = rule.Expiration;
  if (expiration === undefined) return;
  if ('ExpiredObjectDeleteMarker' in expiration) {
    const forbidden = asksForSize(rule) || tagsOf(rule).length > 0;
    if (expiration.ExpiredObjectDeleteMarker && !forbidden && stored.isMarker && isAlone) gone.add(stored.id);
    return;
  }
  const due = 'Days' in expiration ? dayItHappens(stored.time, expiration.Days) : new Date(expiration.Date).getTime();
  if (now < due) return;
  if (!stored.isMarker) gone.add(`${stored.id} + marker`);
  else if (isAlone) gone.add(stored.id);
}

/** "Adding the number of days … and rounding the resulting time to the next day midnight UTC." */
function dayItHappens(from: number, days: number): number {
  const date = new Date(from);
  date.setUTCDate(date.getUTCDate() + days);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
}

function isMeant(rule: SlowRule, stored: Stored): boolean {
  if (!stored.key.startsWith(rule.Prefix ?? rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? '')) return false;
  const greaterThan = rule.Filter?.ObjectSizeGreaterThan ?? rule.Filter?.And?.ObjectSizeGreaterThan;
  const lessThan = rule.Filter?.ObjectSizeLessThan ?? rule.Filter?.And?.ObjectSizeLessThan;
  const tags = tagsOf(rule);
  // Delete markers have neither size nor tags.
  if (stored.isMarker) return !asksForSize(rule) && tags.length === 0;
  if (greaterThan !== undefined && !(stored.size > greaterThan)) return false;
  if (lessThan !== undefined && !(stored.size < lessThan)) return false;
  return tags.every(({ Key, Value }) => stored.tags[Key] === Value);
}

function asksForSize({ Filter }: SlowRule): boolean {
  return [Filter, Filter?.And].some((part) => part?.ObjectSizeGreaterThan !== undefined || part?.ObjectSizeLessThan !== undefined);
}

function tagsOf({ Filter }: SlowRule): Tag[] {
  return Filter?.Tag === undefined ? (Filter?.And?.Tags ?? []) : [Filter.Tag];
}
