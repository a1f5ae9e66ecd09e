import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type BucketView, nameOf, versionsOf } from '../account-view.js';
import type { World } from '../world.js';
import { entry, untouchable } from './command-entry.js';
import { canDelete, deletionContradictions, isLocked } from './deletions.js';
import { numbered } from './held.js';

/** Options of `delete-version`: the bucket and its versions by number. */
type DeleteOptions = { bucket: number; picks: readonly number[]; asList: boolean; dryRun: boolean; allowUnprotected: boolean };

type Name = { key: string; versionId: string };

/** Where the list of one step is; the same options name the same versions for the whole scenario. */
const chosen = new WeakMap<World, Map<DeleteOptions, Name[]>>();

function picked(options: DeleteOptions, world: World): Name[] {
  const known = chosen.get(world) ?? new Map<DeleteOptions, Name[]>();
  chosen.set(world, known);
  const bucket = world.practice.account.buckets.find(numbered(options.bucket, world));
  const versions = bucket === undefined ? [] : versionsOf(bucket);
  const names = known.get(options) ?? options.picks.flatMap((pick) => versions[pick % Math.max(1, versions.length)] ?? []).map(({ key, versionId }) => ({ key, versionId }));
  known.set(options, names);
  // A key of the command line has one version or several; a list has what it has.
  const first = names[0];
  return options.asList || first === undefined ? names : names.filter(({ key }) => key === first.key);
}

/** `delete-version`. */
export const deleteVersionEntry = entry<DeleteOptions>({
  name: 'delete-version',
  schema: 'delete-version',
  takesCodes: true,
  options: fc.record({
    bucket: fc.nat({ max: 2 }),
    picks: fc.array(fc.nat({ max: 13 }), { minLength: 1, maxLength: 6 }),
    asList: fc.boolean(),
    dryRun: fc.constantFrom(false, false, false, false, true),
    allowUnprotected: fc.boolean(),
  }),
  words(options, world, attended) {
    const bucket = numbered(options.bucket, world);
    const names = picked(options, world);
    const list = path.join(world.home, `list-${options.picks.join('-')}.ndjson`);
    writeFileSync(list, names.map((name) => `${JSON.stringify(name)}\n`).join(''));
    const [first] = names;
    const which = options.asList || first === undefined ? ['--from', list] : [`--key=${first.key}`, ...names.map(({ versionId }) => `--version-id=${versionId}`)];
    return ['--bucket', bucket, ...which, ...(attended ? [] : ['--confirm', bucket]), ...(options.dryRun ? ['--dry-run'] : []), ...(options.allowUnprotected ? ['--allow-unprotected'] : [])];
  },
  mayTouchKeys: () => false,
  scope(options, bucket, _run, world) {
    const named = new Set(picked(options, world).map(nameOf));
    const isMeant = bucket.name === numbered(options.bucket, world) && !options.dryRun;
    return { ...untouchable, removable: (version) => isMeant && named.has(nameOf(version)) };
  },
  contradictions: (document, _options, run, world) => deletionContradictions(document, run, world),
  unfinished(options, run, world) {
    const bucket = run.before.buckets.get(numbered(options.bucket, world));
    if (bucket === undefined || options.dryRun || !canDelete(bucket, options.allowUnprotected, world)) return [];
    const named = new Set(picked(options, world).map(nameOf));
    const left = leftOf(run.after.buckets.get(bucket.name), named);
    return left.length === 0 ? [] : [`${left.length} of ${named.size} versions are still there (exit code ${run.exitCode}), for example ${left[0]}`];
  },
});

function leftOf(bucket: BucketView | undefined, named: ReadonlySet<string>): string[] {
  return (bucket?.versions ?? []).filter((version) => !isLocked(version)).map(nameOf).filter((name) => named.has(name));
}
