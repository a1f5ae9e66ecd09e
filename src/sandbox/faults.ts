import type { Fault, FaultName } from './fault-table.js';
import { type FaultHooks, type FaultSubject, PracticeError } from './types.js';
import { unverifiedHeaders } from './unverified.js';

/** The faults of one practice account: hooks for the wire, and what keys, devices and the clock ask. */
export type Faults = FaultHooks & {
  /** Switches one more fault on, while the account runs. */
  add(fault: Fault): void;
  isOn(name: FaultName): boolean;
  /** How far the account's clock is ahead of the machine's, in ms. */
  clockOffsetMs(): number;
  newKeyLagMs(): number;
  /** Takes one off `codes-refused`; `true` while there was one left. */
  refusesRightCode(): boolean;
  /** Told of each request that a root key signs, takes one off `revoked-key`; `true` the once that the key is to be made inactive. */
  revokesRootKey(): boolean;
};

/** GetSessionToken spends a code, so it changes something in spite of its name. */
const changesNothing = (operation: string): boolean => /^(Get|List|Head)/.test(operation) && operation !== 'GetSessionToken';

/** AWS: S3 "Error responses", SlowDown. */
const slowDown = (): PracticeError => new PracticeError(503, 'SlowDown', 'Please reduce your request rate.');
/** AWS: Common Errors of IAM and STS list the code; the text is likely, from public captures. */
const throttling = (): PracticeError => new PracticeError(400, 'Throttling', 'Rate exceeded');
/** AWS: S3 "Error responses" and IAM Common Errors list code and status; the text S3 sends is not verified. */
const unavailable = (): PracticeError => new PracticeError(503, 'ServiceUnavailable', 'Service is unable to handle request.', {}, unverifiedHeaders);

/** Makes the switches of one account. */
export function makeFaults(initial: readonly Fault[]): Faults {
  const active = initial.map((fault) => ({ ...fault, left: fault.amount }));

  /** Takes one occurrence off a fault that is limited to a number of times. */
  const strikes = (name: FaultName, subject: FaultSubject): boolean => {
    const fault = active.find(
      (each) => each.name === name && each.left > 0 && (each.operation ?? subject.operation) === subject.operation,
    );
    if (fault === undefined) return false;
    fault.left -= 1;
    return true;
  };
  /** The last of several counts, so that a fault can be changed while the account runs. */
  const amount = (name: FaultName): number => active.findLast((each) => each.name === name)?.amount ?? 0;

  return {
    add: (fault) => void active.push({ ...fault, left: fault.amount }),
    isOn: (name) => active.some((fault) => fault.name === name),
    clockOffsetMs: () => amount('clock-skew') * 1000,
    newKeyLagMs: () => amount('new-key-lag'),
    refusesRightCode() {
      const fault = active.find((each) => each.name === 'codes-refused' && each.left > 0);
      if (fault !== undefined) fault.left -= 1;
      return fault !== undefined;
    },
    revokesRootKey() {
      const fault = active.find((each) => each.name === 'revoked-key' && each.left >= 0);
      if (fault === undefined) return false;
      fault.left -= 1;
      return fault.left < 0;
    },
    latencyMs: () => amount('latency'),
    versioningLagMs: () => amount('stale-reads'),
    beforeOperation(subject) {
      if (strikes('reset', subject)) return { kind: 'reset' };
      if (subject.service === 's3') return strikes('slow-down', subject) ? { kind: 'answer', error: slowDown() } : null;
      return strikes('throttled', subject) ? { kind: 'answer', error: throttling() } : null;
    },
    afterOperation(subject) {
      if (changesNothing(subject.operation)) return null;
      if (strikes('lost-answer', subject)) return { kind: 'reset' };
      return strikes('error-after-apply', subject) ? { kind: 'answer', error: unavailable() } : null;
    },
  };
}
