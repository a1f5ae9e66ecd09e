import type { Clock } from '../core/clock.js';
import type { Failure } from '../core/failures/failure.js';
import type { MfaDevice } from '../core/signers/mfa-device.js';
import { deviceLabel } from './device-label.js';

/** What to look at when codes are refused, the most likely cause first. One line each. */
export function refusalAdvice(devices: readonly MfaDevice[], clock: Clock): string[] {
  const labels = devices.map((device) => `\`${deviceLabel(device)}\``).join(' or ');
  return [
    'set the clock of the phone to automatic: a code is only right while the clock is',
    `check the clock of this machine: it says ${new Date(clock.now()).toISOString().replace('T', ' ').slice(0, 19)} UTC`,
    `check that the code is of ${labels}: apps list several entries with like names, and each device has its own codes`,
    'a hardware token that drifted is resynchronised in the IAM console, under Security credentials',
  ];
}

/** Why another code is wanted after one was refused. Only one answer of AWS is about nothing but the code. */
export function refusalReason({ aws, message }: Failure): string {
  return aws?.code === 'TokenCodeInvalidError' ? 'that code was refused (TokenCodeInvalidError) and is spent' : `${message}; that code is spent`;
}
