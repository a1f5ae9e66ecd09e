import { readAuthorization } from '../authentication/authorization.js';
import { isOptInRegion } from '../s3/buckets/regions.js';
import { type FaultHooks, type FaultSubject, type KeyError, PracticeError } from '../types.js';
import { unverifiedHeaders } from '../unverified.js';
import { type Fault, type FaultName, faultTable } from './table.js';

/** The faults of one practice account: hooks for the wire, and what keys, devices, bystanders and the clock ask. */
export type Faults = FaultHooks & {
  /** Switches one more fault on, while the account runs. */
  add(fault: Fault): void;
  isOn(name: FaultName): boolean;
  /** How far the account's clock is ahead of the machine's, in ms. */
  clockOffsetMs(): number;
  newKeyLagMs(): number;
  hiddenKeyLagMs(): number;
  oldKeyLagMs(): number;
  lastUsedLagMs(): number;
  /** Takes one off `codes-refused`; `true` while there was one left. */
  refusesRightCode(): boolean;
  /** Told of each request that names the root key, takes one off `revoked-key`; `true` the once that the key is to be made inactive. */
  revokesRootKey(operation: string): boolean;
  /** Told of each request for a bucket that has MFA Delete; `true` the once that it is to be turned off. */
  turnsMfaDeleteOff(operation: string): boolean;
  /** Is somebody else to write before this page of a listing? */
  letsOthersWrite(subject: FaultSubject): boolean;
};

type ActiveFault = Fault & { left: number; toLetGoBy: number };

/** AWS: S3 "Error responses", SlowDown. */
const slowDown = (): PracticeError => new PracticeError(503, 'SlowDown', 'Please reduce your request rate.');
/** AWS: Common Errors of IAM and STS list the code; the text is likely, from public captures. */
const throttling = (): PracticeError => new PracticeError(400, 'Throttling', 'Rate exceeded');
/** AWS: S3 "Error responses" and IAM Common Errors list code and status; the text S3 sends is not verified. */
const unavailable = (): PracticeError => new PracticeError(503, 'ServiceUnavailable', 'Service is unable to handle request.', {}, unverifiedHeaders);
/** AWS: S3 "Error responses", AccessDenied. */
const accessDenied = (): PracticeError => new PracticeError(403, 'AccessDenied', 'Access Denied');

/** AWS: IAM Common Errors, AccessDenied; with this text IAM says less than usual, so that nobody takes it for the real one. */
const iamDenied = (): PracticeError => new PracticeError(403, 'AccessDenied', 'Access Denied', {}, unverifiedHeaders);

/** Likely, from public captures of sessions in regions that were not enabled. */
const regionOff = (): PracticeError => new PracticeError(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');

const keyErrors: readonly KeyError[] = ['objectLocked', 'noSuchVersion', 'internalError'];

/** Makes the switches of one account. */
export function makeFaults(initial: readonly Fault[]): Faults {
  const activated = (fault: Fault): ActiveFault => ({ ...fault, left: fault.amount, toLetGoBy: fault.after ?? 0 });
  const active = initial.map(activated);
  let keysFailed = 0;

  /** Takes one occurrence off the first fault of that name that is not still letting some go by. */
  const takeOne = (name: FaultName, operation: string | null): boolean => {
    for (const fault of active) {
      if (fault.name !== name || fault.left <= 0 || (fault.operation ?? operation) !== operation) continue;
      if (fault.toLetGoBy === 0) {
        fault.left -= 1;
        return true;
      }
      fault.toLetGoBy -= 1;
    }
    return false;
  };
  const strikes = (name: FaultName, { service, operation }: FaultSubject): boolean =>
    faultTable[name].strikes(service, operation) && takeOne(name, operation);
  /** `true` on the request after the last one that a fault of the kind `requests` allows. */
  const runsOut = (name: FaultName, operation: string): boolean => {
    const fault = active.find((each) => each.name === name && each.left >= 0 && (each.operation ?? operation) === operation);
    if (fault === undefined) return false;
    fault.left -= 1;
    return fault.left < 0;
  };
  /** The last of several counts, so that a fault can be changed while the account runs. */
  const amount = (name: FaultName): number => active.findLast((each) => each.name === name)?.amount ?? 0;
  const isOn = (name: FaultName): boolean => active.some((fault) => fault.name === name);

  return {
    add: (fault) => void active.push(activated(fault)),
    isOn,
    clockOffsetMs: () => amount('clock-skew') * 1000,
    newKeyLagMs: () => amount('new-key-lag'),
    hiddenKeyLagMs: () => amount('hidden-key-lag'),
    oldKeyLagMs: () => amount('old-key-lag'),
    lastUsedLagMs: () => amount('last-used-lag'),
    refusesRightCode: () => takeOne('codes-refused', null),
    revokesRootKey: (operation) => runsOut('revoked-key', operation),
    turnsMfaDeleteOff: (operation) => runsOut('mfa-delete-off', operation),
    letsOthersWrite: (subject) => strikes('others-write', subject),
    latencyMs({ operation }) {
      const delays = active.filter(({ name }) => name === 'latency');
      return (delays.findLast((each) => each.operation === operation) ?? delays.findLast((each) => each.operation === null))?.amount ?? 0;
    },
    versioningLagMs: () => amount('stale-reads'),
    refusesInside200: () => isOn('refused-inside-200'),
    keyError() {
      if (!takeOne('key-errors', null)) return null;
      keysFailed += 1;
      return keyErrors[(keysFailed - 1) % keyErrors.length] ?? null;
    },
    beforeOperation(subject) {
      if (strikes('reset', subject)) return { kind: 'reset' };
      if (strikes('slow-down', subject)) return { kind: 'answer', error: slowDown() };
      if (strikes('iam-denied', subject)) return { kind: 'answer', error: iamDenied() };
      if (strikes('throttled', subject)) return { kind: 'answer', error: throttling() };
      if (isOn('opt-in-regions-off') && isForRegionThatIsOff(subject)) return { kind: 'answer', error: regionOff() };
      return strikes('access-denied', subject) ? { kind: 'answer', error: accessDenied() } : null;
    },
    afterOperation(subject) {
      if (strikes('lost-answer', subject)) return { kind: 'reset' };
      return strikes('error-after-apply', subject) ? { kind: 'answer', error: unavailable() } : null;
    },
  };
}

function isForRegionThatIsOff({ service, request }: FaultSubject): boolean {
  return service === 's3' && isOptInRegion(readAuthorization(request)?.region ?? '');
}
