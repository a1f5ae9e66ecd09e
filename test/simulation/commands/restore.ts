import fc from 'fast-check';
import { type BucketView, nameOf } from '../account-view.js';
import { entry, untouchable } from './command-entry.js';
import { canDelete, deletionContradictions, historiesDuring } from './deletions.js';
import { rarely, someBucket } from './draws.js';
import { numbered } from './held.js';

/** Options of `restore`: every deleted key of a bucket, or those that begin so. */
type RestoreOptions = { bucket: number; prefix: '' | 'b/' | 'report'; dryRun: boolean; allowUnprotected: boolean };

/** The delete markers that may go: the newest entries of a key, down to its newest version. */
function hiding({ versions }: BucketView, { prefix }: RestoreOptions): Set<string> {
  const found = new Set<string>();
  const uncovered = new Set<string>();
  for (const { key, content, versionId } of versions) {
    if (!key.startsWith(prefix)) continue;
    if (content !== null) uncovered.add(key);
    else if (!uncovered.has(key)) found.add(nameOf({ key, versionId }));
  }
  return found;
}

/** `restore`. */
export const restoreEntry = entry<RestoreOptions>({
  name: 'restore',
  schema: 'delete-version',
  codes: 's3',
  decisive: () => 'DeleteObjects',
  options: fc.record({
    bucket: someBucket,
    prefix: fc.constantFrom('', '', '', '', 'b/', 'report'),
    dryRun: rarely,
    allowUnprotected: fc.boolean(),
  }),
  words: ({ bucket, prefix, dryRun, allowUnprotected }, world, attended) => [
    numbered(bucket, world),
    ...(prefix === '' ? ['--deleted-after', '2020-01-01'] : [`--prefix=${prefix}`]),
    ...(attended ? [] : ['--yes']),
    ...(dryRun ? ['--dry-run'] : []),
    ...(allowUnprotected ? ['--allow-unprotected'] : []),
  ],
  mayTouchKey: () => false,
  scope(options, bucket, run, world) {
    const isMeant = bucket.name === numbered(options.bucket, world) && !options.dryRun;
    const ever = isMeant ? historiesDuring(bucket, run, world).map((history) => hiding(history, options)) : [];
    return { ...untouchable, removable: (version) => ever.some((markers) => markers.has(nameOf(version))) };
  },
  contradictions: (document, _options, run, world) => deletionContradictions(document, run, world),
  unfinished(options, run, world) {
    const bucket = run.before.buckets.get(numbered(options.bucket, world));
    if (bucket === undefined || options.dryRun || !canDelete(bucket, options.allowUnprotected, world)) return [];
    const withContent = new Set(bucket.versions.flatMap(({ key, content }) => (content === null ? [] : [key])));
    const left = run.after.buckets.get(bucket.name)?.versions.filter((version, index, all) => version.content === null && version.key.startsWith(options.prefix) && all[index - 1]?.key !== version.key && withContent.has(version.key)) ?? [];
    return left.length === 0 ? [] : [`${left.length} keys are still deleted (exit code ${run.exitCode}), for example ${JSON.stringify(left[0]?.key)}`];
  },
});
