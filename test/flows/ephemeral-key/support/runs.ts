import { expect } from 'vitest';
import { PHONE, type PracticeContext } from '../../../support/practice-context.js';
import type { ScriptLine } from '../../../support/scripted-ui.js';
import { furtherKeys, notesOnDisk, signersOf } from '../../support/root-keys.js';
import { runEnable } from '../../support/runs.js';
import { consoleSession } from '../../support/signers.js';

/** A bucket that is on, as the account keeps it. */
export const ON = { status: 'Enabled', mfaDelete: 'Enabled' };
/** One that is off. */
export const OFF = { status: 'Enabled', mfaDelete: null };

/** A run off a terminal, with a code to hand over when it is asked for. */
export const inAScript = (aws: PracticeContext) => ({ buckets: ['ledger-ready'], yes: true, ephemeralRootKey: true, mfaSerials: [PHONE], mfaCode: aws.code(), rootKey: undefined });

/** Runs it with a session of the root user. */
export async function run(aws: PracticeContext, options: Parameters<typeof runEnable>[1] = {}, session = consoleSession(aws)) {
  const ended = await runEnable(aws, { ...inAScript(aws), ...options }, { signer: session });
  return { ended, session, signers: (operation: string) => signersOf(aws, operation, session.accessKeyId) };
}

/** The questions of a run on a terminal until the code. */
export const untilTheCode: readonly ScriptLine[] = [['Which credentials', 'environment'], ['Which device', PHONE], ['Turn on MFA Delete on', true]];

/** What holds wherever a key was made and is gone: none is left, and no note. */
export function expectNothingLeft(aws: PracticeContext): void {
  expect({ keys: furtherKeys(aws), notes: notesOnDisk(aws) }).toEqual({ keys: [], notes: [] });
}
