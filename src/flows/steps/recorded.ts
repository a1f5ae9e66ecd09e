import { setMaxListeners } from 'node:events';
import { type Clients, connect, s3EndpointUrl } from '../../aws/clients.js';
import type { Context } from '../../context.js';
import { worstExitCode } from '../../core/exit-codes.js';
import { isFailure } from '../../core/failure.js';
import { openRunRecord, type RunRecord } from '../../state/run-record.js';
import type { CommandResult } from '../command-result.js';
import type { SignedIn } from './sign-in.js';

/** What work that changes something is given. */
export type RecordedSetting = {
  record: RunRecord;
  /** Clients whose requests go on after Ctrl-C, so that what was sent can still be read back, and undone. */
  steadyClients: Clients;
  /** Twelve digits; `null` on servers without accounts. */
  owner: string | null;
};

/**
 * Does work that changes something, with a record of it from its first line to its exit code.
 * @param run the command and the buckets it sets out to change
 * @throws Failure `local-file` when the record cannot be kept; nothing was sent if that is known before the work begins
 */
export async function recorded(
  run: { command: string; buckets: readonly string[] },
  signedIn: SignedIn,
  context: Context,
  work: (setting: RecordedSetting) => Promise<CommandResult>,
): Promise<CommandResult> {
  const { identity, credentials, clients } = signedIn;
  const record = openRunRecord(context.stateDirectory, run.command, () => context.clock.now());
  const never = new AbortController().signal;
  // Every request in flight listens; Node would warn from the eleventh on.
  setMaxListeners(0, never);
  const steadyClients = await connect({ ...context.connection, interruption: never }, credentials);
  try {
    record.write({
      event: 'start',
      command: run.command,
      tool: context.tool,
      identity,
      accessKeyIdLast4: credentials.accessKeyId.slice(-4),
      endpoint: s3EndpointUrl(clients),
      buckets: [...run.buckets],
    });
    const result = await work({ record, steadyClients, owner: identity?.account ?? null });
    return ended(result, record, context);
  } finally {
    steadyClients.close();
    record.close();
  }
}

/** The work is done by now: where its record cannot be finished, its result is reported all the same, and not as a success. */
function ended(result: CommandResult, record: RunRecord, { ui }: Context): CommandResult {
  try {
    record.write({ event: 'end', exitCode: result.exitCode });
    return result;
  } catch (problem) {
    if (!isFailure(problem)) throw problem;
    ui.error(problem.message, problem.hints);
    return { ...result, exitCode: worstExitCode([result.exitCode, problem.exitCode]) };
  }
}
