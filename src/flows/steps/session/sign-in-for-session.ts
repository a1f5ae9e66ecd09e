import { connect } from '../../../aws/connection/clients.js';
import { assertCodeMayTravel } from '../../../aws/connection/code-travel.js';
import { whoAmI } from '../../../aws/identities/identity.js';
import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import { refuseWildClock, warnOfWrongClock } from '../sign-in/check-clock.js';
import { credentialLine } from '../sign-in/credential-words.js';
import { noteIdentity, presentCredentials } from '../sign-in/read-only-connection.js';
import type { SignedInToIam } from '../sign-in/sign-in-to-iam.js';

/**
 * Signs in with a long-term key: AWS gives a session to nothing else.
 * @throws Failure with exit code 4 for credentials that cannot do it, `insecure-endpoint` before anything is sent
 */
export async function signInForSession(context: Context): Promise<SignedInToIam> {
  const credentials = await presentCredentials(context.connection.profile, context);
  if (credentials.keyKind === 'temporary') {
    throw new Failure('session-credentials', `${credentialLine(credentials, null)}: these are temporary credentials, and AWS gives no session to a session`, {
      hints: ['name the profile that holds the long-term key: `--profile <name>`'],
    });
  }
  const clients = await connect(context.connection, credentials);
  try {
    assertCodeMayTravel(clients, 'sts');
    const identity = noteIdentity(await context.ui.during('Asking AWS who signs', () => whoAmI(clients)), context);
    context.ui.success(credentialLine(credentials, identity));
    if (identity === null) {
      throw new Failure('unexpected-answer', 'this endpoint has no STS, and so no sessions', { hints: ['leave out `--endpoint-url` for AWS'] });
    }
    refuseWildClock(clients);
    warnOfWrongClock(clients, context.ui);
    return { clients, credentials, identity, makesKey: false };
  } catch (error) {
    clients.close();
    throw error;
  }
}
