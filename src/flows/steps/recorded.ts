import { s3EndpointUrl } from '../../aws/connection/code-travel.js';
import type { Context } from '../../context.js';
import { worstExitCode } from '../../core/failures/exit-codes.js';
import { isFailure } from '../../core/failures/failure.js';
import { lastFour } from '../../core/root-keys/root-key.js';
import { openRunRecord, type RunRecord } from '../../state/run-record.js';
import type { CommandResult } from '../command-result.js';
import { type CodedWork, type RunSigner, signerFor } from './keys/run-signer.js';
import type { SignedIn } from './sign-in/sign-in.js';

/** What work that changes something is given. */
export type RecordedSetting = Omit<RunSigner, 'close'> & {
  record: RunRecord;
  /** Twelve digits; `null` on servers without accounts. */
  owner: string | null;
};

/**
 * Does work that changes something, with a record of it from its first line to its exit code.
 * @param run the command and the buckets it sets out to change; `coded` says what codes are meant for, where there are any
 * @throws Failure `local-file` when the record cannot be kept; nothing was sent if that is known before the work begins.
 *   What {@link signerFor} throws
 */
export async function recorded(
  run: { command: string; buckets: readonly string[]; coded?: CodedWork },
  signedIn: SignedIn,
  context: Context,
  work: (setting: RecordedSetting) => Promise<CommandResult>,
): Promise<CommandResult> {
  const { identity, credentials, clients } = signedIn;
  const record = openRunRecord(context.stateDirectory, run.command, () => context.clock.now());
  try {
    record.write({
      event: 'start',
      command: run.command,
      tool: context.tool,
      identity,
      accessKeyIdLast4: lastFour(credentials.accessKeyId),
      endpoint: s3EndpointUrl(clients),
      buckets: [...run.buckets],
    });
    const signer = await signerFor(run.coded ?? { codes: 0, buckets: [] }, signedIn, record, context);
    return ended(await withSigner(signer, { record, owner: identity?.account ?? null }, work), record, context);
  } finally {
    record.close();
  }
}

/** A key that the run made is deleted in every ending, also where the work throws. */
async function withSigner(signer: RunSigner, setting: Omit<RecordedSetting, keyof RunSigner>, work: (setting: RecordedSetting) => Promise<CommandResult>): Promise<CommandResult> {
  try {
    const result = await work({ ...signer, ...setting });
    const left = await signer.release();
    return left === null ? result : { ...result, exitCode: worstExitCode([result.exitCode, left.exitCode]) };
  } finally {
    await signer.release();
    signer.close();
  }
}

/** The work is done by now: where its record cannot be finished, its result is reported all the same, and not as a success. */
function ended(result: CommandResult, record: RunRecord, { ui }: Context): CommandResult {
  try {
    record.write({ event: 'end', exitCode: result.exitCode });
    return result;
  } catch (problem) {
    if (!isFailure(problem)) throw problem;
    ui.error(problem);
    return { ...result, exitCode: worstExitCode([result.exitCode, problem.exitCode]) };
  }
}
