import { type Clients, connect } from '../../../aws/connection/clients.js';
import { assertCodeMayTravel } from '../../../aws/connection/code-travel.js';
import { givenCredentials, pastedCredentials, resolveCredentials, type SigningCredentials } from '../../../aws/credentials/credentials.js';
import { listProfiles } from '../../../aws/credentials/profiles.js';
import { whoAmI } from '../../../aws/identities/identity.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure, unlessFailed } from '../../../core/failures/failure.js';
import type { Identity } from '../../../core/signers/identity.js';
import { settleLeftKeys } from '../keys/left-keys.js';
import { checkRoomForKey } from '../keys/room-for-key.js';
import { rootKeyReminders } from '../keys/root-key-reminders.js';
import { admitSigner, type SignerWanted } from './admit-signer.js';
import { refuseWildClock, warnOfWrongClock } from './check-clock.js';
import { credentialLine } from './credential-words.js';
import { noteIdentity, presentCredentials } from './read-only-connection.js';

/** A connection to AWS and who it is. */
export type SignedIn = {
  clients: Clients;
  credentials: SigningCredentials;
  /** `null` on S3-compatible servers without STS. */
  identity: Identity | null;
  /** Does a run that spends codes have to make a root access key of its own, because a session of the root user signed in? */
  makesKey: boolean;
};

/**
 * The wizard's first step: credentials that can sign requests with an MFA code. On a terminal it offers sources, and
 * explains and offers again when some do not fit; elsewhere the first obstacle is thrown.
 * @param wanted who may sign in
 * @throws Failure with exit code 4 for credentials that cannot do it, `insecure-endpoint` before anything is sent
 */
export async function signIn(wanted: SignerWanted, context: Context): Promise<SignedIn> {
  const { ui } = context;
  ui.heading('Step 1 of 6: Credentials');
  let offer = ui.canAsk && context.practice === null && context.connection.profile === undefined;
  for (;;) {
    try {
      const credentials = offer ? await chooseCredentials(context) : await signingCredentials(wanted, context);
      return await signInWith(credentials, wanted, context);
    } catch (error) {
      if (!ui.canAsk || context.interruption.aborted || !isFailure(error) || error.exitCode !== 4) throw error;
      ui.error(error);
      if (isFailure(error, 'no-credentials', 'session-credentials', 'not-root')) for (const line of rootKeyReminders()) ui.line(line);
      const again = await ui.confirm('Try again with other credentials?', true);
      if (!again) throw error;
      offer = true;
    }
  }
}

async function signInWith(credentials: SigningCredentials, wanted: SignerWanted, context: Context): Promise<SignedIn> {
  const { anyReader } = wanted;
  const clients = await connect(context.connection, credentials);
  try {
    if (!anyReader) assertCodeMayTravel(clients);
    const identity = noteIdentity(await context.ui.during('Asking AWS who signs', () => whoAmI(clients)), context);
    context.ui.success(credentialLine(credentials, identity));
    if (!anyReader) refuseWildClock(clients);
    warnOfWrongClock(clients, context.ui);
    if (identity === null) {
      if (wanted.ephemeralRootKey) throw noRootUser();
      context.ui.line('This endpoint has no STS: the checks of the root user and of its MFA devices are skipped.', 'muted');
    }
    const makesKey = identity !== null && (await admitSigner(clients, identity, wanted, context));
    const signedIn = { clients, credentials, identity, makesKey };
    await settleLeftKeys(signedIn, { mayDelete: !anyReader }, context);
    if (makesKey && !anyReader) await checkRoomForKey(clients, context);
    return signedIn;
  } catch (error) {
    clients.close();
    throw error;
  }
}

function noRootUser(): Failure {
  return new Failure('usage', '--ephemeral-root-key cannot be used here: this endpoint has no STS, so it has no root user either to make a key for', {
    hints: ['leave `--ephemeral-root-key` out: the access key that you have signs'],
  });
}

/** With `--ephemeral-root-key` the practice account is entered as from CloudShell, so that this can be rehearsed. */
async function signingCredentials({ ephemeralRootKey }: SignerWanted, context: Context): Promise<SigningCredentials> {
  const { practice, connection } = context;
  if (practice && ephemeralRootKey) return givenCredentials({ from: 'practice' }, practice.rootSession, connection);
  return presentCredentials(connection.profile, context);
}

type Offer = { kind: 'present'; credentials: SigningCredentials } | { kind: 'profile'; name: string } | { kind: 'paste' };

async function chooseCredentials(context: Context): Promise<SigningCredentials> {
  const { ui, connection } = context;
  const present = await whatIsThere(context);
  const profiles = await listProfiles(connection);
  const choices: { value: Offer; name: string; description?: string }[] = [
    ...(present ? [{ value: { kind: 'present', credentials: present } as const, name: `Use ${credentialLine(present, null)}` }] : []),
    ...profiles
      .filter(({ name }) => !(present?.source.from === 'profile' && present.source.profile === name))
      .map(({ name, longTermKey }) => ({
        value: { kind: 'profile', name } as const,
        name: `Use profile ${name}`,
        description: longTermKey ? 'holds a long-term access key' : 'gives temporary credentials, which cannot carry an MFA code to S3',
      })),
    { value: { kind: 'paste' } as const, name: 'Paste an access key (kept in memory only)' },
  ];
  const chosen = await ui.select('Which credentials?', choices);
  if (chosen.kind === 'present') return chosen.credentials;
  if (chosen.kind === 'profile') return resolveCredentials({ ...connection, profile: chosen.name });
  const accessKeyId = await ui.input('Access key id', (text) => /^[A-Z0-9]{16,128}$/.test(text.trim()) || 'an access key id looks like AKIAIOSFODNN7EXAMPLE');
  const secret = await ui.password('Secret access key', (text) => text.trim().length >= 16 || 'that is too short for a secret access key');
  return pastedCredentials(accessKeyId.trim(), secret.trim(), connection);
}

/** Credentials that are there without choosing; broken or missing ones are simply not offered. */
function whatIsThere(context: Context): Promise<SigningCredentials | null> {
  return unlessFailed(resolveCredentials(context.connection), null);
}
