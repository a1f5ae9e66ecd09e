import { s3EndpointUrl } from '../../../aws/connection/code-travel.js';
import { deleteRootKey, listRootKeys } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { isFailure } from '../../../core/failures/failure.js';
import { whatBecameOf } from '../../../core/root-keys/ephemeral-key.js';
import { lastFour, type RootKey } from '../../../core/root-keys/root-key.js';
import { momentInWords } from '../../../core/text/quantities.js';
import { type KeyNote, readKeyNotes, removeKeyNote } from '../../../state/ephemeral-key-file.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { deleteKeyCommand, listKeysCommand } from './delete-key-command.js';

/**
 * Root access keys that earlier runs made and did not delete, because they were killed: on a terminal the root user is
 * offered to delete each that AWS still lists and that is no older than its note; everybody else is told.
 * @param mayDelete `false` for runs that only read
 * @throws the reason of an interruption, and what a question throws
 */
export async function settleLeftKeys(signedIn: SignedIn, { mayDelete }: { mayDelete: boolean }, context: Context): Promise<void> {
  for (const note of await notesOfThisAccount(signedIn, context)) {
    if (note.isInUse) {
      context.ui.line(`Another run (since ${momentInWords(note.intent.intendedAt)} UTC) works with an ephemeral root key.`, 'muted');
    } else {
      await settle(note, signedIn, mayDelete, context);
    }
  }
}

async function notesOfThisAccount({ clients, identity }: SignedIn, context: Context): Promise<KeyNote[]> {
  if (identity === null) return [];
  const notes = await readableNotes(context);
  const endpoint = s3EndpointUrl(clients);
  const isHere = ({ intent }: KeyNote): boolean => intent.account === identity.account && intent.endpoint === endpoint;
  // The keys of an embedded practice account are gone with its process.
  if (context.practice !== null) for (const note of notes) if (!isHere(note) && !note.isInUse) await forget(note, context);
  return notes.filter(isHere);
}

/** They are a hint: where they cannot be read, the run goes on. */
async function readableNotes({ stateDirectory, clock, ui }: Context): Promise<KeyNote[]> {
  try {
    const { notes, damaged } = await readKeyNotes(stateDirectory, clock.now());
    for (const path of damaged) ui.warning(`\`${path}\` notes a root access key that a run made, and cannot be understood; see whether one was left: \`s3-mfa-delete root-key status\``);
    return notes;
  } catch (error) {
    if (!isFailure(error, 'local-file')) throw error;
    ui.warning(error.message, error.kind);
    return [];
  }
}

async function settle(note: KeyNote, signedIn: SignedIn, mayDelete: boolean, context: Context): Promise<void> {
  const keys = signedIn.identity?.isRoot === true ? await seenKeys(signedIn, context) : null;
  if (keys === null) return mention(note, note.intent.accessKeyId === null ? [] : [note.intent.accessKeyId], signedIn, context);
  // Nobody has the secret of a key that was left, so the one that signs is another.
  const signing = signedIn.credentials.accessKeyId;
  const others = keys.filter(({ accessKeyId }) => accessKeyId !== signing);
  const found = note.intent.accessKeyId === signing ? ({ became: 'another' } as const) : whatBecameOf(note.intent, others, context.clock.now() + (signedIn.clients.clockOffset() ?? 0));
  switch (found.became) {
    case 'gone':
      await forget(note, context);
      return context.ui.line(`The root access key of an earlier run (${momentInWords(note.intent.intendedAt)} UTC) is gone: AWS lists it no more.`, 'muted');
    case 'unsettled':
      return context.ui.warning(`an earlier run set out to make a root access key at ${momentInWords(note.intent.intendedAt)} UTC, and AWS lists none yet; the next run looks again`);
    case 'another':
      return context.ui.warning(`\`${note.path}\` names a root access key that is not the one that was made: it is left alone, and the note can be deleted`);
    case 'left':
      return offer(note, found.keys, signedIn, mayDelete, context);
  }
}

/** `null` where these credentials cannot see them, or nobody can now: what a note says is no reason to end a run. */
async function seenKeys({ clients }: SignedIn, { interruption }: Context): Promise<RootKey[] | null> {
  try {
    return await listRootKeys(clients);
  } catch (error) {
    if (isFailure(error) && !interruption.aborted) return null;
    throw error;
  }
}

/** A note that stays is looked at again by the next run. */
async function forget(note: KeyNote, { ui }: Context): Promise<void> {
  try {
    await removeKeyNote(note);
  } catch (error) {
    if (!isFailure(error, 'local-file')) throw error;
    ui.warning(error.message, error.kind);
  }
}

function mention(note: KeyNote, ids: readonly string[], signedIn: SignedIn, context: Context): void {
  const key = ids.length === 0 ? 'a root access key' : `root access key …${ids.map(lastFour).join(', …')}`;
  context.ui.warning(`an earlier run made ${key} at ${momentInWords(note.intent.intendedAt)} UTC and may not have deleted it; as the root user:`);
  const commands = ids.length === 0 ? [listKeysCommand(signedIn, context)] : ids.map((id) => deleteKeyCommand(id, signedIn, context));
  context.ui.block(commands.map((command) => `  ${command}`).join('\n'));
}

async function offer(note: KeyNote, keys: readonly RootKey[], signedIn: SignedIn, mayDelete: boolean, context: Context): Promise<void> {
  const { ui } = context;
  const left: string[] = [];
  for (const { accessKeyId, createdAt } of keys) {
    // Where only the intent is known, it may be somebody else's.
    const maker = note.intent.accessKeyId === null ? ', after a run was cut off that was making one' : ' by a run that did not end properly';
    const question = `Delete root access key …${lastFour(accessKeyId)} (made ${momentInWords(createdAt ?? note.intent.intendedAt)} UTC${maker})?`;
    const isDeleted = mayDelete && ui.canAsk && (await ui.confirm(question, false)) && (await isGone(accessKeyId, signedIn, context));
    if (!isDeleted) left.push(accessKeyId);
  }
  if (left.length === 0) await forget(note, context);
  else mention(note, left, signedIn, context);
}

async function isGone(accessKeyId: string, { clients }: SignedIn, { ui }: Context): Promise<boolean> {
  try {
    await ui.during('Deleting the root access key that was left', () => deleteRootKey(clients, accessKeyId));
    ui.success(`root access key …${lastFour(accessKeyId)} deleted`);
    return true;
  } catch (error) {
    if (!isFailure(error) || error.exitCode >= 70) throw error;
    ui.error(error);
    return false;
  }
}
