import { type Clients, connect } from '../../../aws/connection/clients.js';
import { practiceCredentials, resolveCredentials, type SigningCredentials } from '../../../aws/credentials/credentials.js';
import { whoAmI } from '../../../aws/identities/identity.js';
import type { Context } from '../../../context.js';
import type { Identity } from '../../../core/signers/identity.js';
import { mayHaveLeft } from '../../../state/what-was-left.js';
import { credentialLine } from './credential-words.js';

/** Connects with whatever credentials there are, for reading, and says which; who they are arrives later and fills the document head. */
export async function readOnlyConnection(context: Context): Promise<{ clients: Clients; identity: Promise<Identity | null> }> {
  const credentials = await presentCredentials(context.connection.profile, context);
  context.ui.line(`Credentials: ${credentialLine(credentials, null)}`, 'muted');
  const clients = await connect(context.connection, credentials);
  const identity = whoAmI(clients).then(async (found) => {
    if (mayHaveLeft(context.stateDirectory, 'ephemeral keys')) {
      const { settleLeftKeys } = await import('../keys/left-keys.js');
      await settleLeftKeys({ clients, credentials, identity: found, makesKey: false }, { mayDelete: false }, context);
    }
    return noteIdentity(found, context);
  });
  // The caller awaits it later; until then a rejection must not count as unhandled.
  identity.catch(() => undefined);
  return { clients, identity };
}

/** Fills the head of the documents. */
export function noteIdentity(identity: Identity | null, context: Context): Identity | null {
  if (identity !== null) {
    Object.assign(context.head, { account: identity.account, partition: identity.partition, principal: identity.arn });
  }
  return identity;
}

/** Whatever credentials there are, or those of a profile. Throws Failure `no-credentials`, and others. */
export async function presentCredentials(profile: string | undefined, context: Context): Promise<SigningCredentials> {
  const { practice, connection } = context;
  if (practice) return practiceCredentials(practice.root.accessKeyId, practice.root.secretAccessKey, connection);
  return resolveCredentials({ ...connection, profile });
}
