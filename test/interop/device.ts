import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Secret, TOTP } from 'otpauth';
import { quote } from 'shlex';
import { gateway, type GatewayUser } from './gateway.js';

/** A one-time password device that the gateway knows, and the program that shows its codes. */
export type Device = {
  serialNumber: string;
  /** The six digits of now. */
  code(): string;
  /** Six digits that the device does not show now nor in the steps around. */
  wrongCode(): string;
  /** Flags and environment that let the program under test ask for codes by itself. */
  process: { args: string[]; env: Record<string, string> };
  /** Codes that were asked for through `process` (count). */
  codesShown(): Promise<number>;
};

/**
 * Registers a fresh device: each has its own spent codes, so no test waits for the next step.
 * @param user who owns it
 * @param periodSeconds how long a code lasts; long ones keep two requests inside one step without waiting for its start
 */
export async function newDevice(user: GatewayUser = gateway.owner, periodSeconds = 30): Promise<Device> {
  const serialNumber = `arn:aws:iam::000000000000:mfa/${randomUUID()}`;
  const totp = new TOTP({ secret: new Secret(), period: periodSeconds });
  await promisify(execFile)('radosgw-admin', [
    ...['-c', gateway.cephConfiguration, 'mfa', 'create', `--uid=${user.uid}`, `--totp-serial=${serialNumber}`],
    ...[`--totp-seed=${totp.secret.hex}`, '--totp-seed-type=hex', `--totp-seconds=${periodSeconds}`, '--totp-window=1'],
  ]);
  const shown = path.join(tmpdir(), `${randomUUID()}.codes`);
  const program = [process.execPath, fileURLToPath(new URL('show-code.mjs', import.meta.url))];
  return {
    serialNumber,
    code: () => totp.generate(),
    wrongCode: () => wrongCode(totp),
    process: {
      args: ['--mfa-serial', serialNumber, '--mfa-process', `${program.map(quote).join(' ')} {serial}`],
      env: { DEVICE_URI: totp.toString(), DEVICE_SHOWN: shown },
    },
    codesShown: async () => (await readFile(shown, 'utf8').catch(() => '')).split('\n').length - 1,
  };
}

function wrongCode(totp: TOTP): string {
  const candidates = ['918273', '827364', '736455', '645546', '554637', '463728'];
  const refused = candidates.find((token) => totp.validate({ token, window: 2 }) === null);
  if (refused === undefined) throw new Error('every candidate is valid, which five steps cannot be');
  return refused;
}
