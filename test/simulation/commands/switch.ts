import fc from 'fast-check';
import type { BucketView } from '../account-view.js';
import { type AnyEntry, entry, untouchable } from './command-entry.js';
import { inDocuments, numbered, type ReportedState, wasShown } from './held.js';

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

/** The entry of one of the three commands that flip the switch. */
export function switchEntry(name: SwitchName): AnyEntry {
  const meant = (options: SwitchOptions, names: readonly string[]): Set<string> =>
    new Set(options.buckets.length === 0 ? names : options.buckets.map((number) => names[number % names.length] ?? ''));
  return entry<SwitchOptions>({
    name,
    schema: 'enable',
    takesCodes: true,
    options: fc.record({
      buckets: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 3 }),
      dryRun: fc.constantFrom(false, false, false, false, true),
      removeLifecycle: fc.constantFrom(false, false, true),
      rootKey: fc.constantFrom('keep', 'keep', 'keep', 'deactivate', 'delete'),
    }),
    words: ({ buckets, dryRun, removeLifecycle, rootKey }, world, attended) => [
      ...(buckets.length === 0 && !attended ? world.names : new Set(buckets.map((number) => numbered(number, world)))),
      ...(attended ? [] : ['--yes']),
      ...(dryRun ? ['--dry-run'] : []),
      ...(rootKey === 'keep' || dryRun ? [] : ['--root-key', rootKey]),
      ...(removeLifecycle && name === 'enable' ? ['--remove-lifecycle', `${world.home}/lifecycles`] : []),
    ],
    mayTouchKeys: ({ dryRun, rootKey }, { step }) => !dryRun && (rootKey !== 'keep' || step.codesFrom === 'person'),
    scope(options, bucket, { step }, { names }) {
      if (options.dryRun || !meant(options, names).has(bucket.name)) return untouchable;
      // Off a terminal nobody agrees to a lifecycle configuration being removed but by the flag.
      return { ...untouchable, versioning: true, lifecycle: name === 'enable' && (options.removeLifecycle || step.codesFrom === 'person') };
    },
    contradictions(document, options, run, world) {
      const buckets = document['buckets'] as BucketDocument[];
      const codes: number[] = [];
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
      const isLagging = run.step.faults.some((words) => words.startsWith('stale-reads'));
      if (codes.length > 0 && run.exitCode === 0) found.push('exit code 0, although some bucket did not end as it was asked for');
      const isThere = [...run.after.keys].find(([id]) => rootKey !== null && id.endsWith(rootKey.accessKeyIdLast4))?.[1] ?? null;
      const expected = { deleted: null, deactivated: 'Inactive', kept: 'Active', ephemeral: null }[rootKey?.outcome ?? ''];
      const isRevoked = run.step.faults.some((words) => words.startsWith('revoked-key'));
      if (rootKey !== null && expected !== isThere && !isRevoked) found.push(`the root key is said to be ${rootKey.outcome}, and is ${isThere ?? 'gone'}`);
      return found;
    },
    unfinished(options, run, world) {
      if (options.dryRun || world.serial === null) return [];
      return [...meant(options, world.names)].flatMap((bucket) => {
        const [before, now] = [run.before.buckets.get(bucket), run.after.buckets.get(bucket)];
        if (before === undefined || now === undefined || world.practice.account.buckets.find(bucket)?.owner !== world.practice.accountId) return [];
        if (options.buckets.length === 0 || isDone(name, now) || isForbidden(name, before, options.removeLifecycle)) return [];
        if (name === 'suspend' && world.practice.account.buckets.find(bucket)?.objectLock !== null) return [];
        return [`${bucket} is still ${JSON.stringify(now.versioning)} after ${name} ran without faults (exit code ${run.exitCode})`];
      });
    },
  });
}
