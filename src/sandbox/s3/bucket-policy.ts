import { type Condition, conditionsOf, holds, type RequestContext } from '../../core/policy-conditions.js';
import { coversAction, coversPrincipal, coversResource, statementsOf } from '../../core/policy-statements.js';
import { notModelled, type Signer } from '../types.js';

/** What somebody wants to do. */
export type PolicyQuestion = {
  signer: Signer;
  /** For example `s3:PutBucketVersioning`. */
  action: string;
  /** An ARN. */
  resource: string;
};

/**
 * Does a Deny statement of a bucket policy cover this? It outweighs every right, root's too.
 * AWS: "Policy evaluation logic", "AWS global condition context keys" (verified): a long-term key has no MFA context.
 * Allow statements are not looked at: rights are a fixed table per user.
 * @param policy JSON text
 * @throws PracticeError 501, naming it, for a condition that cannot be told here
 */
export function deniedByPolicy(policy: string, { signer, action, resource }: PolicyQuestion): boolean {
  const { arn, accountId } = signer.principal;
  const names = [arn, accountId, `arn:aws:iam::${accountId}:root`];
  const context = contextOf(signer);
  return (statementsOf(policy) ?? []).some(
    (statement) =>
      statement['Effect'] === 'Deny' &&
      coversAction(statement, action) &&
      coversResource(statement, resource) &&
      coversPrincipal(statement, names) &&
      allHold(conditionsOf(statement['Condition']), context),
  );
}

/** What the request says about itself; keys that are left out cannot be told. */
function contextOf({ key, principal }: Signer): RequestContext {
  const authenticated = key.session !== null && key.session.mfaAuthenticatedAt !== null;
  return new Map([
    ['aws:multifactorauthpresent', key.session === null ? null : String(authenticated)],
    ...(authenticated ? [] : [['aws:multifactorauthage', null] as const]),
    ['aws:principalarn', principal.arn],
    ['aws:principalaccount', principal.accountId],
    ['aws:principaltype', principal.kind === 'root' ? 'Account' : 'User'],
    ['aws:userid', principal.userId],
    ['aws:username', principal.userName],
  ]);
}

function allHold(conditions: readonly Condition[], context: RequestContext): boolean {
  const answers = conditions.map((condition) => ({ condition, holds: holds(condition, context) }));
  if (answers.some((answer) => answer.holds === false)) return false;
  const untold = answers.find((answer) => answer.holds === undefined);
  if (untold !== undefined) throw notModelled(`the condition ${untold.condition.operator} on ${untold.condition.key} of bucket policies`);
  return true;
}
