import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Run } from '../run.js';
import type { World } from '../world.js';
import { nameOf } from '../account-view.js';
import { entry, untouchable } from './command-entry.js';
import { canDelete, deletionContradictions, historiesDuring, isLocked } from './deletions.js';
import { rarely, someBucket, sometimes } from './draws.js';
import { numbered, statesShown } from './held.js';
import { due, expiring, lifecycleDocument, type PurgeRule, purgeRules } from './purge-rules.js';

/** Options of `purge`; `planned`: a plan is saved, and carried out by the next run that has the same bucket. */
type PurgeOptions = { bucket: number; rule: PurgeRule; planned: boolean; rehearsed: boolean; dryRun: boolean; allowUnprotected: boolean; window: 'none' | 'default' | 'seconds' };

const windowFlags = { default: ['--window'], seconds: ['--window', '--window-max', '30s'] };

/** Plans that were saved: what they may hold, by their file. */
const saved = new WeakMap<World, Map<string, { rule: PurgeRule; names: Set<string>; keys: Set<string> }>>();

function ruleWords(rule: PurgeRule, world: World): string[] {
  if (rule.by === 'age') return ['--older-than', `${rule.days}d`, '--keep', String(rule.keep)];
  if (rule.by === 'keep') return ['--keep', String(rule.keep)];
  if (rule.by === 'markers') return ['--expired-delete-markers'];
  if (rule.by === 'all') return ['--all-versions'];
  const file = path.join(world.home, 'lifecycle.json');
  writeFileSync(file, JSON.stringify(lifecycleDocument(rule)));
  return ['--lifecycle', file];
}

/** What a run goes by: its own rule, or that of the plan it was given. */
function ruleOf({ rule }: PurgeOptions, { argv }: Pick<Run, 'argv'>, world: World): PurgeRule {
  const place = argv.indexOf('--plan');
  return place < 0 ? rule : (saved.get(world)?.get(argv[place + 1] ?? '')?.rule ?? rule);
}

/** What this run may delete, and which keys may get delete markers. */
function allowed(options: PurgeOptions, run: Run, world: World): { names: Set<string>; keys: Set<string> } {
  const bucket = run.before.buckets.get(numbered(options.bucket, world));
  if (bucket === undefined) return { names: new Set(), keys: new Set() };
  const plans = saved.get(world) ?? new Map<string, { rule: PurgeRule; names: Set<string>; keys: Set<string> }>();
  saved.set(world, plans);
  const given = run.argv[run.argv.indexOf('--plan') + 1];
  if (run.argv.includes('--plan')) return plans.get(given ?? '') ?? { names: new Set(), keys: new Set() };
  // What others write meanwhile can make a version noncurrent, and others can take away the one above a marker.
  const ever = historiesDuring(bucket, run, world);
  const may = { names: new Set(ever.flatMap((history) => [...due(history, options.rule, run.endedAt)])), keys: new Set(ever.flatMap((history) => [...expiring(history, options.rule, run.endedAt)])) };
  const out = run.argv.indexOf('--plan-out');
  if (out >= 0) plans.set(run.argv[out + 1] ?? '', { rule: options.rule, ...may });
  return may;
}

/** A current version goes only where all do, or where it became current after the program had looked for the last time. */
function currentDeleted(options: PurgeOptions, run: Run, world: World): string[] {
  if (ruleOf(options, run, world).by === 'all') return [];
  const { removals, additions, requests } = world.observer;
  return removals.slice(run.seenBefore.removals).flatMap(({ by, wasCurrent, version, bucket, at }) => {
    if (by !== 'program' || !wasCurrent || version.content === null) return [];
    const ofOthers = [...removals, ...additions].filter((change) => change.by === 'other' && change.bucket === bucket && change.version.key === version.key && change.at <= at);
    const since = Math.max(0, ...ofOthers.map((change) => change.at));
    const hasLooked = requests.slice(run.seenBefore.requests).some((request) => request.operation === 'ListObjectVersions' && request.at > since && request.at < at);
    return hasLooked ? [`${bucket}: a current version was deleted: ${nameOf(version)}`] : [];
  });
}

/** `purge`. */
export const purgeEntry = entry<PurgeOptions>({
  name: 'purge',
  schema: 'purge',
  codes: 's3',
  decisive: ({ window }) => (window === 'none' ? 'DeleteObjects' : 'PutBucketVersioning'),
  options: fc.record<PurgeOptions>({
    bucket: someBucket,
    rule: purgeRules,
    planned: sometimes,
    // A plan that was carried out at once leaves nothing for the run that is given it.
    rehearsed: fc.constantFrom(true, true, true, false),
    dryRun: rarely,
    allowUnprotected: sometimes,
    window: fc.constantFrom('none', 'none', 'default', 'default', 'default', 'seconds'),
  }),
  words(options, world, attended) {
    const { planned, rehearsed, allowUnprotected, window } = options;
    const bucket = numbered(options.bucket, world);
    const file = path.join(world.home, `plan-${bucket}.ndjson`);
    const isGiven = planned && existsSync(file);
    const rule = isGiven ? (saved.get(world)?.get(file)?.rule ?? options.rule) : options.rule;
    const confirm = rule.by === 'all' ? `delete all versions of ${bucket}` : bucket;
    const dryRun = options.dryRun || (planned && !isGiven && rehearsed);
    return [
      bucket,
      ...(isGiven ? ['--plan', file] : [...ruleWords(rule, world), ...(planned ? ['--plan-out', file] : [])]),
      ...(attended ? [] : ['--confirm', confirm]),
      ...(dryRun ? ['--dry-run'] : []),
      ...(window === 'none' ? (allowUnprotected ? ['--allow-unprotected'] : []) : windowFlags[window]),
      ...(window === 'none' || attended || dryRun ? [] : ['--accept-open-window']),
    ];
  },
  mayTouchKey: () => false,
  scope(options, bucket, run, world) {
    const isMeant = bucket.name === numbered(options.bucket, world);
    const may = isMeant ? allowed(options, run, world) : null;
    if (may === null || run.argv.includes('--dry-run')) return untouchable;
    return { versioning: options.window !== 'none', lifecycle: options.window !== 'none', removable: (version) => may.names.has(nameOf(version)), addable: (key) => may.keys.has(key) };
  },
  untrue: currentDeleted,
  contradictions(document, options, run, world) {
    const found = deletionContradictions(document, run, world);
    const window = document['window'] as { state: string; left: number } | null;
    if (window === null || options.window === 'none') return found;
    const bucket = numbered(options.bucket, world);
    const possible = statesShown(bucket, run, world).map(({ mfaDelete }) => (mfaDelete === 'Enabled' ? 'closed' : 'open'));
    const claimed = window.state === 'not-opened' ? 'closed' : window.state;
    if (claimed !== 'unknown' && !possible.some((state) => state === claimed)) found.push(`the window is said to be ${window.state}, and was ${possible.join(', ')}`);
    // A person may decide to close an open window, and to leave its plan for later.
    const wasOnlyClosed = window.state === 'closed' && !run.argv.includes('--accept-open-window') && run.stderr.includes('Going on with the plan') && (document['summary'] as { deleted: number }).deleted === 0;
    if (!run.argv.includes('--dry-run') && !wasOnlyClosed && (window.state === 'open' || window.state === 'unknown' || window.left > 0) && run.exitCode === 0) found.push(`exit code 0, although the window is ${window.state} with ${window.left} versions left`);
    return found;
  },
  unfinished(options, run, world) {
    const bucket = run.before.buckets.get(numbered(options.bucket, world));
    if (bucket === undefined || run.argv.includes('--dry-run') || !canDelete(bucket, options.window === 'none' && options.allowUnprotected, world)) return [];
    // A window may have to be closed before all is done, and is not opened where it might not be closed again.
    if ((options.window === 'seconds' && run.exitCode === 1) || (options.window !== 'none' && bucket.versioning.status !== 'Enabled')) return [];
    const rule = ruleOf(options, run, world);
    // A window that an earlier run could not finish has a plan of its own, and goes on with it.
    if (run.stderr.includes('Going on with the plan')) return [];
    if (run.argv.includes('--plan') || (rule.by === 'lifecycle' && rule.currentDays !== null && bucket.versioning.status !== 'Enabled')) return [];
    const wanted = due(bucket, rule, run.startedAt);
    const left = (run.after.buckets.get(bucket.name)?.versions ?? []).filter((version) => !isLocked(version) && wanted.has(nameOf(version)));
    return left.length === 0 ? [] : [`${left.length} of ${wanted.size} versions that had to go are still there (exit code ${run.exitCode}), for example ${nameOf(left[0] ?? { key: '', versionId: '' })}`];
  },
});
