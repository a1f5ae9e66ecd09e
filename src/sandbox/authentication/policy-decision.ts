import { type Condition, conditionsOf, holds, type RequestContext } from '../../core/policies/conditions.js';
import { coversAction, coversResource, type Statement, statementsOf } from '../../core/policies/statements.js';
import { notModelled, type Principal } from '../types.js';

/** What somebody wants to do. */
export type PolicyQuestion = {
  /** For example `s3:PutBucketVersioning`. */
  action: string;
  /** An ARN, or `*`. */
  resource: string;
  /** What the request says about itself. */
  context: RequestContext;
};

/** What the policies of an identity come to. AWS: "SimulatePrincipalPolicy", EvalDecision (verified). */
export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/**
 * What the rights and the attached policies of an identity say to a request: a deny outweighs every allow.
 * AWS: "Policy evaluation logic" (verified).
 * @throws PracticeError 501, naming it, for a condition that cannot be told here
 */
export function decide(principal: Pick<Principal, 'allows' | 'policies'>, question: PolicyQuestion): Decision {
  const statements = (principal.policies?.() ?? []).flatMap((document) => statementsOf(document) ?? []);
  const covering = statements.filter((statement) => covers(statement, question));
  if (covering.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  const allowed = covering.some(({ Effect }) => Effect === 'Allow') || principal.allows(question.action, question.resource);
  return allowed ? 'allowed' : 'implicitDeny';
}

/**
 * Is the statement about this request: its action, its resource and all its conditions?
 * @throws PracticeError 501, naming it, for a condition that cannot be told here
 */
export function covers(statement: Statement, { action, resource, context }: PolicyQuestion): boolean {
  return coversAction(statement, action) && coversResource(statement, resource) && allHold(conditionsOf(statement['Condition']), context);
}

function allHold(conditions: readonly Condition[], context: RequestContext): boolean {
  const answers = conditions.map((condition) => ({ condition, holds: holds(condition, context) }));
  if (answers.some((answer) => answer.holds === false)) return false;
  const untold = answers.find((answer) => answer.holds === undefined);
  if (untold !== undefined) throw notModelled(`the condition ${untold.condition.operator} on ${untold.condition.key} in policies`);
  return true;
}
