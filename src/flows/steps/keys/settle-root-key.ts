import { deactivateRootKey } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { thoroughProof } from '../../../core/root-keys/key-proof.js';
import type { RootKeyChoice, RootKeyOutcome } from '../../../core/root-keys/root-key-choice.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import type { Ui } from '../../../ui/ui.js';
import type { RecordedSetting } from '../recorded.js';
import { type ForgottenSection, forgetProfiles } from '../root-key/forget-profile.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { type BucketOutcome, isSettled } from '../switch/bucket-outcome.js';
import { deleteKeyCommand } from './delete-key-command.js';
import { deleteWith } from './delete-with.js';
import { proveKeyRefused } from './prove-key-refused.js';

/** What became of the root access key that signed. */
export type RootKeyEnding = {
  accessKeyIdLast4: string;
  outcome: RootKeyOutcome;
  /** How often in a row AWS refused the key afterwards (count); 0 where that was not proved. */
  refusals: number;
  failure: Failure | null;
  /** The sections of profiles that held it, and what became of them. */
  forgotten: readonly ForgottenSection[];
};

/** What is to become of the key: `--root-key`; where that is `undefined`, whether the person may be asked. */
export type RootKeyWish = { asked: RootKeyChoice | undefined; mayAsk: boolean };

/**
 * The last step: deletes the key that the run made, or does with the one that signed what was asked. No other key is
 * touched, and none while a bucket still needs it or was not read back.
 * @returns `null` where no root access key signed
 */
export async function settleRootKey(
  { asked, mayAsk }: RootKeyWish,
  outcomes: readonly BucketOutcome[],
  signedIn: SignedIn,
  recording: RecordedSetting,
  context: Context,
): Promise<RootKeyEnding | null> {
  const kept = await leaveRootKey(signedIn, recording);
  if (kept === null || recording.ephemeralKey !== null) return kept;
  const waiting = outcomes.filter((outcome) => !isSettled(outcome));
  if (waiting.length > 0) {
    if (asked === 'delete' || asked === 'deactivate') {
      context.ui.warning(`root access key …${kept.accessKeyIdLast4} is kept: ${waiting.map(({ name }) => `\`${name}\``).join(', ')} still ${waiting.length === 1 ? 'needs' : 'need'} it`);
    }
    return kept;
  }
  // Whoever stopped the run is not done the harm of a key that is gone.
  if (context.interruption.aborted) return kept;
  const choice = asked ?? (mayAsk ? await chooseForKey(kept, context) : 'keep');
  if (choice === 'keep') return kept;
  const ending = await act(choice, kept, signedIn, recording, context);
  return ending.outcome === 'deleted' ? withoutProfiles(ending, signedIn, recording, context) : ending;
}

/** Deletes a key that the run made; one that signed stays as it is. */
export async function leaveRootKey(signedIn: SignedIn, { ephemeralKey, release }: Pick<RecordedSetting, 'ephemeralKey' | 'release'>): Promise<RootKeyEnding | null> {
  if (ephemeralKey === null) return keptKey(signedIn);
  const failure = await release();
  return { accessKeyIdLast4: ephemeralKey, outcome: failure === null ? 'ephemeral' : 'kept', refusals: 0, failure, forgotten: [] };
}

/** The key that signed, as long as nothing is done with it; `null` where no root access key signed. */
export function keptKey({ identity, credentials }: SignedIn): RootKeyEnding | null {
  if (identity?.isRoot !== true || credentials.keyKind !== 'long-term') return null;
  return { accessKeyIdLast4: lastFour(credentials.accessKeyId), outcome: 'kept', refusals: 0, failure: null, forgotten: [] };
}

/** What the person wants to become of the key. Ctrl-C here ends the run, whose work is done, with the key as it is. */
export async function chooseForKey({ accessKeyIdLast4 }: RootKeyEnding, { ui, interruption }: Context): Promise<RootKeyChoice> {
  if (!ui.canAsk) return 'keep';
  try {
    return await ask(accessKeyIdLast4, ui);
  } catch (error) {
    if (interruption.aborted) return 'keep';
    throw error;
  }
}

function ask(last4: string, ui: Ui): Promise<RootKeyChoice> {
  return ui.select<RootKeyChoice>(`What shall become of root access key …${last4}, which signed this run?`, [
    { value: 'delete', name: 'Delete it now', description: 'for good; then AWS is asked for half a minute whether it still signs' },
    { value: 'deactivate', name: 'Deactivate it', description: 'it can be activated or deleted in the console only, or with another root credential' },
    { value: 'keep', name: 'Keep it', description: 'the checklist says how to delete it later' },
  ]);
}

async function act(choice: 'delete' | 'deactivate', kept: RootKeyEnding, signedIn: SignedIn, { steadyClients, record }: RecordedSetting, context: Context): Promise<RootKeyEnding> {
  const { ui, clock, interruption, changes } = context;
  const { accessKeyIdLast4 } = kept;
  const { accessKeyId } = signedIn.credentials;
  const key = `root access key …${accessKeyIdLast4}`;
  if (choice === 'deactivate') ui.warning('an inactive key cannot delete itself: that takes the console, or another root credential');
  const outcome = choice === 'delete' ? 'deleted' : 'deactivated';
  let became: 'kept' | 'unknown' | typeof outcome = 'kept';
  let forget = (): void => undefined;
  try {
    record.write({ event: 'root-key-settling', accessKeyIdLast4, wanted: choice });
    forget = changes.leave(`unknown: the request to ${choice} ${key} was sent; \`s3-mfa-delete root-key status\` with other credentials tells`);
    became = 'unknown';
    const doing = choice === 'delete' ? `Deleting ${key}` : `Deactivating ${key}`;
    const refused = await ui.during(doing, () => (choice === 'delete' ? deleteWith([steadyClients], { accessKeyId, isNew: false }, clock) : deactivate(accessKeyId, steadyClients)));
    forget();
    if (refused !== null) {
      became = 'kept';
      throw refused;
    }
    changes.leave(`${key} was ${outcome}`);
    const { ending, inARow: refusals } = await ui.during('Asking AWS for half a minute whether it still signs', () => proveKeyRefused(steadyClients, thoroughProof, { clock, interruption }));
    if (refusals === 0 || (ending !== 'proved' && ending !== 'interrupted')) throw new Failure('state-unknown', `AWS ${outcome} it, and it could not be proved that it signs no more`, { hints: ['IAM takes time; look again in a few minutes: `aws sts get-caller-identity` with this key'] });
    became = outcome;
    record.write({ event: 'root-key-settled', accessKeyIdLast4, wanted: choice, error: null });
    ui.success(`${key} ${outcome}: AWS refused it ${refusals === 1 ? 'once' : `${refusals} times in a row`}`);
    return { ...kept, outcome, refusals };
  } catch (error) {
    forget();
    const failure = asFailure(error);
    const hints = became === outcome ? failure.hints : [...failure.hints, `delete it: \`${deleteKeyCommand(accessKeyId, signedIn, context)}\``];
    ui.error({ kind: failure.kind, message: `${key}: ${failure.message}`, hints });
    // That its record cannot be written does not bring a key back.
    return { ...kept, outcome: became, failure };
  }
}

/** The profile that holds the key is of no more use. Ctrl-C at the question leaves it: what was asked for is done. */
async function withoutProfiles(ending: RootKeyEnding, { credentials: { accessKeyId } }: SignedIn, { record }: RecordedSetting, context: Context): Promise<RootKeyEnding> {
  const { ui, interruption, practice } = context;
  if (practice !== null || interruption.aborted) return ending;
  try {
    const forgotten = await forgetProfiles(accessKeyId, { remove: null, backup: false }, { record, context });
    return { ...ending, forgotten, failure: forgotten.find(({ error }) => error !== null)?.error ?? ending.failure };
  } catch (error) {
    if (interruption.aborted) return ending;
    if (!isFailure(error)) throw error;
    ui.error(error);
    return { ...ending, failure: error };
  }
}

/** An answer may be lost, and the repeated request refused because the first one was carried out: the proof decides. */
async function deactivate(accessKeyId: string, clients: RecordedSetting['steadyClients']): Promise<Failure | null> {
  try {
    await deactivateRootKey(clients, accessKeyId);
    return null;
  } catch (error) {
    const failure = asFailure(error);
    return isFailure(failure, 'unknown-access-key') ? null : failure;
  }
}
