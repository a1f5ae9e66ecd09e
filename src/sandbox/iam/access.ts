import { decide } from '../authentication/policy-decision.js';
import { contextOf } from '../authentication/request-context.js';
import type { People, Person } from '../people/people.js';
import { type OperationCall, PracticeError } from '../types.js';

/**
 * Refuses a signer who may not do the action.
 * AWS: IAM User Guide, "Troubleshoot access denied error messages".
 * @param action for example `iam:ListAccessKeys`
 * @param arn what the action is about, as policies name it
 * @param shown how IAM names it in the message: an ARN, `user NAME` or `*`
 * @throws PracticeError 403 AccessDenied
 */
export function checkAllowed({ signer, now }: OperationCall, action: string, arn: string, shown = arn): void {
  const decision = decide(signer.principal, { action, resource: arn, context: contextOf(signer, now) });
  if (decision === 'allowed') return;
  const why = decision === 'explicitDeny' ? 'with an explicit deny in an identity-based policy' : `because no identity-based policy allows the ${action} action`;
  throw new PracticeError(403, 'AccessDenied', `User: ${signer.principal.arn} is not authorized to perform: ${action} on resource: ${shown} ${why}`);
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
  if (named === null) {
    // Sessions of sts:AssumeRoot may do one task only.
    checkAllowed(call, action, people.root.arn);
    return people.root;
  }
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
