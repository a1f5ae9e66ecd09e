import type { Clients } from '../../../aws/connection/clients.js';
import { s3EndpointUrl } from '../../../aws/connection/code-travel.js';
import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { isFailure } from '../../../core/failures/failure.js';
import { type PurgeWindow, windowStanding } from '../../../core/purge/window.js';
import type { Identity } from '../../../core/signers/identity.js';
import { forgetWindow, isAtWork, keptWindow, keptWindows } from '../../../state/window-file.js';
import type { CodeOptions } from '../codes/code-source.js';
import { meansForCodes } from '../codes/means-for-codes.js';
import { recorded } from '../recorded.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { readOnce } from '../switch/read-back.js';
import { type Closing, closeWindow } from './close-window.js';
import { closeCommand, openInWords, sinceInWords } from './window-words.js';

/** What a command can do about an open window: `close` offers to, with codes as its flags say; `say` only speaks. */
type Attention = { may: 'say' } | { may: 'close'; codes: CodeOptions & { mfaSerials: string[] } };

/**
 * Looks whether a purge window of a bucket was left behind, before another command works on it: says that it is open
 * and offers to close it on a terminal, or removes what is kept of one that AWS says is closed. Where nothing is kept,
 * nothing is asked of AWS.
 * @returns how many codes were sent to close it
 * @throws Failure `window-open` where closing was agreed to and did not succeed
 */
export async function attendToWindow(bucket: string, attention: Attention, signedIn: SignedIn, context: Context): Promise<number> {
  const kept = openAsKept(bucket, signedIn, context);
  if (kept === null || !(await isToBeClosed(kept, attention, signedIn, context)) || attention.may === 'say') return 0;
  const closing = await closeKept(kept, attention.codes, signedIn, context);
  if (closing.failure !== null) throw closing.failure;
  return closing.codesUsed;
}

/** Says how it stands with a window, and asks where it can be closed. */
async function isToBeClosed(kept: PurgeWindow, { may }: Attention, signedIn: SignedIn, context: Context): Promise<boolean> {
  const { ui } = context;
  const state = await readOnce(signedIn.clients, { name: kept.bucket, region: kept.region });
  if (state === null) ui.warning(`a purge window of \`${kept.bucket}\` was left behind at ${sinceInWords(kept)}, and AWS could not be asked whether it is open`);
  else if (isAtWork(kept)) ui.warning(`process ${kept.processId} is at work in a purge window of \`${kept.bucket}\`, since ${sinceInWords(kept)}: MFA Delete is ${state.mfaDelete === 'Enabled' ? 'still on' : 'off until it is done'}`);
  else if (windowStanding(kept, state.mfaDelete) === 'closed-meanwhile') forget(kept, context);
  else {
    ui.warning(openInWords(kept, context));
    return may === 'close' && canClose(signedIn) && ui.canAsk && ui.confirm(`Close the purge window of ${kept.bucket} now? It takes one code`, false);
  }
  return false;
}

/** A bucket whose MFA Delete AWS says is on has no open window any more: what is kept of one is removed, and said. */
export function endWindow(bucket: string, signedIn: SignedIn, context: Context): void {
  const kept = openAsKept(bucket, signedIn, context);
  if (kept !== null && !isAtWork(kept)) forget(kept, context);
}

/** Reading is open to many, and closing to the root user's long-term key only. */
function canClose({ identity, credentials, makesKey }: SignedIn): boolean {
  return identity === null || makesKey || (identity.isRoot && credentials.keyKind === 'long-term');
}

function openAsKept(bucket: string, { clients, identity }: SignedIn, { stateDirectory, ui }: Context): PurgeWindow | null {
  try {
    const kept = keptWindow(stateDirectory, { bucket, endpoint: s3EndpointUrl(clients), account: identity?.account ?? null });
    return kept?.phase === 'paused' ? null : kept;
  } catch (error) {
    if (!isFailure(error, 'local-file')) throw error;
    ui.warning(error.message, error.kind);
    return null;
  }
}

/**
 * The same for a command that reads many buckets.
 * @param names the buckets it is about; `null`: all
 * @returns the names of buckets whose windows stay open
 */
export async function attendToWindows(
  names: readonly string[] | null,
  { clients, identity }: { clients: Clients; identity: Promise<Identity | null> },
  context: Context,
): Promise<ReadonlySet<string>> {
  const endpoint = s3EndpointUrl(clients);
  const left = (): PurgeWindow[] => keptWindows(context.stateDirectory, endpoint).filter(({ bucket, phase }) => phase !== 'paused' && (names?.includes(bucket) ?? true));
  const codes = { mfaCode: undefined, mfaProcess: undefined, mfaSerials: [] };
  for (const { bucket } of left()) await attendToWindow(bucket, { may: 'close', codes }, { clients, credentials: clients.credentials, identity: await identity, makesKey: false }, context);
  return new Set(left().map(({ bucket }) => bucket));
}

function forget(kept: PurgeWindow, { stateDirectory, ui }: Context): void {
  try {
    forgetWindow(stateDirectory, kept);
    ui.success(`\`${kept.bucket}\`: the purge window of ${sinceInWords(kept)} is closed, AWS says that MFA Delete is on; what was kept of it is removed`);
  } catch (error) {
    const { message, kind } = asFailure(error);
    ui.warning(message, kind);
  }
}

async function closeKept(kept: PurgeWindow, codes: CodeOptions & { mfaSerials: string[] }, signedIn: SignedIn, context: Context): Promise<Closing> {
  const mfaSerials = codes.mfaSerials.length > 0 ? codes.mfaSerials : kept.serialNumbers;
  const { devices } = await meansForCodes({ ...codes, mfaSerials }, signedIn, context);
  const forgetNote = context.changes.leave(openInWords(kept, context));
  const ended: { closing: Closing | null } = { closing: null };
  const coded = { codes: 1, buckets: [{ name: kept.bucket, region: kept.region, expectedOwner: kept.account }] };
  await recorded({ command: 'purge', buckets: [kept.bucket], coded }, signedIn, context, async (recording) => {
    ended.closing = await closeWindow(kept, { recording, signedIn, codes, devices }, context);
    return { exitCode: ended.closing.failure?.exitCode ?? 0, document: null, show: () => undefined };
  });
  if (ended.closing === null) throw new Error(`the closing of a window came to nothing; ${closeCommand(kept.bucket, context)}`);
  if (ended.closing.state === 'closed') {
    forgetNote();
    context.changes.leave(`the purge window of \`${kept.bucket}\` was closed, MFA Delete is on again`);
    forget(kept, context);
  }
  return ended.closing;
}
