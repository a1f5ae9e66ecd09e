import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type BucketView, nameOf, versionsOf } from '../account-view.js';
import type { World } from '../world.js';
import { entry, untouchable } from './command-entry.js';
import { canDelete, deletionContradictions, isLocked } from './deletions.js';
import { rarely, someBucket } from './draws.js';
import { numbered } from './held.js';

/** Options of `delete-version`: the bucket and its versions by number. */
type DeleteOptions = { bucket: number; picks: readonly number[]; asList: boolean; dryRun: boolean; allowUnprotected: boolean };

type Name = { key: string; versionId: string };

/** What a step names; the same options name the same bucket and versions for the whole scenario. */
const chosen = new WeakMap<World, Map<DeleteOptions, { bucket: string; names: Name[] }>>();

function picked(options: DeleteOptions, world: World): { bucket: string; names: Name[] } {
  const known = chosen.get(world) ?? new Map<DeleteOptions, { bucket: string; names: Name[] }>();
  chosen.set(world, known);
  const choice = known.get(options) ?? choose(options, world);
  known.set(options, choice);
  // A key of the command line has one version or several; a list has what it has.
  const [first] = choice.names;
  return options.asList || first === undefined ? choice : { ...choice, names: choice.names.filter(({ key }) => key === first.key) };
}

function choose(options: DeleteOptions, world: World): { bucket: string; names: Name[] } {
  const bucket = numbered(options.bucket, world);
  const found = world.practice.account.buckets.find(bucket);
  const versions = found === undefined ? [] : versionsOf(found);
  return { bucket, names: options.picks.flatMap((pick) => versions[pick % Math.max(1, versions.length)] ?? []).map(({ key, versionId }) => ({ key, versionId })) };
}

/** `delete-version`. */
export const deleteVersionEntry = entry<DeleteOptions>({
  name: 'delete-version',
  schema: 'delete-version',
  codes: 's3',
  decisive: () => 'DeleteObjects',
  options: fc.record({
    bucket: someBucket,
    picks: fc.array(fc.nat({ max: 13 }), { minLength: 1, maxLength: 6 }),
    asList: fc.boolean(),
    dryRun: rarely,
    allowUnprotected: fc.boolean(),
  }),
  words(options, world, attended) {
    const { bucket, names } = picked(options, world);
    const list = path.join(world.home, `list-${options.picks.join('-')}.ndjson`);
    writeFileSync(list, names.map((name) => `${JSON.stringify(name)}\n`).join(''));
    const [first] = names;
    const which = options.asList || first === undefined ? ['--from', list] : [`--key=${first.key}`, ...names.map(({ versionId }) => `--version-id=${versionId}`)];
    return ['--bucket', bucket, ...which, ...(attended ? [] : ['--confirm', bucket]), ...(options.dryRun ? ['--dry-run'] : []), ...(options.allowUnprotected ? ['--allow-unprotected'] : [])];
  },
  mayTouchKey: () => false,
  scope(options, bucket, _run, world) {
    const { bucket: meant, names } = picked(options, world);
    const named = new Set(names.map(nameOf));
    const isMeant = bucket.name === meant && !options.dryRun;
    return { ...untouchable, removable: (version) => isMeant && named.has(nameOf(version)) };
  },
  contradictions: (document, _options, run, world) => deletionContradictions(document, run, world),
  unfinished(options, run, world) {
    const { bucket: meant, names } = picked(options, world);
    const bucket = run.before.buckets.get(meant);
    if (bucket === undefined || options.dryRun || !canDelete(bucket, options.allowUnprotected, world)) return [];
    const named = new Set(names.map(nameOf));
    const left = leftOf(run.after.buckets.get(bucket.name), named);
    return left.length === 0 ? [] : [`${left.length} of ${named.size} versions are still there (exit code ${run.exitCode}), for example ${left[0]}`];
  },
});

function leftOf(bucket: BucketView | undefined, named: ReadonlySet<string>): string[] {
  return (bucket?.versions ?? []).filter((version) => !isLocked(version)).map(nameOf).filter((name) => named.has(name));
}
