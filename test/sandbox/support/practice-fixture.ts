import { afterEach, vi } from 'vitest';
import type { S3Client } from '@aws-sdk/client-s3';
import { type PracticeAccountHandle, type PracticeAccountOptions, startPracticeAccount } from '../../../src/sandbox/start.js';
import { clientsOf, keyOf, type SigningKey } from './practice-clients.js';

/** A fixed point in time, two seconds into a code step. */
export const NOON = Date.parse('2026-03-04T12:00:02Z');

export const ROOT_DEVICE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';

/** A practice account with its clock in the test's hand, and what most tests ask of it. */
export type PracticeFixture = PracticeAccountHandle & {
  s3: S3Client;
  /** `SERIAL CODE` with a code that was not used yet: time goes on by one step. */
  mfa(serialNumber?: string): string;
  /** A client with another key, or another region. */
  as(who: SigningKey | string, region?: string): S3Client;
};

const started: PracticeAccountHandle[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(started.splice(0).map((practice) => practice.close()));
});

/** Starts a practice account at noon; it is closed after the test. */
export async function practiceAccount(options: PracticeAccountOptions = {}): Promise<PracticeFixture> {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  const practice = await startPracticeAccount(options);
  started.push(practice);
  return {
    ...practice,
    s3: clientsOf(practice, practice.root).s3,
    mfa(serialNumber = ROOT_DEVICE) {
      vi.setSystemTime(Date.now() + 30_000);
      return `${serialNumber} ${practice.code(serialNumber)}`;
    },
    as: (who, region) => clientsOf(practice, typeof who === 'string' ? keyOf(practice, who) : who, region).s3,
  };
}

/** All that a refused call said: status, code, message, the extra elements, the headers. */
export type Refusal = {
  status: number | undefined;
  code: string;
  message: string;
  headers: Record<string, string>;
  [extra: string]: unknown;
};

/** What a call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (reason: unknown) => reason as Error & { $metadata?: { httpStatusCode?: number }; $response?: { headers: Record<string, string> } },
  );
  return {
    ...(error as unknown as Record<string, unknown>),
    status: error.$metadata?.httpStatusCode,
    code: error.name,
    message: error.message,
    headers: error.$response?.headers ?? {},
  };
}
