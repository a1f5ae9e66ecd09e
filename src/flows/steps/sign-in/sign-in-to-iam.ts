import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import type { Identity } from '../../../core/signers/identity.js';
import { readOnlyConnection } from './read-only-connection.js';
import type { SignedIn } from './sign-in.js';

/** A connection to an account that has IAM. */
export type SignedInToIam = SignedIn & { identity: Identity };

/**
 * Signs in with whatever credentials there are, for IAM.
 * @throws Failure `unexpected-answer` where the server has no STS, and so no IAM
 */
export async function signInToIam(context: Context): Promise<SignedInToIam> {
  const { clients, identity: asked } = await readOnlyConnection(context);
  try {
    const identity = await context.ui.during('Asking AWS who signs', () => asked);
    if (identity === null) {
      throw new Failure('unexpected-answer', 'this endpoint has no STS, and so no IAM policies that could require MFA', { hints: ['leave out `--endpoint-url` for AWS'] });
    }
    context.ui.line(`Signed in as \`${identity.arn}\``, 'muted');
    return { clients, credentials: clients.credentials, identity, makesKey: false };
  } catch (error) {
    clients.close();
    throw error;
  }
}
