import type { VersioningConfiguration } from '../../../src/sandbox/storage/buckets.js';
import type { Run } from '../run.js';
import type { World } from '../world.js';

/** A bucket's state as documents write it. */
export type ReportedState = { versioning: string | null; mfaDelete: string | null };

/** A state in the words of documents. */
export function inDocuments({ status, mfaDelete }: VersioningConfiguration): { versioning: string; mfaDelete: string } {
  return { versioning: status ?? 'Unversioned', mfaDelete: mfaDelete ?? 'Disabled' };
}

/** Every state that AWS may have shown of a bucket during a run: also older ones where reads lag behind. */
export function statesShown(bucket: string, run: Run, world: World): VersioningConfiguration[] {
  const lag = Math.max(0, ...run.step.faults.map((words) => Number(/^stale-reads=(\d+)/.exec(words)?.[1] ?? 0)));
  const since = run.startedAt - lag;
  const changes = world.observer.states.filter((change) => change.bucket === bucket);
  return changes.filter(({ at }, index) => at >= since || (changes[index + 1]?.at ?? Infinity) >= since).map(({ state }) => state);
}

/** Was this one of the states that AWS may have shown? */
export function wasShown({ versioning, mfaDelete }: ReportedState, bucket: string, run: Run, world: World): boolean {
  return statesShown(bucket, run, world).some((state) => inDocuments(state).versioning === versioning && inDocuments(state).mfaDelete === mfaDelete);
}

/** The name of the bucket with this number, among as many as there are; 0 is the one that the world has in store for such a command. */
export function numbered(number: number, { names, favourite }: World, wants: 'protected' | 'unprotected' = 'protected'): string {
  return number === 0 ? favourite(wants) : (names[number % names.length] ?? '');
}
