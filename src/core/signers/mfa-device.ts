/** How a device proves presence. Passkeys and security keys make no six-digit codes. */
type MfaDeviceKind = 'virtual' | 'hardware' | 'passkey';

/** An MFA device, as far as its serial number tells. */
export type MfaDevice = {
  serialNumber: string;
  kind: MfaDeviceKind;
};

/**
 * Tells what kind of device a serial number belongs to: `arn:PART:iam::ACCT:mfa/NAME` is virtual,
 * `arn:PART:iam::ACCT:u2f/…` a passkey or security key, anything else a hardware token.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html
 */
export function deviceOf(serialNumber: string): MfaDevice {
  if (/^arn:[^:]*:iam::[^:]*:u2f\//.test(serialNumber)) return { serialNumber, kind: 'passkey' };
  if (/^arn:[^:]*:iam::[^:]*:mfa\//.test(serialNumber)) return { serialNumber, kind: 'virtual' };
  return { serialNumber, kind: 'hardware' };
}

/** Can this device make the six-digit codes that MFA Delete needs? */
export function makesCodes(device: MfaDevice): boolean {
  return device.kind !== 'passkey';
}
