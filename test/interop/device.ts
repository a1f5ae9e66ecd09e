import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Secret, TOTP } from 'otpauth';
import { quote } from 'shlex';
import { temporaryHome } from '../support/temporary-home.js';
import { administer, gateway, type GatewayUser } from './gateway.js';
import { wrongCode } from './wrong-code.js';

/** A one-time password device that the gateway knows, and the program that shows its codes. */
export type Device = {
  serialNumber: string;
  /** `otpauth://` URI: what an authenticator app scans. */
  uri: string;
  /** The six digits of now. */
  code(): string;
  /** Six digits that the device does not show now nor in the steps around. */
  wrongCode(): string;
  /** Shows the codes of this device alone. */
  process: CodeProgram;
};

/** A program for `--mfa-process`. */
export type CodeProgram = {
  /** Flags and environment that let the program under test ask for codes by itself. */
  args: string[];
  env: Record<string, string>;
  /** The serial numbers whose codes were asked for, in order. */
  asked(): Promise<string[]>;
};

/**
 * Registers a fresh device: each has its own spent codes, so no test waits for the next step.
 * @param user who owns it
 * @param periodSeconds how long a code lasts; long ones keep two requests inside one step without waiting for its start
 */
export async function newDevice(user: GatewayUser = gateway.owner, periodSeconds = 30): Promise<Device> {
  const serialNumber = `arn:aws:iam::000000000000:mfa/${randomUUID()}`;
  const totp = new TOTP({ secret: new Secret(), period: periodSeconds });
  const seed = [`--totp-seed=${totp.secret.hex}`, '--totp-seed-type=hex', `--totp-seconds=${periodSeconds}`, '--totp-window=1'];
  await administer('mfa', 'create', `--uid=${user.uid}`, `--totp-serial=${serialNumber}`, ...seed);
  const uri = totp.toString();
  return {
    serialNumber,
    uri,
    code: () => totp.generate(),
    wrongCode: () => wrongCode(totp),
    process: codeProgram({ serialNumber, uri }),
  };
}

/** The program that shows the codes of several devices. */
export function codeProgram(...devices: Pick<Device, 'serialNumber' | 'uri'>[]): CodeProgram {
  const shown = path.join(temporaryHome(), 'codes-asked');
  const program = [process.execPath, fileURLToPath(new URL('show-code.mjs', import.meta.url))];
  const serials = devices.flatMap(({ serialNumber }) => ['--mfa-serial', serialNumber]);
  const uris = Object.fromEntries(devices.map(({ serialNumber, uri }) => [serialNumber, uri]));
  return {
    args: [...serials, '--mfa-process', `${program.map(quote).join(' ')} {serial}`],
    env: { DEVICE_URIS: JSON.stringify(uris), DEVICE_SHOWN: shown },
    asked: async () => (await readFile(shown, 'utf8').catch(() => '')).split('\n').filter(Boolean),
  };
}

/** Two codes have to fall into one step of the server's real clock: waits for the next one where this one is nearly over. */
export async function enoughOfThisStep(neededMs: number): Promise<void> {
  const leftMs = 30_000 - (Date.now() % 30_000);
  if (leftMs < neededMs) await delay(leftMs);
}
