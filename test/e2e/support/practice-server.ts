import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Secret, TOTP } from 'otpauth';
import { onTestFinished } from 'vitest';
import { programPath } from '../../support/built-program.js';
import { isolatedEnvironment } from '../../support/isolated-environment.js';
import { temporaryHome } from '../../support/temporary-home.js';

type Key = { accessKeyId: string; secretAccessKey: string };

/** The first line of `sandbox --json` (contract, section 6). */
export type PracticeDocument = {
  endpoint: string;
  region: string;
  accountId: string;
  root: Key;
  users: (Key & { userName: string })[];
  mfaDevices: { serialNumber: string; owner: string; secret: string | null }[];
  buckets: { name: string; region: string; for: string; mfaDelete: 'Enabled' | 'Disabled'; versions: number }[];
};

/** A `sandbox` process of the built program. */
export type PracticeServer = PracticeDocument & {
  document: PracticeDocument;
  /** Sends the signal and waits; the exit code, `null` where the signal itself ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Environment of a program that works there, with the root user's key unless another is given. */
  environment(key?: Key): Record<string, string>;
};

/** Starts `s3-mfa-delete sandbox --json` on a free port; it is stopped with the test. */
export async function startPracticeServer(...args: string[]): Promise<PracticeServer> {
  const child = spawn(process.execPath, [programPath, 'sandbox', '--json', '--port', '0', ...args], {
    env: isolatedEnvironment(temporaryHome()),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return exit;
  };
  onTestFinished(async () => void (await stop()));
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), exit.then(endedEarly)])) as [string];
  const document = JSON.parse(line) as PracticeDocument;
  const environment = (key: Key = document.root) => ({
    AWS_ENDPOINT_URL: document.endpoint,
    AWS_REGION: document.region,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  });
  return { ...document, document, stop, environment };
}

function endedEarly(exitCode: number | null): never {
  throw new Error(`the practice server ended with ${exitCode} before it was ready`);
}

/** The root user's first device that makes codes, and the six digits it shows now, as an authenticator app would. */
export function rootDevice({ mfaDevices }: PracticeDocument): { serialNumber: string; code(): string } {
  const device = mfaDevices.find(({ owner, secret }) => owner === 'root' && secret !== null);
  if (!device?.secret) throw new Error('the practice account has no root device that makes codes');
  const totp = new TOTP({ secret: Secret.fromBase32(device.secret) });
  return { serialNumber: device.serialNumber, code: () => totp.generate() };
}

/** The bucket that was seeded for something, for example `ready`. */
export function bucketFor({ buckets }: PracticeDocument, purpose: string): string {
  const bucket = buckets.find((candidate) => candidate.for.includes(purpose));
  if (bucket === undefined) throw new Error(`no bucket is for "${purpose}"`);
  return bucket.name;
}
