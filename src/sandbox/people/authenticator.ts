import { Secret, TOTP } from 'otpauth';
import { STEP_MS, stepAt } from '../../core/clock.js';

/**
 * Steps that a code may be early or late. AWS publishes no window (not verified); one step each way is what RFC 6238,
 * section 5.2, recommends.
 */
const WINDOW_STEPS = 1;

const totpOf = (secret: string): TOTP =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: STEP_MS / 1000 });

/** A fresh device secret: 64 base32 characters, as long as those of AWS's virtual devices. */
export function newDeviceSecret(): string {
  return new Secret({ size: 40 }).base32;
}

/**
 * The six digits that a device shows (RFC 6238: SHA-1, steps of 30 s).
 * @param secret base32
 * @param now ms since the epoch
 */
export function codeAt(secret: string, now: number): string {
  return totpOf(secret).generate({ timestamp: now });
}

/**
 * The step that a code belongs to, or `null` where the device shows no such code around `now`.
 * @param secret base32
 * @param now ms since the epoch
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW_STEPS });
  return delta === null ? null : stepAt(now) + delta;
}
