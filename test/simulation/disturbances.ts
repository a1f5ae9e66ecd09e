import fc from 'fast-check';
import { operationNames } from '../../src/sandbox/wire/operation-names.js';
import { faultTable, type FaultName } from '../../src/sandbox/faults/table.js';

/** What stands for the request on which most depends, until the command is known. */
const DECISIVE = 'decisive';

/** Where a disturbance strikes: at the nth occasion of its kind within one command, or the nth request of one operation. */
export type Moment = { at: 'before-request' | 'after-request' | 'question' | 'disk' | 'clock'; nth: number; operation?: string };

/** What another administrator does to a bucket (by number). */
export type Meddling = { who: 'other'; does: 'put' | 'delete' | 'remove-version' | 'take-back' | 'set-lifecycle' | 'remove-lifecycle' | 'suspend' | 'mfa-delete-off'; bucket: number };

/** What happens then. */
export type Happening =
  | { who: 'person'; does: 'ctrl-c' | 'ctrl-c-twice' | 'sigterm' }
  | { who: 'machine'; does: 'kill' }
  | { who: 'program'; does: 'bug' }
  | { who: 'machine'; does: 'clock'; seconds: number }
  | { who: 'machine'; does: 'disk-full'; writes: number }
  | Meddling;

/** One disturbance of a command. */
export type Disturbance = { moment: Moment; happening: Happening };

const operations = ['CreateAccessKey', 'DeleteAccessKey', 'UpdateAccessKey', 'GetSessionToken', 'ListAccessKeys', 'AssumeRole', 'CreatePolicy', 'AttachUserPolicy', 'PutBucketVersioning', 'DeleteObjects', 'GetBucketVersioning', 'ListObjectVersions', 'HeadBucket', 'GetCallerIdentity', 'ListMFADevices', 'DeleteBucketLifecycle', 'PutBucketLifecycleConfiguration'];
const times = fc.constantFrom('once', 'once', '2', '3', '5', 'always', 'always');
const after = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 0, 0, 1) }, { weight: 1, arbitrary: fc.nat({ max: 4 }) });

const limited = (name: FaultName): fc.Arbitrary<string> =>
  fc.tuple(times, struckBy(name), after).map(([amount, operation, first]) => `${name}=${amount}${operation ? `@${operation}` : ''}${first > 0 ? `+${first}` : ''}`);

/** Which operation a fault is limited to; `null` for none. */
function struckBy(name: FaultName): fc.Arbitrary<string | null> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(DECISIVE) }, { weight: 2, arbitrary: fc.constantFrom(...operations.filter((operation) => strikes(name, operation))) }, { weight: 1, arbitrary: fc.constant(null) });
}

function strikes(name: FaultName, operation: string): boolean {
  return (['s3', 'iam', 'sts'] as const).some((service) => operationNames[service].includes(operation) && faultTable[name].strikes(service, operation));
}

/** A fault for a command whose most important request this is; one that cannot strike there strikes anywhere. */
export function aimedFault(words: string, operation: string): string {
  const name = words.split('=', 1)[0] as FaultName;
  return words.replace(`@${DECISIVE}`, strikes(name, operation) ? `@${operation}` : '');
}

/** A disturbance for a command whose most important request this is. */
export function aimedDisturbance({ moment, happening }: Disturbance, operation: string): Disturbance {
  return { happening, moment: moment.operation === DECISIVE ? { ...moment, operation } : moment };
}

/** How each fault of the practice account is drawn; what root has for devices is the account's. */
const drawnFaults: Record<Exclude<FaultName, 'fido-only-root' | 'renamed-root-device'>, fc.Arbitrary<string>> = {
  'lost-answer': limited('lost-answer'),
  'error-after-apply': limited('error-after-apply'),
  reset: limited('reset'),
  'slow-down': limited('slow-down'),
  throttled: limited('throttled'),
  'access-denied': limited('access-denied'),
  'iam-denied': limited('iam-denied'),
  'new-key-lag': fc.constantFrom('new-key-lag=4000', 'new-key-lag=12000', 'new-key-lag=300000'),
  'hidden-key-lag': fc.constantFrom('hidden-key-lag=6000', 'hidden-key-lag=90000'),
  'old-key-lag': fc.constantFrom('old-key-lag=8000', 'old-key-lag=25000', 'old-key-lag=120000'),
  'last-used-lag': fc.constant('last-used-lag=600000'),
  'opt-in-regions-off': fc.constant('opt-in-regions-off'),
  'codes-refused': fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 2 })).map(([n, after]) => `codes-refused=${n}${after > 0 ? `+${after}` : ''}`),
  'key-errors': fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat({ max: 3 })).map(([n, after]) => `key-errors=${n}${after > 0 ? `+${after}` : ''}`),
  'refused-inside-200': fc.constant('refused-inside-200'),
  'stale-reads': fc.constantFrom('stale-reads=500', 'stale-reads=5000', 'stale-reads=60000'),
  'clock-skew': fc.constantFrom('clock-skew=3', 'clock-skew=-45', 'clock-skew=200', 'clock-skew=-1200'),
  'revoked-key': fc.nat({ max: 25 }).map((n) => `revoked-key=${n}`),
  'mfa-delete-off': fc.nat({ max: 15 }).map((n) => `mfa-delete-off=${n}`),
  'others-write': fc.constantFrom('others-write', 'others-write=3'),
  latency: fc.constantFrom('latency=40', 'latency=900'),
};

/** Faults that are on while a command runs, as `--fault` takes them. */
export const faults: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<string[]>([]) },
  { weight: 5, arbitrary: fc.array(fc.oneof(...Object.values(drawnFaults)), { minLength: 1, maxLength: 2 }) },
);

const meddling = fc
  .tuple(fc.constantFrom<Meddling['does']>('put', 'delete', 'remove-version', 'take-back', 'set-lifecycle', 'remove-lifecycle', 'suspend', 'mfa-delete-off'), fc.constantFrom(0, 0, 1, 2, 3))
  .map(([does, bucket]): Happening => ({ who: 'other', does, bucket }));

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('ctrl-c' as const, 'ctrl-c' as const, 'sigterm' as const, 'ctrl-c-twice' as const).map((does): Happening => ({ who: 'person', does })) },
  { weight: 3, arbitrary: fc.constant<Happening>({ who: 'machine', does: 'kill' }) },
  { weight: 2, arbitrary: fc.constant<Happening>({ who: 'program', does: 'bug' }) },
  { weight: 1, arbitrary: fc.constantFrom(2, 40, -3, -70, 400, 4000, -4000).map((seconds): Happening => ({ who: 'machine', does: 'clock', seconds })) },
  { weight: 1, arbitrary: fc.nat({ max: 4 }).map((writes): Happening => ({ who: 'machine', does: 'disk-full', writes })) },
  { weight: 3, arbitrary: meddling },
);

const atDecisive = fc.record<Moment>({ at: fc.constantFrom('before-request', 'after-request'), nth: fc.constantFrom(0, 0, 1), operation: fc.constant(DECISIVE) });
const atQuestion = fc.record<Moment>({ at: fc.constant('question'), nth: fc.nat({ max: 6 }) });

const moment: fc.Arbitrary<Moment> = fc.oneof(
  { weight: 2, arbitrary: atDecisive },
  { weight: 1, arbitrary: fc.record<Moment>({ at: fc.constantFrom('before-request', 'after-request'), nth: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: atQuestion },
  { weight: 1, arbitrary: fc.record<Moment>({ at: fc.constant('clock'), nth: fc.nat({ max: 40 }) }) },
  { weight: 1, arbitrary: fc.record<Moment>({ at: fc.constant('disk'), nth: fc.nat({ max: 25 }) }) },
);

/** What befalls a command beside faults. */
export const disturbances: fc.Arbitrary<Disturbance[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Disturbance[]>([]) },
  { weight: 5, arbitrary: fc.array(fc.record<Disturbance>({ moment, happening }), { minLength: 1, maxLength: 2 }) },
);

/** At most one fault, and one that strikes the request on which most depends: the first of its kind, or the second. */
export const oneFault: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<string[]>([]) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('lost-answer=once', 'error-after-apply=once', 'reset=once', 'access-denied=once', 'access-denied=always', 'slow-down=always'), fc.constantFrom('', '', '+1')).map(([words, first]) => [`${words}@${DECISIVE}${first}`]) },
  { weight: 1, arbitrary: fc.oneof(drawnFaults['codes-refused'], drawnFaults['old-key-lag']).map((words) => [words]) },
);

/** At most one disturbance, at that request or at a question. */
export const oneDisturbance: fc.Arbitrary<Disturbance[]> = fc.oneof(
  { weight: 1, arbitrary: fc.record<Disturbance>({ moment: atDecisive, happening: fc.constant<Happening>({ who: 'other', does: 'mfa-delete-off', bucket: 0 }) }).map((one) => [one]) },
  { weight: 4, arbitrary: fc.constant<Disturbance[]>([]) },
  { weight: 6, arbitrary: fc.record<Disturbance>({ moment: fc.oneof({ weight: 3, arbitrary: atDecisive }, { weight: 1, arbitrary: atQuestion }), happening }).map((one) => [one]) },
);
