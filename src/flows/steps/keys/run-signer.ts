import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import { type Clients, connect } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure } from '../../../core/failures/failure.js';
import { briefProof } from '../../../core/root-keys/key-proof.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import type { RunRecord } from '../../../state/run-record.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { awaitKey } from './await-key.js';
import { createEphemeralKey, type MadeKey } from './create-ephemeral-key.js';
import { deleteKeyCommand } from './delete-key-command.js';
import { deleteWith } from './delete-with.js';
import { proveKeyRefused } from './prove-key-refused.js';
import { steadyClientsOf } from './steady-clients.js';

/** What a run signs with: what it signed in with, or a key of its own. */
export type RunSigner = {
  /** For requests that carry codes. */
  clients: Clients;
  /** Clients whose requests go on after Ctrl-C, so that what was sent can still be read back, and undone. */
  steadyClients: Clients;
  /** Last four characters of the key that the run made for itself; `null` where it made none. */
  ephemeralKey: string | null;
  /**
   * Deletes the key that the run made, and says how that went; does nothing where there is none, or the second time.
   * Requests that carry codes are over then.
   * @returns why the key may still be there; `null` once it is gone
   */
  release(): Promise<Failure | null>;
  /** Closes the connections. */
  close(): void;
};

/** What a run is going to send codes to. */
export type CodedWork = { codes: number; buckets: readonly BucketAddress[] };

/**
 * The signer of a run. Where a session of the root user signed in and codes are going to be spent, it makes the root
 * access key, waits until AWS accepts it, and stands for its deletion in every ending.
 * @throws Failure where there is no key to work with; one that was made is deleted before
 */
export async function signerFor(work: CodedWork, signedIn: SignedIn, record: RunRecord, context: Context): Promise<RunSigner> {
  const session = await steadyClientsOf(signedIn.credentials, context.connection);
  const account = signedIn.identity?.account;
  if (!signedIn.makesKey || work.codes === 0 || account === undefined) {
    return { clients: signedIn.clients, steadyClients: session, ephemeralKey: null, release: async () => null, close: () => session.close() };
  }
  try {
    return await withKey(work, account, session, signedIn, record, context);
  } catch (error) {
    session.close();
    throw error;
  }
}

async function withKey(work: CodedWork, account: string, session: Clients, signedIn: SignedIn, record: RunRecord, context: Context): Promise<RunSigner> {
  record.write({ event: 'root-key-creating' });
  const made = await context.ui.during('Making a root access key for this run', () => createEphemeralKey(session, account, work.codes, context));
  const { accessKeyId } = made.credentials;
  const opened: Clients[] = [session];
  const signers: Clients[] = [session];
  let released: Promise<Failure | null> | null = null;
  let isNew = true;
  const release = (): Promise<Failure | null> => (released ??= discard(made, { signers, isNew }, signedIn, record, context));
  const close = (): void => opened.forEach((each) => each.close());
  try {
    const steadyClients = await steadyClientsOf(made.credentials, context.connection);
    signers.push(steadyClients);
    const clients = await connect(context.connection, made.credentials);
    opened.push(steadyClients, clients);
    record.write({ event: 'root-key-created', accessKeyIdLast4: lastFour(accessKeyId) });
    const startedAt = context.clock.now();
    await context.ui.during('Waiting until AWS accepts it (only reads, no code)', () => awaitKey(clients, work.buckets, context));
    isNew = false;
    const seconds = Math.round((context.clock.now() - startedAt) / 1000);
    context.ui.success(`root access key …${lastFour(accessKeyId)} made for this run, in memory only; AWS accepted it after ${seconds} s`);
    return { clients, steadyClients, ephemeralKey: lastFour(accessKeyId), release, close };
  } catch (error) {
    await release();
    close();
    throw error;
  }
}

/** Never throws: it runs in every ending, also after something else failed, and that is what has to be reported. */
async function discard(made: MadeKey, { signers, isNew }: { signers: readonly Clients[]; isNew: boolean }, signedIn: SignedIn, record: RunRecord, context: Context): Promise<Failure | null> {
  const { ui, clock } = context;
  const { accessKeyId } = made.credentials;
  const key = `root access key …${lastFour(accessKeyId)}`;
  const problem = await ui
    .during(`Deleting ${key}`, async () => {
      const refused = await deleteWith(signers, { accessKeyId, isNew }, clock);
      if (refused !== null) return leftOver(`${key} could not be deleted: ${refused.message}`, accessKeyId, refused, signedIn, context);
      const own = signers.find(({ credentials }) => credentials.accessKeyId === accessKeyId);
      if (own === undefined || (await proveKeyRefused(own, briefProof, { clock })).ending === 'proved') return null;
      return leftOver(`AWS said that ${key} is deleted, and it could not be proved that it signs no more`, accessKeyId, null, signedIn, context);
    })
    .catch(asFailure);
  const say = (error: unknown): void => ui.error(asFailure(error));
  if (problem === null) await made.file.remove().catch(say);
  try {
    record.write({ event: 'root-key-released', accessKeyIdLast4: lastFour(accessKeyId), error: problem?.kind ?? null });
  } catch (error) {
    say(error);
  }
  if (problem === null) {
    made.forget();
    ui.success(`${key} deleted: AWS no longer knows it`);
  } else {
    ui.error(problem);
  }
  return problem;
}

function leftOver(message: string, accessKeyId: string, cause: Failure | null, signedIn: SignedIn, context: Context): Failure {
  return new Failure('root-key-left', message, {
    hints: [
      `delete it as the root user: \`${deleteKeyCommand(accessKeyId, signedIn, context)}\``,
      'or run `s3-mfa-delete` again as the root user: it remembers the key, never its secret, and offers to delete it',
    ],
    aws: cause?.aws ?? null,
    cause,
  });
}
