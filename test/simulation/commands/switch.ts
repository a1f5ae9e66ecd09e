import fc from 'fast-check';
import type { BucketView } from '../account-view.js';
import { profileOf } from '../command-line.js';
import { type AnyEntry, entry, untouchable } from './command-entry.js';
import { rarely, sometimes } from './draws.js';
import { inDocuments, numbered, type ReportedState, wasShown } from './held.js';
import type { Run } from '../run.js';
import type { World } from '../world.js';

type SwitchName = 'enable' | 'disable' | 'suspend';

/** Options of `enable`, `disable`, `suspend`: buckets by number, none for those that are ticked. */
type SwitchOptions = { buckets: readonly number[]; dryRun: boolean; removeLifecycle: boolean; rootKey: 'keep' | 'deactivate' | 'delete' };

type BucketDocument = { name: string; before: ReportedState; after: ReportedState; outcome: string; error: { kind: string } | null; lifecycleBackup: string | null };

const wanted = {
  enable: ({ status }: BucketView['versioning']) => ({ status: status === 'Enabled' ? status : ('Enabled' as const), mfaDelete: 'Enabled' }),
  disable: ({ status }: BucketView['versioning']) => ({ status, mfaDelete: 'Disabled' }),
  suspend: ({ mfaDelete }: BucketView['versioning']) => ({ status: 'Suspended', mfaDelete }),
} as const;

/** Is a bucket as the command wants it? `enable` also turns versioning on; `disable` and `suspend` leave the other setting. */
function isDone(name: SwitchName, { versioning }: BucketView): boolean {
  const want = wanted[name](versioning);
  return want.status === versioning.status && want.mfaDelete === (versioning.mfaDelete ?? 'Disabled');
}

/** Does AWS, or what the bucket holds, forbid it? Read from the account; the program has to find it out. */
function isForbidden(name: SwitchName, { versioning, lifecycle, others }: BucketView, removesLifecycle: boolean): boolean {
  const { policy, replication } = JSON.parse(others) as { policy: string | null; replication: unknown };
  if (policy !== null) return true;
  if (name === 'enable') return lifecycle !== 'null' && !removesLifecycle;
  if (name === 'suspend') return versioning.mfaDelete !== 'Enabled' || replication !== null;
  return false;
}

/** A lifecycle configuration that was in the way of MFA Delete is back where that did not come to be; where AWS does not take it, that is said. */
function lifecyclesLost(run: Run, { observer }: World): string[] {
  if (run.exitCode === null || run.abandoned) return [];
  const isAnnounced = /could not be put back|put it back/.test(run.stderr);
  const hadBug = run.struck.some(({ does }) => does === 'bug');
  const lost = [...run.before.buckets.values()].filter(({ name, lifecycle }) => {
    const after = run.after.buckets.get(name);
    const isTouched = observer.othersTouches.some((touch) => touch.bucket === name && touch.at >= run.startedAt);
    return lifecycle !== 'null' && after?.lifecycle === 'null' && after.versioning.mfaDelete !== 'Enabled' && !isTouched;
  });
  const isTried = (bucket: string): boolean => observer.requests.slice(run.seenBefore.requests).some((request) => request.operation === 'PutBucketLifecycleConfiguration' && request.bucket === bucket);
  return lost.flatMap(({ name }) => {
    if (!isAnnounced) return [`${name} has no lifecycle configuration any more and no MFA Delete either, and nothing is said of it`];
    return isTried(name) || hadBug ? [] : [`${name} has no lifecycle configuration any more and no MFA Delete either, and nobody tried to put it back`];
  });
}

function wordsOf(name: SwitchName, { dryRun, removeLifecycle, rootKey }: SwitchOptions, buckets: ReadonlySet<string>, world: World, attended: boolean): string[] {
  return [
    ...buckets,
    ...(attended ? [] : ['--yes']),
    ...(dryRun ? ['--dry-run'] : []),
    ...(rootKey === 'keep' || dryRun ? [] : ['--root-key', rootKey]),
    ...(removeLifecycle && name === 'enable' ? ['--remove-lifecycle', `${world.home}/lifecycles`] : []),
  ];
}

/** The entry of one of the three commands that flip the switch. */
export function switchEntry(name: SwitchName): AnyEntry {
  const named = ({ buckets }: SwitchOptions, world: World): Set<string> => new Set(buckets.map((number) => numbered(number, world, name === 'enable' ? 'unprotected' : 'protected')));
  const meant = (options: SwitchOptions, world: World): Set<string> => (options.buckets.length === 0 ? new Set(world.names) : named(options, world));
  return entry<SwitchOptions>({
    name,
    schema: 'enable',
    codes: 's3',
    decisive: () => 'PutBucketVersioning',
    options: fc.record({
      buckets: fc.oneof({ weight: 2, arbitrary: fc.constant([0, 1, 2, 3]) }, { weight: 3, arbitrary: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 4 }) }),
      dryRun: rarely,
      removeLifecycle: sometimes,
      rootKey: fc.constantFrom('keep', 'keep', 'keep', 'deactivate', 'delete'),
    }),
    words: (options, world, attended) => wordsOf(name, options, attended && options.buckets.length === 0 ? new Set() : meant(options, world), world, attended),
    mayTouchKey: ({ dryRun, rootKey }, { step }) => !dryRun && (rootKey !== 'keep' || step.codesFrom === 'person'),
    // Whose key has gone is asked whether the profile may go, too.
    beyond: ({ dryRun, rootKey }, { step }) => ({ sections: !dryRun && (rootKey !== 'keep' || step.codesFrom === 'person') ? [profileOf('root-key')] : [] }),
    scope(options, bucket, { step }, world) {
      if (options.dryRun || !meant(options, world).has(bucket.name)) return untouchable;
      // Off a terminal nobody agrees to a lifecycle configuration being removed but by the flag.
      return { ...untouchable, versioning: true, lifecycle: name === 'enable' && (options.removeLifecycle || step.codesFrom === 'person') };
    },
    untrue: (_options, run, world) => lifecyclesLost(run, world),
    contradictions(document, options, run, world) {
      const buckets = document['buckets'] as BucketDocument[];
      const codes: number[] = [];
      const isLagging = run.step.faults.some((words) => words.startsWith('stale-reads'));
      const rootKey = document['rootKey'] as { accessKeyIdLast4: string; outcome: string } | null;
      const found = buckets.flatMap(({ name: bucket, before, after, outcome, error }) => {
        const say = (what: string): string => `${bucket}: ${what}`;
        const ours = world.observer.states.slice(run.seenBefore.states).filter((change) => change.bucket === bucket && change.by === 'program');
        if (outcome === 'blocked' || outcome === 'failed' || outcome === 'unknown') codes.push(1);
        if (error !== null) codes.push(3);
        return [
          ...(before.versioning !== null && !wasShown(before, bucket, run, world) ? [say(`was never ${JSON.stringify(before)}, which it is said to have been before`)] : []),
          ...(after.versioning !== null && !wasShown(after, bucket, run, world) ? [say(`was never ${JSON.stringify(after)}, which it is said to be`)] : []),
          ...(outcome === 'changed' && ours.length === 0 && !meddledWith(bucket) ? [say('is said to be changed, and no request changed it')] : []),
          ...(outcome === 'changed' && run.struck.length === 0 && run.step.faults.length === 0 && !isSame(after, bucket) ? [say('is said to be changed to what it is not')] : []),
          ...(outcome !== 'changed' && outcome !== 'unknown' && ours.length > 0 && !(outcome === 'failed' && after.versioning === null) && !isLagging && error?.kind !== 'lost-answer' ? [say(`is said to be ${outcome}, and a request did change it`)] : []),
          ...(options.dryRun && ours.length > 0 ? [say('was changed by a dry run')] : []),
        ];

        function meddledWith(named: string): boolean {
          return world.observer.othersTouches.some((touch) => touch.bucket === named && touch.at >= run.startedAt);
        }
        function isSame(state: ReportedState, named: string): boolean {
          const now = run.after.buckets.get(named);
          return now === undefined || JSON.stringify(inDocuments(now.versioning)) === JSON.stringify({ versioning: state.versioning, mfaDelete: state.mfaDelete });
        }
      });
      if (codes.length > 0 && run.exitCode === 0) found.push('exit code 0, although some bucket did not end as it was asked for');
      const isThere = [...run.after.keys].find(([id]) => rootKey !== null && id.endsWith(rootKey.accessKeyIdLast4))?.[1] ?? null;
      const expected = { deleted: null, deactivated: 'Inactive', kept: 'Active', ephemeral: null }[rootKey?.outcome ?? ''];
      const isRevoked = run.step.faults.some((words) => words.startsWith('revoked-key'));
      // What was not proved is not called done.
      const isUnproved = rootKey?.outcome === 'unknown' && run.exitCode !== 0;
      if (rootKey !== null && expected !== isThere && !isRevoked && !isUnproved) found.push(`the root key is said to be ${rootKey.outcome}, and is ${isThere ?? 'gone'}`);
      return found;
    },
    unfinished(options, run, world) {
      if (options.dryRun || world.serial === null) return [];
      return [...meant(options, world)].flatMap((bucket) => {
        const [before, now] = [run.before.buckets.get(bucket), run.after.buckets.get(bucket)];
        if (before === undefined || now === undefined || world.practice.account.buckets.find(bucket)?.owner !== world.practice.accountId) return [];
        if (options.buckets.length === 0 || isDone(name, now) || isForbidden(name, before, options.removeLifecycle)) return [];
        if (name === 'suspend' && world.practice.account.buckets.find(bucket)?.objectLock !== null) return [];
        return [`${bucket} is still ${JSON.stringify(now.versioning)} after ${name} ran without faults (exit code ${run.exitCode})`];
      });
    },
  });
}
