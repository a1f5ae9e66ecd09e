import { expect, onTestFinished } from 'vitest';
import { parseFault } from '../../../../src/sandbox/faults/words.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../../../src/sandbox/start.js';
import type { AnsweredCall } from '../../../../src/sandbox/types.js';

/** The root user's virtual device in every practice account. */
export const PHONE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';

type Key = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** A practice account in the test process, for the built program to work on. */
export type Account = PracticeAccountHandle & {
  /** Environment of a program that works there, with the root user's key unless another is given. */
  environment(key?: Key): Record<string, string | undefined>;
  /** Names of the operations that were asked for and would change something, in order. */
  writes(): string[];
  /** Versioning and MFA Delete of a bucket, as the account keeps them. */
  stateOf(bucket: string): { status: string | null; mfaDelete: string | null } | undefined;
  /** `--mfa-serial` and `--mfa-code` with what the root user's phone shows now. */
  coded(): string[];
  /** Does something the next time an operation is answered, just before the answer goes out. */
  onceAnswering(operation: string, act: (call: AnsweredCall) => void): void;
  /** From now on, holds every answer back for so long (ms). */
  holdAnswers(ms: number): void;
};

/**
 * Starts a practice account that ends with the test.
 * @param faults as `sandbox --fault` takes them
 */
export async function startAccount(...faults: string[]): Promise<Account> {
  const pending: { operation: string; act: (call: AnsweredCall) => void }[] = [];
  const practice = await startPracticeAccount({
    faults: faults.map(parseFault),
    onAnswered(call) {
      const due = pending.findIndex(({ operation }) => operation === call.operation);
      if (due >= 0) pending.splice(due, 1)[0]?.act(call);
    },
  });
  onTestFinished(() => practice.close());
  return {
    ...practice,
    environment: (key = practice.root) => ({
      AWS_ENDPOINT_URL: practice.endpoint,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_SESSION_TOKEN: key.sessionToken,
    }),
    writes: () => practice.account.calls.map(({ operation }) => operation).filter((operation) => /^(Put|Delete|Create|Update)/.test(operation)),
    stateOf: (bucket) => practice.account.buckets.find(bucket)?.versioning(),
    coded: () => ['--mfa-serial', PHONE, '--mfa-code', practice.code(PHONE)],
    onceAnswering: (operation, act) => void pending.push({ operation, act }),
    holdAnswers: (ms) => practice.account.faults.add({ name: 'latency', amount: ms, operation: null }),
  };
}

/** The bucket of the practice account that only waits to be enabled. */
export const READY = 'ledger-ready';
/** The bucket that is on. */
export const PROTECTED = 'payments-protected';

/** Passes where nothing was changed and no code was sent. */
export function expectUntouched(account: Account): void {
  expect(account.writes()).toEqual([]);
}
