import type { ServiceName } from '../types.js';

/** What a fault's value means, how it may be written, and what stands for a value that is left out. */
type ValueKind = { readonly placeholder: string; readonly explained: string; readonly pattern: RegExp; readonly preset: number | null };

const OPERATION = '(?:@(?<operation>[A-Za-z]+))?';
const AFTER = '(?:\\+(?<after>\\d{1,9}))?';

/** The kinds of values that faults take. */
export const valueKinds = {
  times: {
    placeholder: '<times>[@<operation>][+<after>]',
    explained: 'how often: `once` (the default), `always` or a number; `@` limits it to one operation, `+` lets that many go by first',
    pattern: new RegExp(`^(?<amount>once|always|[1-9]\\d{0,8})?${OPERATION}${AFTER}$`),
    preset: 1,
  },
  count: {
    placeholder: '<n>[+<after>]',
    explained: 'a count; `+` lets that many go by first',
    pattern: new RegExp(`^(?<amount>\\d{1,9})?${AFTER}$`),
    preset: 1,
  },
  requests: {
    placeholder: '<requests>[@<operation>]',
    explained: 'after how many requests; 0 (the default) for at once; `@` counts one operation only',
    pattern: new RegExp(`^(?<amount>\\d{1,9})?${OPERATION}$`),
    preset: 0,
  },
  milliseconds: { placeholder: '<ms>', explained: 'milliseconds', pattern: /^(?<amount>\d{1,9})$/, preset: null },
  delay: {
    placeholder: '<ms>[@<operation>]',
    explained: 'milliseconds; `@` limits it to one operation, for which it then holds instead of any other',
    pattern: new RegExp(`^(?<amount>\\d{1,9})${OPERATION}$`),
    preset: null,
  },
  seconds: { placeholder: '<seconds>', explained: 'seconds, also negative', pattern: /^(?<amount>-?\d{1,9})$/, preset: null },
  none: { placeholder: '', explained: 'no value', pattern: /^$/, preset: 1 },
} as const satisfies Record<string, ValueKind>;

/** One fault, as `--list-faults` shows it. */
type FaultEntry = {
  readonly value: keyof typeof valueKinds;
  readonly where: string;
  readonly meaning: string;
  /** Can it strike this operation at all? */
  readonly strikes: (service: ServiceName, operation: string) => boolean;
};

const everything = (): boolean => true;
const onS3 = (service: ServiceName): boolean => service === 's3';
const onIam = (service: ServiceName): boolean => service === 'iam';
const onQuery = (service: ServiceName): boolean => service !== 's3';
const on =
  (name: string) =>
  (_service: ServiceName, operation: string): boolean =>
    operation === name;
const onKeys = (_service: ServiceName, operation: string): boolean => /^(List|Create|Delete)AccessKeys?$/.test(operation);
/** GetSessionToken spends a code, so it changes something in spite of its name. */
const onChanges = (_service: ServiceName, operation: string): boolean =>
  !/^(Get|List|Head)/.test(operation) || operation === 'GetSessionToken';

const fault = (value: FaultEntry['value'], strikes: FaultEntry['strikes'], where: string, meaning: string): FaultEntry => ({
  value,
  strikes,
  where,
  meaning,
});

/** Every fault of the practice account. */
export const faultTable = {
  'lost-answer': fault('times', onChanges, 'every change', 'the change is applied, then the connection breaks without an answer'),
  'error-after-apply': fault('times', onChanges, 'every change', 'the change is applied, then 503 ServiceUnavailable is answered'),
  reset: fault('times', everything, 'every operation', 'the connection breaks before anything is applied; no code is spent'),
  'slow-down': fault('times', onS3, 'S3', '503 SlowDown is answered; nothing is applied, no code is spent'),
  throttled: fault('times', onQuery, 'IAM, STS', '400 Throttling is answered; nothing is applied, no code is spent'),
  'access-denied': fault('times', onS3, 'S3', '403 AccessDenied is answered to the whole request; nothing is applied, no code is spent'),
  'iam-denied': fault('times', onIam, 'IAM', '403 AccessDenied is answered; nothing is applied'),
  'codes-refused': fault('count', everything, 'S3, STS', 'that many right MFA codes are refused, as from a device out of step'),
  'key-errors': fault('count', on('DeleteObjects'), 'DeleteObjects', 'that many keys fail by themselves, inside a 200: held by Object Lock, NoSuchVersion, InternalError in turn; they stay'),
  'refused-inside-200': fault('none', on('DeleteObjects'), 'DeleteObjects', 'where a code is missing or refused: 200, with that error for every key'),
  'stale-reads': fault('milliseconds', on('GetBucketVersioning'), 'GetBucketVersioning', 'for so long after a change, reads still show the old state'),
  'clock-skew': fault('seconds', everything, 'all services and devices', 'AWS is so far ahead of this machine; its devices go with it'),
  'new-key-lag': fault('milliseconds', on('CreateAccessKey'), 'CreateAccessKey', 'for so long, a new access key is still unknown'),
  'hidden-key-lag': fault('milliseconds', onKeys, 'ListAccessKeys, DeleteAccessKey', 'for so long, a new access key is not listed, and cannot be deleted'),
  'old-key-lag': fault('milliseconds', on('DeleteAccessKey'), 'DeleteAccessKey, UpdateAccessKey', 'for so long, an access key that was deleted or made inactive still signs'),
  'last-used-lag': fault('milliseconds', on('GetAccessKeyLastUsed'), 'GetAccessKeyLastUsed', 'for so long, the use of an access key is not shown yet'),
  'revoked-key': fault('requests', everything, 'root access key', 'somebody makes the key that signs inactive after that many requests'),
  'mfa-delete-off': fault('requests', onS3, 'buckets with MFA Delete', 'somebody else turns MFA Delete off, after that many requests for such a bucket'),
  'others-write': fault('times', on('ListObjectVersions'), 'ListObjectVersions', 'before a page, somebody else writes: a new version of the key where it begins, and a new key right after it'),
  'opt-in-regions-off': fault('none', onS3, 'S3', 'regions that have to be enabled are not: 400 InvalidToken is answered to whoever signs for one of them'),
  'fido-only-root': fault('none', everything, 'root MFA devices', 'root has a passkey only, which makes no codes'),
  'renamed-root-device': fault('none', everything, 'root MFA devices', 'root’s virtual device is called `mfa/practice-phone`, and the user `admin` has the one called `mfa/root-account-mfa-device`'),
  latency: fault('delay', everything, 'every operation', 'each answer is held back for so long'),
} as const satisfies Record<string, FaultEntry>;

/** Name of a fault. */
export type FaultName = keyof typeof faultTable;

/** A fault switched on: `amount` in the unit of its value kind (`Infinity` for `always`). */
export type Fault = {
  readonly name: FaultName;
  readonly amount: number;
  /** The one operation that it is limited to. */
  readonly operation: string | null;
  /** How many occasions it lets go by first; none where left out. */
  readonly after?: number;
};
