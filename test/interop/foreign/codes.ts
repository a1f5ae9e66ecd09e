import { Secret, TOTP } from 'otpauth';
import type { PracticeDocument } from '../../e2e/support/practice-server.js';
import { wrongCode } from '../wrong-code.js';

/** A device of the practice account, and what it shows. */
export type PracticeDevice = {
  serialNumber: string;
  /** The six digits of now. */
  code(): string;
  /** Six digits that it does not show now. */
  wrongCode(): string;
  /** `SERIAL CODE` of now: what `--mfa` and the header `x-amz-mfa` hold. */
  mfa(): string;
};

/** The devices of `root` or of an IAM user that make codes. Several let a test use several codes without waiting. */
export function devicesOf({ mfaDevices }: PracticeDocument, owner: string): [PracticeDevice, ...PracticeDevice[]] {
  const [first, ...others] = mfaDevices.flatMap(({ serialNumber, secret, owner: whose }) =>
    whose === owner && secret !== null ? [deviceOf(serialNumber, secret)] : [],
  );
  if (first === undefined) throw new Error(`${owner} has no device that makes codes`);
  return [first, ...others];
}

/** Key of an IAM user of the practice account. */
export function keyOf({ users }: PracticeDocument, userName: string): { accessKeyId: string; secretAccessKey: string } {
  const user = users.find((candidate) => candidate.userName === userName);
  if (user === undefined) throw new Error(`there is no user ${userName}`);
  return user;
}

function deviceOf(serialNumber: string, secret: string): PracticeDevice {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = () => totp.generate();
  return { serialNumber, code, wrongCode: () => wrongCode(totp), mfa: () => `${serialNumber} ${code()}` };
}
