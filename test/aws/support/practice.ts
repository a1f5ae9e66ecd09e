import { setMaxListeners } from 'node:events';
import { onTestFinished, vi } from 'vitest';
import { type Clients, connect } from '../../../src/aws/connection/clients.js';
import { practiceCredentials } from '../../../src/aws/credentials/credentials.js';
import { mintOneTimeCode, type OneTimeCode } from '../../../src/core/one-time-code.js';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { textContent } from '../../../src/sandbox/seed/objects.js';
import { type PracticeAccountHandle, type PracticeAccountOptions, startPracticeAccount } from '../../../src/sandbox/start.js';
import { settingsWith } from './connection.js';

/** A practice account in frozen time, signed in to as the root user. */
export type SignedInPractice = {
  practice: PracticeAccountHandle;
  clients: Clients;
  bucket(name: string): Bucket;
  /** A code of the root user's phone that was not used yet: time goes on for each. */
  code(): OneTimeCode;
};

/** Starts it for the running test. */
export async function signedInPractice(options: PracticeAccountOptions = {}): Promise<SignedInPractice> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-04T12:00:02Z') });
  const practice = await startPracticeAccount(options);
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  const settings = settingsWith({ endpointUrl: practice.endpoint, interruption: never, maxSockets: 32 });
  const clients = await connect(settings, practiceCredentials(practice.root.accessKeyId, practice.root.secretAccessKey, settings));
  onTestFinished(async () => {
    clients.close();
    await practice.close();
    vi.useRealTimers();
  });
  const phone = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
  return {
    practice,
    clients,
    bucket(name) {
      const found = practice.account.buckets.find(name);
      if (found === undefined) throw new Error(`there is no bucket ${name}`);
      return found;
    },
    code() {
      vi.setSystemTime(Date.now() + 30_000);
      return mintOneTimeCode(phone, practice.code(phone));
    },
  };
}

/** Writes so many versions of a key, a second apart; the oldest first. */
export function write(bucket: Bucket, key: string, versions = 1): void {
  for (let index = 0; index < versions; index += 1) {
    bucket.objects.put(key, textContent(`${index}`), { versioning: 'Enabled', at: Date.now() - (versions - index) * 1000 });
  }
}
