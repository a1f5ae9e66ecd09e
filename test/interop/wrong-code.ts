import type { TOTP } from 'otpauth';

/** Six digits that the device does not show now nor in the two steps before and after. */
export function wrongCode(totp: TOTP): string {
  const candidates = ['918273', '827364', '736455', '645546', '554637', '463728'];
  const refused = candidates.find((token) => totp.validate({ token, window: 2 }) === null);
  if (refused === undefined) throw new Error('every candidate is valid, which five steps cannot be');
  return refused;
}
