import type { People, Person } from '../people.js';
import { type OperationCall, PracticeError } from '../types.js';

/**
 * Refuses a signer who may not do the action.
 * AWS: IAM User Guide, "Troubleshoot access denied error messages".
 * @param action for example `iam:ListAccessKeys`
 * @param arn what the action is about, as policies name it
 * @param shown how IAM names it in the message: an ARN, `user NAME` or `*`
 * @throws PracticeError 403 AccessDenied
 */
export function checkAllowed({ signer }: OperationCall, action: string, arn: string, shown = arn): void {
  if (signer.principal.allows(action, arn)) return;
  throw new PracticeError(
    403,
    'AccessDenied',
    `User: ${signer.principal.arn} is not authorized to perform: ${action} on resource: ${shown} because no identity-based policy allows the ${action} action`,
  );
}

/**
 * The person whom an operation with an optional UserName is about: the one named, or the signer. AWS says that
 * UserName is required with temporary keys; captures show root sessions doing without it, so it is not demanded here.
 * @throws PracticeError 403 AccessDenied, 404 NoSuchEntity
 */
export function subjectOf(
  people: People,
  call: OperationCall,
  action: string,
  parameters: ReadonlyMap<string, string>,
): Person {
  const userName = parameters.get('UserName');
  const signerName = call.signer.principal.userName;
  const named = userName ?? signerName;
  if (named === null) return people.root;
  const person = people.find(named);
  const arn = person?.arn ?? `arn:aws:iam::${people.root.accountId}:user/${named}`;
  // Rights come first: who may not look does not learn which users exist.
  checkAllowed(call, action, arn, `user ${named}`);
  if (person === undefined) throw noSuchEntity(`The user with name ${named} cannot be found.`);
  return person;
}

/** AWS: NoSuchEntity, 404. */
export function noSuchEntity(message: string): PracticeError {
  return new PracticeError(404, 'NoSuchEntity', message);
}
