import type { Clients } from '../../../aws/connection/clients.js';
import { s3EndpointUrl } from '../../../aws/connection/code-travel.js';
import type { SigningCredentials } from '../../../aws/credentials/credentials.js';
import { createRootKey, listRootKeys } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure, isFailure, isRefusal, unlessFailed } from '../../../core/failures/failure.js';
import { type KeyIntent, keysMadeSince, tooShortFor } from '../../../core/root-keys/ephemeral-key.js';
import { lastFour, type RootKey } from '../../../core/root-keys/root-key.js';
import { type EphemeralKeyFile, noteKeyIntent } from '../../../state/ephemeral-key-file.js';
import { deleteKeyCommand, listKeysCommand } from './delete-key-command.js';
import { deleteWith } from './delete-with.js';
import { checkRoomForKey, noRoom } from './room-for-key.js';
import { rootKeyReminders } from './root-key-reminders.js';

/** A key that was made, and the note of it. */
export type MadeKey = {
  credentials: SigningCredentials;
  file: EphemeralKeyFile;
  /** Takes the key from what is said to stay if the run ends here. */
  forget(): void;
};

/** Pauses between looks for a key whose making was not answered (ms). About 10 s in all. */
const PAUSES_MS = [0, 1_000, 2_000, 3_000, 4_000];

/**
 * Makes a root access key with a session of the root user. Its intent is noted before anything is sent, its id as soon
 * as it is known; the secret stays in memory.
 * @param session clients that sign with the session and go on after Ctrl-C: an answer that is cut off is a key that is lost
 * @param codes that the run is going to spend (count)
 * @throws Failure where there is no key: `expired-credentials`, `session-credentials`, `root-key-limit`, `local-file`;
 *   `root-key-left` where there may be one
 */
export async function createEphemeralKey(session: Clients, account: string, codes: number, context: Context): Promise<MadeKey> {
  context.interruption.throwIfAborted();
  const tooShort = tooShortFor(codes, session.credentials, context.clock.now());
  if (tooShort !== null) throw tooShort;
  const before = await checkRoomForKey(session, context);
  const intent: KeyIntent = {
    ...{ account, endpoint: s3EndpointUrl(session), accessKeyId: null },
    intendedAt: context.clock.now() + (session.clockOffset() ?? 0),
    keysBefore: before.map(({ accessKeyId }) => accessKeyId),
  };
  const file = await noteKeyIntent(context.stateDirectory, intent);
  const answered = context.changes.leave(`a root access key may have been made for this run, and nobody has its secret; look for it, and delete it: \`${listKeysCommand(session, context)}\``);
  let made: Awaited<ReturnType<typeof createRootKey>>;
  try {
    made = await createRootKey(session);
  } catch (error) {
    const failure = await withoutKey(asFailure(error), intent, file, session, context);
    if (!isFailure(failure, 'root-key-left')) answered();
    throw failure;
  }
  const { accessKeyId } = made.key;
  const forget = context.changes.leave(
    `root access key …${lastFour(accessKeyId)} was made for this run and may still be there; delete it: \`${deleteKeyCommand(accessKeyId, session, context)}\``,
  );
  answered();
  return { ...(await noted(made, file, session, context)), forget };
}

/** Whatever was not refused may have been carried out, also where this program did not understand the answer. */
async function withoutKey(failure: Failure, intent: KeyIntent, file: EphemeralKeyFile, session: Clients, context: Context): Promise<Failure> {
  if (!isRefusal(failure)) return afterLostAnswer(failure, intent, file, session, context);
  await file.remove();
  return refused(failure, session, context);
}

/** Where the id cannot be kept, the key must not be: nobody would know of it after a crash. */
async function noted({ key, credentials }: Awaited<ReturnType<typeof createRootKey>>, file: EphemeralKeyFile, session: Clients, context: Context): Promise<Omit<MadeKey, 'forget'>> {
  try {
    await file.noteId(key.accessKeyId);
  } catch (error) {
    const problem = await deleteWith([session], { accessKeyId: key.accessKeyId, isNew: true }, context.clock);
    if (problem !== null) {
      const hints = [`delete it: \`${deleteKeyCommand(key.accessKeyId, session, context)}\``];
      context.ui.error({ kind: 'root-key-left', message: `root access key …${lastFour(key.accessKeyId)} was made and could not be deleted`, hints });
    }
    throw error;
  }
  return { credentials, file };
}

/** Falls back on what a person can do by hand, with one line on why. */
async function refused(failure: Failure, session: Clients, context: Context): Promise<Failure> {
  if (failure.aws?.code === 'LimitExceeded') return noRoom(await listRootKeys(session), session, context);
  if (!isFailure(failure, 'access-denied', 'unknown-access-key', 'unexpected-answer')) return failure;
  const code = failure.aws?.code ?? `status ${failure.aws?.httpStatus}`;
  for (const line of rootKeyReminders()) context.ui.line(line);
  return new Failure('session-credentials', `AWS does not let this session make a root access key (${code}), so it has to be made by hand in the console`, {
    hints: [...failure.hints.slice(0, 1), 'then run this again without `--ephemeral-root-key` and paste the key'],
    aws: failure.aws,
    cause: failure,
  });
}

/** The key may be there, and nobody has its secret: it is looked for in the list, and deleted if the person says so. */
async function afterLostAnswer(failure: Failure, intent: KeyIntent, file: EphemeralKeyFile, session: Clients, context: Context): Promise<Failure> {
  const { ui } = context;
  ui.warning(`${failure.message}; looking whether the key was made`, failure.kind);
  const found = await ui.during('Looking for a new root access key', () => lookForNew(intent, session, context));
  const why = 'the answer to iam:CreateAccessKey was lost';
  if (found.length === 0) {
    return new Failure('root-key-left', `${why}, and AWS lists no new key so far; it may still appear`, {
      hints: [`look in a few minutes: \`${listKeysCommand(session, context)}\``, 'the next run that signs in here looks as well, and offers to delete it'],
      cause: failure,
    });
  }
  const [only] = found;
  if (found.length === 1 && only !== undefined) {
    await file.noteId(only.accessKeyId);
    const question = `Root access key …${lastFour(only.accessKeyId)} is new in the list, and nobody has its secret. Delete it?`;
    if (ui.canAsk && (await ui.confirm(question, true)) && (await deleteWith([session], { accessKeyId: only.accessKeyId, isNew: false }, context.clock)) === null) {
      await file.remove();
      ui.success(`root access key …${lastFour(only.accessKeyId)} deleted`);
      return new Failure(failure.kind, `${why}; the key that it made is deleted, and nothing else was changed`, { hints: ['run this again'], cause: failure });
    }
  }
  return new Failure('root-key-left', `${why}; AWS lists ${found.length === 1 ? 'a new key, and' : 'new keys, and'} nobody has the secret`, {
    hints: found.map(({ accessKeyId }) => `if you know of no other reason for it, delete it: \`${deleteKeyCommand(accessKeyId, session, context)}\``),
    cause: failure,
  });
}

async function lookForNew(intent: KeyIntent, session: Clients, { clock }: Context): Promise<RootKey[]> {
  for (const pause of PAUSES_MS) {
    if (pause > 0) await clock.sleep(pause);
    const found = keysMadeSince(intent, await unlessFailed(listRootKeys(session), []));
    if (found.length > 0) return found;
  }
  return [];
}
