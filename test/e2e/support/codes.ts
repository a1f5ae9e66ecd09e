import { Secret, TOTP } from 'otpauth';
import type { PracticeServer } from './practice-server.js';

/** What the first device of somebody that makes codes shows now. */
export function codeOf({ mfaDevices }: PracticeServer, owner: string): string {
  const secret = mfaDevices.find((device) => device.owner === owner && device.secret !== null)?.secret;
  if (!secret) throw new Error(`${owner} has no device that makes codes`);
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}
