import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseFault } from '../../src/sandbox/faults/words.js';
import { makeFaults } from '../../src/sandbox/faults/faults.js';
import { textContent } from '../../src/sandbox/seed/objects.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../src/sandbox/start.js';
import type { FaultSubject } from '../../src/sandbox/types.js';
import { isolatedEnvironment } from '../support/isolated-environment.js';
import { bucketName, deviceFaults, type DrawnAccount, furnish, lifecycleOf } from './account.js';
import { versionsOf } from './account-view.js';
import type { Meddling, Moment } from './disturbances.js';
import { isDead } from './machine/life.js';
import type { VirtualTime } from './machine/time.js';
import { type Observer, makeObserver } from './observer.js';

/** 4 March 2026, two seconds into a code step: where every scenario begins. */
export const BEGINNING = Date.parse('2026-03-04T12:00:02Z');

/** Whose credentials are in the environment. */
export type Signer = 'root-key' | 'root-session' | 'user';

/** A practice account, a machine with files, and whoever watches them. */
export type World = {
  readonly time: VirtualTime;
  readonly practice: PracticeAccountHandle;
  readonly names: readonly string[];
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly observer: Observer;
  /** Root's device that a person has at hand; `null` where root has passkeys only. */
  readonly serial: string | null;
  /** Switches faults on, as `--fault` takes them, instead of those before. */
  setFaults(words: readonly string[]): void;
  /** Told of each occasion at which something may happen. */
  onOccasion(strike: (at: Moment['at']) => void): void;
  occasion(at: Moment['at']): void;
  /** Variables with credentials of this kind; whoever has no root key any more makes another. */
  credentials(signer: Signer): Record<string, string>;
  /** Another administrator's doing. */
  meddle(meddling: Meddling): void;
  close(): Promise<void>;
};

/** Builds the world of one scenario. */
export async function makeWorld(drawn: DrawnAccount, time: VirtualTime, scratch: string): Promise<World> {
  time.reset(BEGINNING);
  const home = mkdtempSync(path.join(scratch, 'home-'));
  const observer = makeObserver(time);
  const base = deviceFaults(drawn).map(parseFault);
  let strike: (at: Moment['at']) => void = () => undefined;
  let inForce: readonly string[] = [];
  const practice = await time.runUntil(
    startPracticeAccount({
      now: () => time.now(),
      faults: base,
      onAnswered(call, request) {
        observer.answered(call, request);
        time.pass(20);
        strike('after-request');
      },
    }),
  );
  furnish(practice, drawn);
  const names = drawn.buckets.map((_, index) => bucketName(index));
  observer.watch(names.flatMap((name) => practice.account.buckets.find(name) ?? []), practice.account.keys);
  const { faults } = practice.account;
  const watchRequests = (): void => {
    const { beforeOperation } = faults;
    faults.beforeOperation = (subject: FaultSubject) => {
      observer.arrived(subject);
      strike('before-request');
      // What was killed before its request was looked at has sent nothing.
      return isDead() ? { kind: 'reset' } : beforeOperation(subject);
    };
  };
  watchRequests();
  const serial = practice.mfaDevices.find(({ owner, secret }) => owner === 'root' && secret !== null)?.serialNumber ?? null;
  const shown = path.join(home, 'shown-code');
  const show = (): void => {
    if (serial !== null) writeFileSync(shown, `${practice.code(serial)}\n`);
  };
  let step = -1;
  time.onPassing(() => {
    if (Math.floor(time.now() / 30_000) === step) return;
    step = Math.floor(time.now() / 30_000);
    show();
  });
  show();
  mkdirSync(path.join(home, '.aws'), { recursive: true });
  const env = { ...isolatedEnvironment(home), AWS_ENDPOINT_URL: practice.endpoint, AWS_REGION: 'us-east-1' };
  return {
    ...{ time, practice, names, home, env, observer, serial },
    setFaults(words) {
      time.stepMachineClock(skewOf(inForce) - skewOf(words));
      inForce = words;
      Object.assign(faults, makeFaults([...base, ...words.map(parseFault).filter(({ name }) => name !== 'clock-skew')]));
      watchRequests();
    },
    onOccasion: (act) => void (strike = act),
    occasion: (at) => strike(at),
    credentials: (signer) => credentialsOf(signer, practice),
    meddle: (meddling) => observer.asOther(() => meddle(practice, names, meddling, observer)),
    async close() {
      await time.runUntil(practice.close());
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function credentialsOf(signer: Signer, { account, users }: PracticeAccountHandle): Record<string, string> {
  const { keys, people } = account;
  if (signer === 'user') {
    const [user] = users;
    return { AWS_ACCESS_KEY_ID: user?.accessKeyId ?? '', AWS_SECRET_ACCESS_KEY: user?.secretAccessKey ?? '' };
  }
  if (signer === 'root-session') {
    const { accessKeyId, secretAccessKey, session } = keys.openSession(people.root, 3_600_000, account.now());
    return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: session?.token ?? '' };
  }
  const active = keys.of(people.root).find(({ status }) => status === 'Active') ?? keys.create(people.root, account.now() - 60_000);
  return { AWS_ACCESS_KEY_ID: active.accessKeyId, AWS_SECRET_ACCESS_KEY: active.secretAccessKey };
}

function meddle({ account }: PracticeAccountHandle, names: readonly string[], { does, bucket: number }: Meddling, observer: Observer): void {
  const bucket = account.buckets.find(names[number % names.length] ?? '');
  if (bucket === undefined) return;
  const before = versionsOf(bucket);
  const { status, mfaDelete } = bucket.versioning();
  const now = account.now();
  const key = before[0]?.key ?? 'a.txt';
  const acts: Record<Meddling['does'], () => void> = {
    put: () => void bucket.objects.put(key, textContent('by somebody else\n'), { versioning: status, at: now }),
    delete: () => void bucket.objects.remove(key, { versioning: status, at: now }),
    'remove-version': () => before[0] !== undefined && bucket.objects.removeVersion(before[0]),
    'set-lifecycle': () => mfaDelete !== 'Enabled' && (bucket.lifecycle = lifecycleOf('of-somebody-else')),
    'remove-lifecycle': () => (bucket.lifecycle = null),
    suspend: () => status === 'Enabled' && bucket.objectLock === null && bucket.replication === null && bucket.setVersioning({ status: 'Suspended', mfaDelete }, now),
    'mfa-delete-off': () => mfaDelete === 'Enabled' && bucket.setVersioning({ status, mfaDelete: 'Disabled' }, now),
  };
  acts[does]();
  observer.touched(bucket.name);
}

/** AWS's clock goes right here; that it is ahead means that the machine's is behind. In ms. */
function skewOf(words: readonly string[]): number {
  return words.map(parseFault).reduce((sum, { name, amount }) => (name === 'clock-skew' ? sum + amount * 1000 : sum), 0);
}
