import { readFileSync } from 'node:fs';
import path from 'node:path';
import { session, type SessionCommandOptions } from '../../../../src/flows/session.js';
import type { FlowRun, PracticeContext, RunOptions } from '../../../support/practice-context.js';
import { userKey } from '../../support/signers.js';

/** The MFA device of the user `admin`. */
export const ADMIN_DEVICE = 'arn:aws:iam::111122223333:mfa/admin';

/** What `session` is asked where nothing is said. */
export const nothingSaid: SessionCommandOptions = {
  ...{ to: 'mfa', print: null, durationSeconds: null, renew: false },
  ...{ mfaSerials: [], mfaCode: undefined, mfaProcess: undefined },
};

/** Runs `session` as the user `admin`, who types the code that the device shows. */
export function runSession(aws: PracticeContext, options: Partial<SessionCommandOptions> = {}, run: RunOptions = {}): Promise<FlowRun> {
  const typed: RunOptions = { signer: userKey(aws, 'admin'), script: [['Code of `admin`', () => aws.code(ADMIN_DEVICE)]], ...run };
  return aws.run('session', (context) => session({ ...nothingSaid, ...options }, context), typed);
}

/** The shared credentials file. */
export function credentialsFile({ home }: PracticeContext): string {
  return path.join(home, '.aws', 'credentials');
}

/** What stands in the shared credentials file. */
export function credentialsText(aws: PracticeContext): string {
  return readFileSync(credentialsFile(aws), 'utf8');
}
