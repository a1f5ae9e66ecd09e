import { connect } from '../aws/connection/clients.js';
import { resolveCredentials, type SigningCredentials } from '../aws/credentials/credentials.js';
import { whoAmI } from '../aws/identities/identity.js';
import { tryCall } from '../aws/identities/trial-call.js';
import type { Context } from '../context.js';
import { shellCommand } from '../core/aws-command.js';
import { Failure } from '../core/failures/failure.js';
import { lastFour } from '../core/root-keys/root-key.js';
import type { CommandResult } from './command-result.js';
import { sourceInWords } from './steps/sign-in/credential-words.js';
import { noteIdentity } from './steps/sign-in/read-only-connection.js';

/** What `session check` was asked. */
export type SessionCheckOptions = {
  /** The profile that holds the session. */
  profile: string;
  /** The profile that holds the long-term key; `undefined`: whatever credentials there are. */
  source: string | undefined;
  /** List this bucket; `null`: list the buckets. */
  bucket: string | null;
};

type Side = { principal: string; accessKeyIdLast4: string; outcome: 'allowed' | 'denied'; code: string | null };

/** Makes the same call with the long-term key and with the session; 1 unless the first is denied and the second is not. */
export async function sessionCheck({ profile, source, bucket }: SessionCheckOptions, context: Context): Promise<CommandResult> {
  const { connection, ui } = context;
  const [key, session] = await Promise.all([resolveCredentials({ ...connection, profile: source }), resolveCredentials({ ...connection, profile })]);
  if (key.keyKind !== 'long-term') throw notLongTerm(key);
  if (session.keyKind !== 'temporary') {
    const hints = [`for the key that is compared: \`${shellCommand(['s3-mfa-delete', 'session', 'check', '--source', profile])}\``, `get a session first: \`${shellCommand(['s3-mfa-delete', 'session', '--profile', profile])}\``];
    throw new Failure('usage', `profile \`${profile}\` holds a long-term key, not a session`, { hints });
  }
  const longTermKey = await sideOf(key, bucket, context);
  const withSession = await sideOf(session, bucket, context);
  if (longTermKey.principal !== withSession.principal) ui.warning(`the session is of \`${withSession.principal}\`, the key of \`${longTermKey.principal}\`: this proves little`);
  const proven = longTermKey.outcome === 'denied' && withSession.outcome === 'allowed';
  const call = bucket === null ? 's3:ListAllMyBuckets' : 's3:ListBucket';
  return {
    exitCode: proven ? 0 : 1,
    document: { call, bucket, longTermKey, session: withSession, proven },
    show(shown) {
      const cell = ({ outcome }: Side, wanted: Side['outcome']) => ({ text: outcome, tone: outcome === wanted ? 'good' : 'bad' }) as const;
      shown.resultTable({
        head: [bucket === null ? 'aws s3 ls' : `aws s3 ls s3://${bucket}`, 'answer', 'should be'],
        rows: [
          [`long-term key (${sourceInWords(key.source)})`, cell(longTermKey, 'denied'), 'denied'],
          [`session (profile ${profile})`, cell(withSession, 'allowed'), 'allowed'],
        ],
      });
      if (proven) return shown.success('MFA makes the difference');
      if (longTermKey.outcome === 'allowed') shown.warning('the long-term key works without MFA; attach the policy, as an administrator: `s3-mfa-delete policy attach --user <name> --profile <administrator>`');
      if (withSession.outcome === 'denied') shown.warning('the session is denied as well: is a right missing, or has it no MFA? As an administrator: `s3-mfa-delete policy prove --user <name> --profile <administrator>`');
    },
  };
}

async function sideOf(credentials: SigningCredentials, bucket: string | null, context: Context): Promise<Side> {
  const clients = await connect(context.connection, credentials);
  try {
    const identity = noteIdentity(await whoAmI(clients), context);
    const code = await context.ui.during(`Trying it with ${sourceInWords(credentials.source)}`, () => tryCall(clients, bucket));
    return { principal: identity?.arn ?? 'unknown', accessKeyIdLast4: lastFour(credentials.accessKeyId), outcome: code === null ? 'allowed' : 'denied', code };
  } finally {
    clients.close();
  }
}

function notLongTerm({ source }: SigningCredentials): Failure {
  return new Failure('session-credentials', `${sourceInWords(source)} gives temporary credentials, and this compares them with a long-term key`, {
    hints: ['name the profile that holds the key: `--source <name>`'],
  });
}
