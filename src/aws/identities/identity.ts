import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { Failure, isFailure } from '../../core/failures/failure.js';
import { type Identity, identityOf } from '../../core/signers/identity.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/** What servers without STS answer (contract, section 2). */
const noSts: readonly (number | null | undefined)[] = [404, 405, 501];

/**
 * Asks STS whose credentials these are; no permission is needed for it, and none can deny it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @returns `null` where the endpoint has no STS: its answer was 404, 405 or 501, and it is not Amazon's
 * @throws Failure
 */
export async function whoAmI(clients: Clients): Promise<Identity | null> {
  const sts = await clients.sts();
  try {
    const answer = await ask(clients, { action: 'sts:GetCallerIdentity' }, (options) => sts.send(new GetCallerIdentityCommand({}), options));
    if (answer.Account && answer.Arn) return identityOf(answer.Account, answer.Arn);
  } catch (error) {
    if (isFailure(error) && noSts.includes(error.aws?.httpStatus) && !clients.endpointIsAws('sts')) return null;
    throw error;
  }
  throw new Failure('not-aws', 'what answered sts:GetCallerIdentity is not AWS: it named no account', {
    hints: ['check `--endpoint-url` and HTTPS_PROXY'],
  });
}
