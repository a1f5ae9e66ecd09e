import { Failure } from '../../../core/failures/failure.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';

const deviceConsole = 'https://console.aws.amazon.com/iam/home#/security_credentials';

/**
 * Nobody can read a code from what is there.
 * @param found what IAM lists: nothing, or devices that make no codes
 * @param owner whose they are, in words
 */
export function noUsableDevice(found: readonly MfaDevice[], owner: string): Failure {
  const problem = found.length === 0 ? 'has no MFA device' : 'has only passkeys or security keys, which make no six-digit codes';
  return new Failure('no-code-device', `${owner} ${problem}`, {
    hints: [
      `as ${owner}, add an authenticator app: ${deviceConsole} → "Assign MFA device" → "Authenticator app" (up to eight devices, the passkey can stay)`,
      'then run this again',
    ],
  });
}
