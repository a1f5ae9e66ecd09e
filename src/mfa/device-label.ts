import type { MfaDevice } from '../core/signers/mfa-device.js';

/**
 * The name by which a person knows a device: what follows `mfa/` in the ARN of a virtual device (the console shows
 * it so), the serial number of a hardware token as it is.
 */
export function deviceLabel(device: MfaDevice): string {
  return /^arn:[^:]*:iam::[^:]*:(?:mfa|u2f)\/(.+)$/.exec(device.serialNumber)?.[1] ?? device.serialNumber;
}
