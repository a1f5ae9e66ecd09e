import { endpointUrlOf } from '../../../aws/connection/code-travel.js';
import type { Context } from '../../../context.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import { openRunRecord, type RunRecord } from '../../../state/run-record.js';
import type { CommandResult } from '../../command-result.js';
import type { SignedInToIam } from '../sign-in/sign-in-to-iam.js';

/** The record of a run that may get a session; there is none until a code is about to be asked for. */
type SessionRecord = {
  open(): RunRecord;
  /** Notes where the session was written. */
  keep(place: { file: string; section: string; accessKeyId: string; expiresAt: number }): void;
  /** `null` where nothing was recorded. */
  path(): string | null;
};

/** Does work with such a record, and closes it. @throws Failure `local-file` when it cannot be kept */
export async function withSessionRecord(
  command: string,
  { identity, credentials, clients }: SignedInToIam,
  context: Context,
  work: (record: SessionRecord) => Promise<CommandResult>,
): Promise<CommandResult> {
  let record: RunRecord | null = null;
  const open = (): RunRecord => {
    record = openRunRecord(context.stateDirectory, command, () => context.clock.now());
    const accessKeyIdLast4 = lastFour(credentials.accessKeyId);
    record.write({ event: 'start', command, tool: context.tool, identity, accessKeyIdLast4, endpoint: endpointUrlOf(clients, 'sts'), buckets: [] });
    return record;
  };
  const opened = (): RunRecord | null => record;
  try {
    const result = await work({
      open,
      keep: ({ file, section, accessKeyId, expiresAt }) =>
        opened()?.write({ event: 'session-kept', file, section, accessKeyIdLast4: lastFour(accessKeyId), expiresAt: new Date(expiresAt).toISOString() }),
      path: () => opened()?.path ?? null,
    });
    opened()?.write({ event: 'end', exitCode: result.exitCode });
    return result;
  } finally {
    opened()?.close();
  }
}
