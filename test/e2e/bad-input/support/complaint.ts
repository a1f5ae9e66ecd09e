import { expect } from 'vitest';
import type { ProgramResult } from '../../../support/built-program.js';
import { expectValid } from '../../../support/schema.js';

/** What the failure document says is wrong. */
export type Complaint = { kind: string; message: string; hints: string[] };

/**
 * Passes a run with `--json` that ended with one clear error: a valid failure document on stdout, and the same on
 * stderr as one `error:` line, which ends with its kind, and its hints.
 * @returns what the document says
 */
export function complaintOf({ exitCode, stdout, stderr }: ProgramResult, expectedExitCode: number): Complaint {
  expect({ exitCode, stderr }).toMatchObject({ exitCode: expectedExitCode });
  expectValid(stdout, 'failure');
  const { error } = JSON.parse(stdout) as { error: Complaint };
  expect(stderr.match(/^error: .*$/gm), stderr).toEqual([expect.stringMatching(new RegExp(` \\[${error.kind}\\]$`))]);
  expect(error.message).not.toMatch(/^[A-Z][a-z]|\.$/);
  expect(error.hints, 'an error without a hint').not.toEqual([]);
  return error;
}

/** The document of a run of `enable`, `disable` or `suspend` with `--json`, checked against its schema. */
export function switchDocument({ stdout }: ProgramResult): { buckets: SwitchedBucket[]; record: string | null } {
  expectValid(stdout, 'enable');
  return JSON.parse(stdout) as { buckets: SwitchedBucket[]; record: string | null };
}

/** One bucket of a {@link switchDocument}. */
export type SwitchedBucket = {
  name: string;
  outcome: string;
  error: Complaint | null;
  lifecycleBackup: string | null;
  plan: { blockers: Complaint[]; cautions: string[] };
  before: { versioning: string | null; mfaDelete: string | null };
  after: { versioning: string | null; mfaDelete: string | null };
};
