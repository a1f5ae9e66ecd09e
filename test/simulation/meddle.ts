import { textContent } from '../../src/sandbox/seed/objects.js';
import type { PracticeAccountHandle } from '../../src/sandbox/start.js';
import { keys, lifecycleOf } from './account.js';
import { versionsOf } from './account-view.js';
import type { Meddling } from './disturbances.js';
import type { VirtualTime } from './machine/time.js';
import type { Observer } from './observer.js';

/** What another administrator does to one bucket. */
export function meddle({ account }: PracticeAccountHandle, names: readonly string[], { does, bucket: number }: Meddling, observer: Observer): void {
  const bucket = account.buckets.find(names[number % names.length] ?? '');
  if (bucket === undefined) return;
  const before = versionsOf(bucket);
  const { status, mfaDelete } = bucket.versioning();
  const now = account.now();
  const key = before[0]?.key ?? 'a.txt';
  const acts: Record<Meddling['does'], () => void> = {
    put: () => void bucket.objects.put(key, textContent('by somebody else\n'), { versioning: status, at: now }),
    delete: () => void bucket.objects.remove(key, { versioning: status, at: now }),
    'take-back': () => before.forEach((version, index) => version.key === before[index + 1]?.key && bucket.objects.removeVersion(version)),
    'remove-version': () => before[0] !== undefined && bucket.objects.removeVersion(before[0]),
    'set-lifecycle': () => mfaDelete !== 'Enabled' && (bucket.lifecycle = lifecycleOf('of-somebody-else')),
    'remove-lifecycle': () => (bucket.lifecycle = null),
    suspend: () => status === 'Enabled' && bucket.objectLock === null && bucket.replication === null && bucket.setVersioning({ status: 'Suspended', mfaDelete }, now),
    'mfa-delete-off': () => mfaDelete === 'Enabled' && bucket.setVersioning({ status, mfaDelete: 'Disabled' }, now),
  };
  acts[does]();
  observer.touched(bucket.name);
}

/** What happens in every bucket all the time: an object is written twice, and one is deleted. */
export function workIn({ account }: PracticeAccountHandle, names: readonly string[], { time, observer }: { time: VirtualTime; observer: Observer }): void {
  for (const name of names) {
    const bucket = account.buckets.find(name);
    if (bucket === undefined) continue;
    const [first, second] = [keys[0] ?? '', keys[1 + (bucket.objects.size() % (keys.length - 1))] ?? ''];
    const write = { versioning: bucket.versioning().status, at: account.now() };
    for (const key of [first, second]) bucket.objects.put(key, textContent('of the day\n'), write);
    time.pass(1_000);
    bucket.objects.remove(second, { ...write, at: account.now() });
    bucket.objects.put(first, textContent('of the day\n'), { ...write, at: account.now() });
    observer.touched(name);
  }
}
