import { AssumeRootCommand } from '@aws-sdk/client-sts';
import { Failure } from '../../core/failures/failure.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { givenCredentials, type SigningCredentials } from '../credentials/credentials.js';

/** The task that may list and delete a root user's access keys; it may not make them inactive. */
const DELETE_CREDENTIALS = 'root-task/IAMDeleteRootUserCredentials';

/**
 * Opens a session of fifteen minutes as the root user of a member account, to delete its access keys. Takes a principal
 * of the organization's management account (or its delegated administrator for IAM), never a root user.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 * @param account twelve digits
 * @param partition of the signer, for example `aws`
 * @throws Failure
 */
export async function assumeRoot(clients: Clients, account: string, partition: string): Promise<SigningCredentials> {
  const sts = await clients.sts();
  const request = { TargetPrincipal: account, TaskPolicyArn: { arn: `arn:${partition}:iam::aws:policy/${DELETE_CREDENTIALS}` } };
  const { Credentials } = await ask(clients, { action: 'sts:AssumeRoot' }, (options) => sts.send(new AssumeRootCommand(request), options));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiration } = Credentials ?? {};
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw new Failure('unexpected-answer', 'sts:AssumeRoot was answered without credentials');
  return givenCredentials({ from: 'assumed-root', account }, { accessKeyId, secretAccessKey, sessionToken, ...(expiration && { expiration }) }, clients.settings);
}
