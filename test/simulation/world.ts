import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseFault } from '../../src/sandbox/faults/words.js';
import { makeFaults } from '../../src/sandbox/faults/faults.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../src/sandbox/start.js';
import type { FaultSubject } from '../../src/sandbox/types.js';
import { isolatedEnvironment } from '../support/isolated-environment.js';
import { bucketName, deviceFaults, type DrawnAccount, furnish } from './account.js';
import type { Meddling, Moment } from './disturbances.js';
import { meddle, workIn } from './meddle.js';
import { isDead } from './machine/life.js';
import type { VirtualTime } from './machine/time.js';
import { type Observer, makeObserver } from './observer.js';
import { makeSharedFile, type SharedFile } from './shared-files.js';

/** 4 March 2026, two seconds into a code step: where every scenario begins. */
export const BEGINNING = Date.parse('2026-03-04T12:00:02Z');

/** Whose credentials are in the environment. */
export type Signer = 'root-key' | 'root-session' | 'user';

/** Is told of an occasion at which something may happen, at a request with its operation. */
type Strike = (at: Moment['at'], operation?: string) => void;

/** A practice account, a machine with files, and whoever watches them. */
export type World = {
  readonly time: VirtualTime;
  readonly practice: PracticeAccountHandle;
  /** The buckets that commands name. */
  readonly names: readonly string[];
  /** The first of them where MFA Delete is on, or is not, and nothing else is in the way; as it was when the run began. */
  favourite(wants: 'protected' | 'unprotected'): string;
  chooseFavourites(): void;
  /** Those and the member account's. */
  readonly watched: readonly string[];
  readonly home: string;
  readonly sharedFile: SharedFile;
  readonly env: Readonly<Record<string, string>>;
  readonly observer: Observer;
  /** Root's device that a person has at hand; `null` where root has passkeys only. */
  readonly serial: string | null;
  /** The device of whoever signs. */
  serialOf(signer: Signer): string | null;
  /** A file with the code that it shows now. */
  shownBy(signer: Signer): string;
  /** Switches faults on, as `--fault` takes them, instead of those before. */
  setFaults(words: readonly string[]): void;
  /** Told of each occasion at which something may happen. */
  onOccasion(strike: Strike): void;
  occasion(at: Moment['at']): void;
  /** Variables with credentials of this kind; whoever has no root key any more makes another. */
  credentials(signer: Signer): Record<string, string>;
  /** What others do all the time. */
  lifeGoesOn(): void;
  /** Another administrator's doing. */
  meddle(meddling: Meddling): void;
  close(): Promise<void>;
};

/** Is this file the world's own, with a code or a session in it that somebody there may have? */
export function isOfWorld(file: string): boolean {
  return /^(shown-(root|user)|given-session)$/.test(path.basename(file));
}

/** Builds the world of one scenario. */
export async function makeWorld(drawn: DrawnAccount, time: VirtualTime, scratch: string): Promise<World> {
  time.reset(BEGINNING);
  const home = mkdtempSync(path.join(scratch, 'home-'));
  const observer = makeObserver(time);
  const base = deviceFaults(drawn).map(parseFault);
  let strike: Strike = () => undefined;
  let inForce: readonly string[] = [];
  const practice = await time.runUntil(
    startPracticeAccount({
      now: () => time.now(),
      faults: base,
      onAnswered(call, request) {
        observer.answered(call, request);
        time.pass(20);
        strike('after-request', call.operation);
      },
    }),
  );
  furnish(practice, drawn);
  const names = drawn.buckets.map((_, index) => bucketName(index));
  const watched = [...names, 'member-records', 'member-scratch'];
  observer.watch(watched.flatMap((name) => practice.account.buckets.find(name) ?? []), [practice.account.keys, practice.account.member.keys]);
  const { faults } = practice.account;
  const watchRequests = (): void => {
    const { beforeOperation } = faults;
    faults.beforeOperation = (subject: FaultSubject) => {
      observer.arrived(subject);
      strike('before-request', subject.operation);
      // What was killed before its request was looked at has sent nothing.
      return isDead() ? { kind: 'reset' } : beforeOperation(subject);
    };
  };
  watchRequests();
  const serialOf = (signer: Signer): string | null => practice.mfaDevices.find(({ owner, secret }) => owner === (signer === 'user' ? practice.users[0]?.userName : 'root') && secret !== null)?.serialNumber ?? null;
  const shownBy = (signer: Signer): string => path.join(home, `shown-${signer === 'user' ? 'user' : 'root'}`);
  const show = (): void => {
    for (const signer of ['root-key', 'user'] as const) {
      const serial = serialOf(signer);
      if (serial !== null) writeFileSync(shownBy(signer), `${practice.code(serial)}\n`);
    }
  };
  let step = -1;
  time.onPassing(() => {
    if (Math.floor(time.now() / 30_000) === step) return;
    step = Math.floor(time.now() / 30_000);
    show();
  });
  show();
  mkdirSync(path.join(home, '.aws'), { recursive: true });
  const sharedFile = makeSharedFile(home);
  const favourites = { protected: names[0] ?? '', unprotected: names[0] ?? '' };
  const chooseFavourites = (): void => {
    const free = names.filter((name) => {
      const bucket = practice.account.buckets.find(name);
      return bucket?.policy === null && bucket.owner === practice.accountId;
    });
    const isOn = (name: string): boolean => practice.account.buckets.find(name)?.versioning().mfaDelete === 'Enabled';
    favourites.protected = free.find(isOn) ?? names[0] ?? '';
    favourites.unprotected = free.find((name) => !isOn(name)) ?? names[0] ?? '';
  };
  const env = { ...isolatedEnvironment(home), AWS_ENDPOINT_URL: practice.endpoint, AWS_REGION: 'us-east-1' };
  return {
    ...{ favourite: (wants: keyof typeof favourites) => favourites[wants], chooseFavourites },
    ...{ time, practice, names, watched, home, sharedFile, env, observer, serialOf, shownBy, serial: serialOf('root-key') },
    setFaults(words) {
      time.stepMachineClock(skewOf(inForce) - skewOf(words));
      inForce = words;
      Object.assign(faults, makeFaults([...base, ...words.map(parseFault).filter(({ name }) => name !== 'clock-skew')]));
      watchRequests();
    },
    onOccasion: (act) => void (strike = act),
    // What is left of a killed run goes on for a little, and nothing that it does counts.
    occasion: (at) => (isDead() ? undefined : strike(at)),
    credentials: (signer) => credentialsOf(signer, practice, observer),
    lifeGoesOn: () => observer.asOther(() => workIn(practice, names, { time, observer })),
    meddle: (meddling) => observer.asOther(() => meddle(practice, names, meddling, observer)),
    async close() {
      await time.runUntil(practice.close());
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function credentialsOf(signer: Signer, { account, users }: PracticeAccountHandle, observer: Observer): Record<string, string> {
  const { keys, people } = account;
  if (signer === 'user') {
    const [user] = users;
    return { AWS_ACCESS_KEY_ID: user?.accessKeyId ?? '', AWS_SECRET_ACCESS_KEY: user?.secretAccessKey ?? '' };
  }
  if (signer === 'root-session') {
    const { accessKeyId, secretAccessKey, session } = observer.asOther(() => keys.openSession(people.root, 3_600_000, account.now()));
    return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: session?.token ?? '' };
  }
  const { accessKeyId, secretAccessKey } = rootKeyOf({ keys, people, now: account.now }, observer);
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

/** The oldest that is active: whoever has none makes one in the console, or makes one active where there are two. */
function rootKeyOf({ keys, people, now }: Pick<PracticeAccountHandle['account'], 'keys' | 'people' | 'now'>, observer: Observer): { accessKeyId: string; secretAccessKey: string } {
  const all = keys.of(people.root);
  const active = all.find(({ status }) => status === 'Active');
  const [first] = all;
  if (active !== undefined) return active;
  if (first === undefined || all.length < 2) return observer.asOther(() => keys.create(people.root, now() - 60_000));
  keys.setStatus(first, 'Active');
  return first;
}

/** AWS's clock goes right here; that it is ahead means that the machine's is behind. In ms. */
function skewOf(words: readonly string[]): number {
  return words.map(parseFault).reduce((sum, { name, amount }) => (name === 'clock-skew' ? sum + amount * 1000 : sum), 0);
}
