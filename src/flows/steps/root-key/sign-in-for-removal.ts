import { type Clients, connect } from '../../../aws/connection/clients.js';
import { resolveCredentials } from '../../../aws/credentials/credentials.js';
import { whoAmI } from '../../../aws/identities/identity.js';
import { assumeRoot } from '../../../aws/identities/root-sessions.js';
import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import type { RemovalWay } from '../../../core/root-keys/key-removal.js';
import type { Identity } from '../../../core/signers/identity.js';
import { credentialLine } from '../sign-in/credential-words.js';
import { readOnlyConnection } from '../sign-in/read-only-connection.js';

/** Who deletes a root key. */
export type RootSigner = {
  /** Sign the deletion, as the root user. */
  clients: Clients;
  identity: Identity;
  /** Of the credentials that were found first: their key is the one to delete where nothing else is said. */
  found: Clients;
  /** How a key is removed that is not the signer's own. */
  way: Exclude<RemovalWay, 'itself'>;
  close(): void;
};

/**
 * Signs in as the root user whose keys are to be deleted: with its key or session, with a second credential of it, or
 * by way of sts:AssumeRoot.
 * @throws Failure
 */
export async function signInForRemoval({ signWith, assumeRoot: member }: { signWith: string | undefined; assumeRoot: string | undefined }, context: Context): Promise<RootSigner> {
  const { clients: found, identity: asked } = await readOnlyConnection(context);
  const opened: Clients[] = [found];
  const close = () => opened.forEach((clients) => clients.close());
  try {
    const identity = known(await asked);
    if (member !== undefined) {
      if (identity.isRoot) throw rootCannotAssume(identity);
      const session = await context.ui.during(`Opening a session as the root user of ${member}`, () => assumeRoot(found, member, identity.partition));
      const clients = await connect(found.settings, session);
      opened.push(clients);
      return { clients, identity: asRoot(known(await whoAmI(clients)), context), found, way: 'assumed-root', close };
    }
    if (!identity.isRoot) throw notRoot(identity);
    if (signWith === undefined) return { clients: found, identity, found, way: 'another', close };
    const clients = await secondCredential(signWith, identity, found, context);
    opened.push(clients);
    return { clients, identity, found, way: 'another', close };
  } catch (error) {
    close();
    throw error;
  }
}

async function secondCredential(profile: string, identity: Identity, found: Clients, context: Context): Promise<Clients> {
  const settings = { ...context.connection, profile };
  const credentials = await resolveCredentials(settings);
  const clients = await connect(settings, credentials);
  const second = known(await whoAmI(clients));
  context.ui.line(`Signs the deletion: ${credentialLine(credentials, second)}`, 'muted');
  if (second.arn !== identity.arn) {
    throw new Failure('not-root', `profile \`${profile}\` is \`${second.arn}\`, not the root user of account ${identity.account}`, {
      hints: ['a second credential is another root key, or a session of `aws login` as the root user, of the same account'],
    });
  }
  if (credentials.accessKeyId === found.credentials.accessKeyId) {
    throw new Failure('usage', `--sign-with \`${profile}\` holds the very key that is to be deleted`, { hints: ['leave it out: the key then deletes itself'] });
  }
  return clients;
}

/** The document is about the account whose keys are deleted. */
function asRoot(identity: Identity, { head }: Context): Identity {
  Object.assign(head, { account: identity.account, partition: identity.partition, principal: identity.arn });
  return identity;
}

function known(identity: Identity | null): Identity {
  if (identity !== null) return identity;
  throw new Failure('unexpected-answer', 'this endpoint has no STS, and so no root user', { hints: ['root access keys are AWS’s: leave out `--endpoint-url`'] });
}

function notRoot({ arn, account }: Identity): Failure {
  return new Failure('not-root', `\`${arn}\` is not the root user, and nobody else can delete the root access keys of account ${account}`, {
    hints: [
      'use the key itself: `s3-mfa-delete root-key delete --profile <name>`; `s3-mfa-delete root-key status` says which profiles hold one',
      'for a member account of an organization: `s3-mfa-delete root-key delete --assume-root <account>`',
    ],
  });
}

function rootCannotAssume({ account }: Identity): Failure {
  return new Failure('is-root', `these are credentials of the root user of account ${account}, and AWS lets no root user call sts:AssumeRoot`, {
    hints: ['use a role or user of the management account that may: `s3-mfa-delete root-key delete --assume-root <account> --profile <name>`'],
  });
}
