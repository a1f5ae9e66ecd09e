import type { HistoryEntry } from './key-history.js';
import { midnightAfter } from './lifecycle-days.js';
import { type CompiledFilter, compileFilter, type Tags } from './object-filter.js';
import type { CurrentExpiration, NoncurrentExpiration, PurgeRule } from './purge-rule.js';

/**
 * What happens to an entry: `delete` needs a code where MFA Delete is on; `make-delete-marker` is a plain delete of a
 * current version, which needs none; `read-tags` asks to be called again with the tags of the version.
 */
export type Decision = { action: 'delete' | 'make-delete-marker'; rule: string } | { action: 'read-tags' } | { action: 'keep' };

/**
 * Decides about one entry.
 * @param now ms since the epoch
 * @param tags of the version, once they were asked for; `{}` where they could not be read, so that it stays
 */
export type Decide = (entry: HistoryEntry, now: number, tags?: Tags) => Decision;

const keep: Decision = { action: 'keep' };
const readTags: Decision = { action: 'read-tags' };

type ReadyRule = { rule: PurgeRule; filter: CompiledFilter };

/**
 * Makes rules ready for many entries. Rules do not weaken each other: as in S3, the one that expires sooner counts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
 * @throws Failure `usage` for a glob that cannot be read
 */
export function purgeDecider(rules: readonly PurgeRule[]): Decide {
  const ready = rules.map((rule): ReadyRule => ({ rule, filter: compileFilter(rule.filter) }));
  return (entry, now, tags) => {
    let decision = keep;
    for (const { rule, filter } of ready) {
      const action = actionOf(rule, entry, now);
      if (action === null || !filter.matches(entry.version)) continue;
      if (!filter.needsTags || (tags !== undefined && filter.matchesTags(tags))) return { action, rule: rule.name };
      if (tags === undefined) decision = readTags;
    }
    return decision;
  };
}

function actionOf(rule: PurgeRule, entry: HistoryEntry, now: number): 'delete' | 'make-delete-marker' | null {
  if (rule.everything) return 'delete';
  const { version, isExpiredMarker } = entry;
  if (!version.isLatest) return rule.noncurrent !== null && noncurrentIsDue(rule.noncurrent, entry, now) ? 'delete' : null;
  // A current marker over other versions is left alone: without it the object would be back.
  if (version.isDeleteMarker && !isExpiredMarker) return null;
  const isDue = rule.current !== null && currentIsDue(rule.current, version.lastModified, now);
  if (isExpiredMarker) return rule.expiredMarkers || isDue ? 'delete' : null;
  return isDue ? 'make-delete-marker' : null;
}

/**
 * Both the time and the number have to be exceeded, and delete markers count like other noncurrent versions. (From
 * December 2022 to June 2023 the page on the elements said that NewerNoncurrentVersions does not count markers.)
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#non-current-days-calculations
 */
function noncurrentIsDue({ after, keep: kept }: NoncurrentExpiration, entry: HistoryEntry, now: number): boolean {
  const { noncurrentSince: since, newerNoncurrent } = entry;
  if (since === null || newerNoncurrent < kept) return false;
  if (after === null) return true;
  return 'ms' in after ? now - since >= after.ms : now >= midnightAfter(since, after.days);
}

/**
 * Expiration by days or date also removes expired delete markers that are old enough.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html#lifecycle-config-conceptual-ex7
 */
function currentIsDue(expiration: CurrentExpiration, created: number, now: number): boolean {
  return now >= ('from' in expiration ? expiration.from : midnightAfter(created, expiration.afterDays));
}
