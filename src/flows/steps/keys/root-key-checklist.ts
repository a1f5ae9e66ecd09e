import { listRootKeys, rootKeyFacts } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { awsFlags, shellCommand } from '../../../core/aws-command.js';
import { unlessFailed } from '../../../core/failures/failure.js';
import type { RootKey } from '../../../core/root-keys/root-key.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { type BucketOutcome, isSettled } from '../switch/bucket-outcome.js';
import { deleteKeyCommand } from './delete-key-command.js';
import type { RootKeyEnding } from './settle-root-key.js';

const securityCredentials = 'https://console.aws.amazon.com/iam/home#/security_credentials';

const tick = (isDone: boolean): string => (isDone ? '[x]' : '[ ]');

/** What is left to do about the root user's key, ticked by what AWS says now. */
export async function showRootKeyChecklist(outcomes: readonly BucketOutcome[], ending: RootKeyEnding | null, signedIn: SignedIn, context: Context): Promise<void> {
  const { ui } = context;
  // A key that is gone can ask nothing.
  const canAsk = ending?.outcome !== 'deleted' && ending?.outcome !== 'deactivated';
  const facts = canAsk ? await unlessFailed(rootKeyFacts(signedIn.clients), null) : null;
  const keys = canAsk && facts?.rootKeysPresent !== false ? await unlessFailed(listRootKeys(signedIn.clients), null) : null;
  ui.line();
  ui.line('Root key checklist', 'strong');
  for (const outcome of outcomes) {
    const { name, after } = outcome;
    const on = after?.mfaDelete === 'Enabled' ? 'MFA Delete is on' : 'MFA Delete is off';
    ui.line(`${tick(isSettled(outcome))} \`${name}\`: ${after === null ? 'state unknown' : on}`);
  }
  if (typeof facts?.rootMfaEnabled === 'boolean') ui.line(`${tick(facts.rootMfaEnabled)} the root user signs in with MFA`);
  showEnding(ending, context);
  if (facts?.rootKeysPresent === false) return ui.line('[x] the account has no root access key');
  if (ending?.outcome !== 'deleted') showDeletion(outcomes, ending, keys, signedIn, context);
  const { source } = signedIn.credentials;
  if (source.from === 'profile' && ending !== null && ending.outcome !== 'ephemeral') ui.line(`${tick(isForgotten(source.profile, ending))} remove the key from profile ${source.profile} in the shared credentials file`);
  const look = ['aws', 'iam', 'get-account-summary', '--query', 'SummaryMap.AccountAccessKeysPresent'];
  ui.line('[ ] see that no root access key is left, with other credentials of the account (prints 0):');
  ui.block(`      ${shellCommand([...look, ...awsFlags(null, { profile: null, endpointUrl: context.connection.endpointUrl ?? null })])}`);
}

function isForgotten(profile: string, { forgotten }: RootKeyEnding): boolean {
  return forgotten.some((section) => section.profile === profile && section.removed);
}

function showEnding(ending: RootKeyEnding | null, { ui }: Context): void {
  if (ending === null) return;
  const key = `root access key …${ending.accessKeyIdLast4}`;
  const said = `AWS refused it ${ending.refusals === 1 ? 'once' : `${ending.refusals} times in a row`}`;
  if (ending.outcome === 'deleted') ui.line(`[x] ${key} is deleted: ${said}`);
  if (ending.outcome === 'deactivated') ui.line(`[x] ${key} is inactive: ${said}`);
  if (ending.outcome === 'ephemeral') ui.line(`[x] ${key}, made for this run, is deleted`);
}

function showDeletion(outcomes: readonly BucketOutcome[], ending: RootKeyEnding | null, keys: readonly RootKey[] | null, signedIn: SignedIn, context: Context): void {
  const { ui } = context;
  const { source, accessKeyId, keyKind } = signedIn.credentials;
  if (ending?.outcome === 'deactivated') {
    return ui.line(`[ ] delete it in the console: ${securityCredentials} → Access keys → Actions → Delete`);
  }
  const ids = keys?.map((key) => key.accessKeyId) ?? (keyKind === 'long-term' ? [accessKeyId] : []);
  if (ids.length === 0) return;
  const isNeeded = outcomes.some((outcome) => !isSettled(outcome));
  ui.line(`[ ] delete the ${ending?.outcome === 'ephemeral' ? 'other ' : ''}root access key${ids.length > 1 ? 's' : ''}${isNeeded ? ', once the buckets above are done' : ''}:`);
  ui.block(ids.map((id) => `      ${deleteKeyCommand(id, signedIn, context)}`).join('\n'));
  ui.line(`    ${source.from === 'pasted' ? '(the AWS CLI has to sign with that key) ' : ''}or in the console: ${securityCredentials} → Access keys → Actions → Deactivate, then Delete`);
}
