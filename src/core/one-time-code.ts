declare const minted: unique symbol;

/**
 * An MFA code that may be sent, once. Only the gate (src/mfa/gate.ts) mints these, after it has marked the code as
 * spent, so a function that takes one cannot be called with a code that was sent before. ESLint keeps it so.
 */
export type OneTimeCode = {
  readonly serialNumber: string;
  /** Six digits. */
  readonly digits: string;
  readonly [minted]: true;
};

/** Mints a code for one request. For src/mfa/gate.ts alone. */
export function mintOneTimeCode(serialNumber: string, digits: string): OneTimeCode {
  return { serialNumber, digits } as OneTimeCode;
}
