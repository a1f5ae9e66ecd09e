import { Failure } from '../core/failures/failure.js';
import { type Faults, makeFaults } from './faults/faults.js';
import { actMeanwhile } from './faults/meanwhile.js';
import type { Fault } from './faults/table.js';
import { makeAccessKeys } from './people/access-keys.js';
import type { AccountState } from './people/account-state.js';
import { makeManagedPolicies } from './people/managed-policies.js';
import { foundMemberAccount, iamOperationsOf, identitiesOf, seedMemberBuckets } from './people/member-account.js';
import { makeDeviceRegister } from './people/mfa-devices.js';
import { makePeople } from './people/people.js';
import { type BucketDescription, HOME_REGION, seedAllBuckets } from './seed/buckets.js';
import { type SeededPeople, seedPeople } from './seed/people.js';
import { type Buckets, makeBuckets } from './storage/buckets.js';
import { stsOperations } from './sts/operations.js';
import type { AnsweredCall, FaultSubject, WireRequest } from './types.js';
import { type ServedAccount, servePracticeAccount } from './wire/server.js';

const YEAR_MS = 365 * 86_400_000;

/** A practice account may run for days. */
const CALLS_KEPT = 1000;

/** How a practice account is started. Counts are 0, and there are no faults, where nothing else is said. */
export type PracticeAccountOptions = {
  /** The machine's clock, ms since the epoch. The account's own is this one, moved by the fault `clock-skew`. */
  now?(): number;
  /** Loopback port; 0, the default, takes a free one. */
  port?: number;
  /** Buckets beside the fixed ones (count). */
  buckets?: number;
  /** Versions in one more bucket (count). */
  versions?: number;
  /** How long each answer is held back, in ms. */
  latencyMs?: number;
  faults?: readonly Fault[];
  /** Twelve digits. */
  accountId?: string;
  /** Told of every request, once its answer is known and before it goes out. */
  onAnswered?(call: AnsweredCall, request: WireRequest): void;
};

/** What a practice account keeps, for tests that want to look at it or change it. */
type PracticeState = AccountState & {
  readonly buckets: Buckets;
  /** The member account of its organization. */
  readonly member: AccountState;
  readonly faults: Faults;
  /** The latest requests that were answered or reset, in order; a thousand at most. */
  readonly calls: readonly AnsweredCall[];
};

/** A practice account that answers. Keys and device secrets are new each time it is started. */
export type PracticeAccountHandle = SeededPeople & {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  region: string;
  accountId: string;
  /** Devices that somebody has: `owner` is `root` or a user name, `secret` base32 and `null` for passkeys. */
  mfaDevices: { serialNumber: string; owner: string; secret: string | null }[];
  /** As they were when the account started. */
  buckets: BucketDescription[];
  /** The six digits that a device shows now; throws for passkeys and unknown serial numbers. */
  code(serialNumber: string): string;
  /** The account's clock, ms since the epoch. */
  now(): number;
  account: PracticeState;
  close(): Promise<void>;
};

/**
 * Starts a practice AWS account on loopback.
 * @throws Failure `usage` when the port cannot be had
 */
export async function startPracticeAccount(options: PracticeAccountOptions = {}): Promise<PracticeAccountHandle> {
  const state = foundAccount(options);
  const people = seedPeople(state, state.faults);
  const size = { buckets: options.buckets ?? 0, versions: options.versions ?? 0 };
  const buckets = seedAllBuckets(state.buckets, state.accountId, state.now(), size);
  seedMemberBuckets(state.buckets, state.now());
  const served = await serve(state, options);
  return {
    endpoint: served.endpoint,
    region: HOME_REGION,
    accountId: state.accountId,
    ...people,
    mfaDevices: devicesOf(state),
    buckets,
    code: (serialNumber) => state.devices.codeShown(serialNumber),
    now: () => state.now(),
    account: state,
    close: () => served.close(),
  };
}

type FoundedAccount = PracticeState & { calls: AnsweredCall[] };

function foundAccount(options: PracticeAccountOptions): FoundedAccount {
  const { now: machineNow = Date.now, latencyMs = 0, faults: switchedOn = [], accountId = '111122223333' } = options;
  const latency: Fault[] = latencyMs > 0 ? [{ name: 'latency', amount: latencyMs, operation: null }] : [];
  const faults = makeFaults([...latency, ...switchedOn]);
  const now = (): number => machineNow() + faults.clockOffsetMs();
  const { newKeyLagMs, hiddenKeyLagMs, oldKeyLagMs, lastUsedLagMs } = faults;
  const keySettings = { now, newKeyLagMs, hiddenKeyLagMs, oldKeyLagMs, lastUsedLagMs };
  const keys = makeAccessKeys(keySettings);
  const devices = makeDeviceRegister({ now, refusesRightCode: () => faults.refusesRightCode() });
  const people = makePeople(accountId, now() - YEAR_MS);
  const policies = makeManagedPolicies({ accountId, now });
  return { accountId, now, people, keys, devices, policies, buckets: makeBuckets(), faults, calls: [], member: foundMemberAccount(keySettings) };
}

async function serve(state: FoundedAccount, { port = 0, onAnswered }: PracticeAccountOptions): Promise<ServedAccount> {
  const { accountId, now, devices, buckets, faults, calls, member } = state;
  const account = {
    accountId,
    now,
    identities: identitiesOf([state, member]),
    devices,
    buckets,
    faults,
    iamOperations: iamOperationsOf([state, member]),
    stsOperations: stsOperations(state, [member]),
    meanwhile: (subject: FaultSubject) => actMeanwhile(state, subject),
    onAnswered(call: AnsweredCall, request: WireRequest) {
      if (calls.push(call) > CALLS_KEPT) calls.shift();
      onAnswered?.(call, request);
    },
  };
  try {
    return await servePracticeAccount(account, { port, host: '127.0.0.1' });
  } catch (error) {
    throw portFailure(error, port);
  }
}

function portFailure(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const why = code === 'EADDRINUSE' ? 'is in use' : 'may not be used';
  return new Failure('usage', `port ${port} ${why}`, { cause: error, hints: ['take a free one: `s3-mfa-delete sandbox --port 0`'] });
}

function devicesOf({ devices }: FoundedAccount): PracticeAccountHandle['mfaDevices'] {
  return devices
    .all()
    .flatMap(({ serialNumber, owner, secret }) => (owner === null ? [] : [{ serialNumber, owner: owner.userName ?? 'root', secret }]));
}
