import type { Failure } from '../core/failures/failure.js';
import type { OneTimeCode } from '../core/one-time-code.js';
import type { MfaDevice } from '../core/signers/mfa-device.js';

/** What a source is told when a code is wanted. */
export type CodeRequest = {
  device: MfaDevice;
  /** What the code will be used for, for example `turn on MFA Delete on ledger`. */
  purpose: string;
  /** Codes refused so far for this call (count). */
  refusals: number;
};

/**
 * Where codes come from. `next` returns six digits or throws a Failure (`code-source`, `code-refused`, …) when there
 * is no further code. `live` sources make codes for the present step (process, practice device), so a code that went
 * stale before it was sent is simply asked for again; the others hold codes a person or a file chose.
 */
export type CodeSource = {
  readonly kind: 'prompt' | 'process' | 'stdin' | 'flag' | 'practice';
  readonly live: boolean;
  /** Codes that may be refused before the source gives up; `Infinity` for a person. */
  readonly refusalsAllowed: number;
  next(request: CodeRequest): Promise<string>;
  /** Is there certainly no further code? Only for sources that end by themselves; `false` once `patience` has run out. */
  isAtEnd?(patience: Promise<unknown>): Promise<boolean>;
};

/** One request that needs a code. `send` is called at most once per code. */
export type CodedCall<T> = {
  purpose: string;
  send(code: OneTimeCode): Promise<T>;
};

/** A request that may have become pointless while its code was waited for. */
export type RevocableCall<T> = CodedCall<T> & {
  /** Asked for each code when it is there, right before it is marked as spent and sent; what it throws, `spend` throws. */
  isStillWanted(): Promise<boolean>;
};

/** What became of a coded call: answered, or sent and the answer lost (the caller reads the state back). */
export type CodedOutcome<T> = { answered: true; value: T } | { answered: false; failure: Failure };

/** The one door through which codes go out. */
export type Gate = {
  spend<T>(call: CodedCall<T>): Promise<CodedOutcome<T>>;
  /** The same for a call that may have become pointless: then `null`, and its code is neither sent nor spent. */
  spendIfWanted<T>(call: RevocableCall<T>): Promise<CodedOutcome<T> | null>;
  /** Codes sent so far (count). */
  codesUsed(): number;
};
