import fc from 'fast-check';
import { type BucketView, nameOf } from '../account-view.js';
import { entry, untouchable } from './command-entry.js';
import { canDelete, deletionContradictions, historiesDuring, isLocked } from './deletions.js';
import { numbered, statesShown } from './held.js';

/** Options of `purge`. */
type PurgeOptions = { bucket: number; rule: 'age' | 'keep' | 'markers' | 'all'; days: number; keep: number; dryRun: boolean; allowUnprotected: boolean; window: 'none' | 'default' | 'seconds' };

const windowFlags = { default: ['--window'], seconds: ['--window', '--window-max', '30s'] };

const DAY_MS = 86_400_000;

/**
 * Which versions a purge may delete, written down once more and as simply as can be: a version is noncurrent since the
 * next newer one of its key was written.
 */
function due({ versions }: BucketView, { rule, days, keep }: PurgeOptions, now: number): Set<string> {
  const found = new Set<string>();
  for (const version of versions) {
    const ofKey = versions.filter(({ key }) => key === version.key);
    const place = ofKey.indexOf(version);
    const newer = ofKey[place - 1];
    if (rule === 'all') found.add(nameOf(version));
    if (rule === 'markers' && version.content === null && ofKey.length === 1) found.add(nameOf(version));
    if (newer === undefined) continue;
    if (rule === 'age' && now - newer.lastModified >= days * DAY_MS && place - 1 >= keep) found.add(nameOf(version));
    if (rule === 'keep' && place - 1 >= keep) found.add(nameOf(version));
  }
  return found;
}

/** `purge`. */
export const purgeEntry = entry<PurgeOptions>({
  name: 'purge',
  schema: 'purge',
  takesCodes: true,
  options: fc.record({
    bucket: fc.nat({ max: 2 }),
    rule: fc.constantFrom('age', 'age', 'keep', 'markers', 'all'),
    days: fc.constantFrom(0, 10, 40),
    keep: fc.nat({ max: 3 }),
    dryRun: fc.constantFrom(false, false, false, false, true),
    allowUnprotected: fc.boolean(),
    window: fc.constantFrom('none', 'none', 'default', 'default', 'seconds'),
  }),
  words({ bucket: number, rule, days, keep, dryRun, allowUnprotected, window }, world, attended) {
    const bucket = numbered(number, world);
    const rules = { age: ['--older-than', `${days}d`, '--keep', String(keep)], keep: ['--keep', String(keep)], markers: ['--expired-delete-markers'], all: ['--all-versions'] }[rule];
    const confirm = rule === 'all' ? `delete all versions of ${bucket}` : bucket;
    return [bucket, ...rules, ...(attended ? [] : ['--confirm', confirm]), ...(dryRun ? ['--dry-run'] : []), ...(window === 'none' ? (allowUnprotected ? ['--allow-unprotected'] : []) : windowFlags[window]), ...(window === 'none' || attended || dryRun ? [] : ['--accept-open-window'])];
  },
  mayTouchKeys: () => false,
  scope(options, bucket, run, world) {
    if (options.dryRun || bucket.name !== numbered(options.bucket, world)) return untouchable;
    // What others write meanwhile can make a version noncurrent, and others can take away the one above a marker.
    const ever = historiesDuring(bucket, run, world).map((history) => due(history, options, run.endedAt));
    return { ...untouchable, versioning: options.window !== 'none', lifecycle: options.window !== 'none', removable: (version) => ever.some((names) => names.has(nameOf(version))) };
  },
  contradictions(document, options, run, world) {
    const found = deletionContradictions(document, run, world);
    const window = document['window'] as { state: string; left: number } | null;
    if (window === null || options.window === 'none') return found;
    const bucket = numbered(options.bucket, world);
    const possible = statesShown(bucket, run, world).map(({ mfaDelete }) => (mfaDelete === 'Enabled' ? 'closed' : 'open'));
    const claimed = window.state === 'not-opened' ? 'closed' : window.state;
    if (claimed !== 'unknown' && !possible.some((state) => state === claimed)) found.push(`the window is said to be ${window.state}, and was ${possible.join(', ')}`);
    if (!options.dryRun && (window.state === 'open' || window.state === 'unknown' || window.left > 0) && run.exitCode === 0) found.push(`exit code 0, although the window is ${window.state} with ${window.left} versions left`);
    return found;
  },
  unfinished(options, run, world) {
    const bucket = run.before.buckets.get(numbered(options.bucket, world));
    if (bucket === undefined || options.dryRun || !canDelete(bucket, options.window === 'none' && options.allowUnprotected, world)) return [];
    // A window may have to be closed before all is done, and is not opened where it might not be closed again.
    if ((options.window === 'seconds' && run.exitCode === 1) || (options.window !== 'none' && bucket.versioning.status !== 'Enabled')) return [];
    const wanted = due(bucket, options, run.startedAt);
    const left = (run.after.buckets.get(bucket.name)?.versions ?? []).filter((version) => !isLocked(version) && wanted.has(nameOf(version)));
    return left.length === 0 ? [] : [`${left.length} of ${wanted.size} versions that had to go are still there (exit code ${run.exitCode})`];
  },
});
