/** What a fault's value means, how it may be written, and what stands for a value that is left out. */
type ValueKind = { readonly placeholder: string; readonly explained: string; readonly pattern: RegExp; readonly preset: number | null };

const TIMES = '(?<amount>once|always|[1-9]\\d{0,8})?(?:@(?<operation>[A-Za-z]+))?';

/** The kinds of values that faults take. */
export const valueKinds = {
  times: {
    placeholder: '<times>[@<operation>]',
    explained: 'how often: `once` (the default), `always` or a number; `@` limits it to one operation',
    pattern: new RegExp(`^${TIMES}$`),
    preset: 1,
  },
  count: { placeholder: '<n>', explained: 'a count', pattern: /^(?<amount>\d{1,9})$/, preset: 1 },
  requests: { placeholder: '<requests>', explained: 'after how many requests; 0 (the default) for at once', pattern: /^(?<amount>\d{1,9})$/, preset: 0 },
  milliseconds: { placeholder: '<ms>', explained: 'milliseconds', pattern: /^(?<amount>\d{1,9})$/, preset: null },
  seconds: { placeholder: '<seconds>', explained: 'seconds, also negative', pattern: /^(?<amount>-?\d{1,9})$/, preset: null },
  none: { placeholder: '', explained: 'no value', pattern: /^$/, preset: 1 },
} as const satisfies Record<string, ValueKind>;

/** One fault, as `--list-faults` shows it. */
export type FaultEntry = {
  readonly value: keyof typeof valueKinds;
  readonly where: string;
  readonly meaning: string;
};

const fault = (value: FaultEntry['value'], where: string, meaning: string): FaultEntry => ({ value, where, meaning });

/** Every fault of the practice account. */
export const faultTable = {
  'lost-answer': fault('times', 'every change', 'the change is applied, then the connection breaks without an answer'),
  'error-after-apply': fault('times', 'every change', 'the change is applied, then 503 ServiceUnavailable is answered'),
  reset: fault('times', 'every operation', 'the connection breaks before anything is applied; no code is spent'),
  'slow-down': fault('times', 'S3', '503 SlowDown is answered; nothing is applied, no code is spent'),
  throttled: fault('times', 'IAM, STS', '400 Throttling is answered; nothing is applied, no code is spent'),
  'codes-refused': fault('count', 'S3, STS', 'that many right MFA codes are refused, as from a device out of step'),
  'stale-reads': fault('milliseconds', 'GetBucketVersioning', 'for so long after a change, reads still show the old state'),
  'clock-skew': fault('seconds', 'all services and devices', 'AWS is so far ahead of this machine; its devices go with it'),
  'new-key-lag': fault('milliseconds', 'CreateAccessKey', 'for so long, a new access key is still unknown'),
  'revoked-key': fault('requests', 'root access key', 'the key that signs is made inactive after that many requests'),
  'fido-only-root': fault('none', 'root MFA devices', 'root has a passkey only, which makes no codes'),
  'renamed-root-device': fault('none', 'root MFA devices', 'root’s virtual device is called `mfa/practice-phone`, and the user `admin` has the one called `mfa/root-account-mfa-device`'),
  latency: fault('milliseconds', 'every operation', 'each answer is held back for so long'),
} as const satisfies Record<string, FaultEntry>;

/** Name of a fault. */
export type FaultName = keyof typeof faultTable;

/** A fault switched on: `amount` in the unit of its value kind (`Infinity` for `always`), `operation` where it is limited to one. */
export type Fault = { readonly name: FaultName; readonly amount: number; readonly operation: string | null };
