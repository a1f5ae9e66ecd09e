import { conditionsOf, type RequestContext } from '../../core/policies/conditions.js';
import { statementsOf } from '../../core/policies/statements.js';
import { type Decision, decide } from '../authentication/policy-decision.js';
import { contextOfPrincipal } from '../authentication/request-context.js';
import type { AccountState } from '../people/account-state.js';
import type { People } from '../people/people.js';
import { documentsOf } from '../people/policy-holders.js';
import { PracticeError, type Principal } from '../types.js';
import { unverifiedHeaders } from '../unverified.js';
import { checkParameters, rule } from '../wire/constraints.js';
import { listParameter, type QueryOperation, type QueryResult } from '../wire/query-protocol.js';
import { checkAllowed, noSuchEntity } from './access.js';

const lists = ['ActionNames', 'ResourceArns', 'ContextEntries'];

/** Whose policies are evaluated. */
type Subject = Pick<Principal, 'allows' | 'policies'> & { context: readonly (readonly [string, string | null])[] };

/**
 * SimulatePrincipalPolicy: the policies of a user (its groups' among them), a group or a role, asked about actions. Keys
 * that are not given count as not there. One answer per action, the strictest over all resources, as AWS gives it since
 * 2026. Further policies, resource policies and callers are not modelled.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function simulatePrincipalPolicy({ people }: AccountState): QueryOperation {
  return {
    parameters: ['PolicySourceArn'],
    lists,
    run(call, parameters) {
      const arn = parameters.get('PolicySourceArn') ?? '';
      checkAllowed(call, 'iam:SimulatePrincipalPolicy', arn);
      checkParameters(parameters, [rule('PolicySourceArn', { kind: 'required' }, { kind: 'length', min: 20, max: 2048 })]);
      const subject = subjectNamed(people, arn);
      const actions = listParameter(parameters, 'ActionNames');
      if (actions.length === 0) throw noActions();
      const resources = listParameter(parameters, 'ResourceArns');
      const given = contextEntries(parameters);
      const results = actions.map((action) => evaluation(subject, action, resources.length === 0 ? ['*'] : resources, given));
      return { EvaluationResults: { member: results }, IsTruncated: false };
    },
  };
}

/** Like the refusals of other parameters that are left out; for a list it is not verified. */
function noActions(): PracticeError {
  const message = "1 validation error detected: Value null at 'actionNames' failed to satisfy constraint: Member must not be null";
  return new PracticeError(400, 'ValidationError', message, {}, unverifiedHeaders);
}

function evaluation(subject: Subject, action: string, resources: readonly string[], given: ReadonlyMap<string, string>): QueryResult {
  const asked = keysAskedFor(subject);
  const context: RequestContext = new Map([...asked.map((key) => [key, null] as const), ...subject.context, ...given]);
  const decisions = resources.map((resource) => decide(subject, { action, resource, context }));
  const missing = asked.filter((key) => !given.has(key) && !subject.context.some(([name]) => name === key));
  return {
    EvalActionName: action,
    EvalResourceName: resources.length === 1 ? resources[0] : '*',
    EvalDecision: strictest(decisions),
    MatchedStatements: { member: [] },
    MissingContextValues: { member: missing },
  };
}

function strictest(decisions: readonly Decision[]): Decision {
  return (['explicitDeny', 'implicitDeny'] as const).find((decision) => decisions.includes(decision)) ?? 'allowed';
}

/** Condition keys, in lower case, that the policies mention. */
function keysAskedFor({ policies }: Subject): string[] {
  const statements = (policies?.() ?? []).flatMap((document) => statementsOf(document) ?? []);
  return [...new Set(statements.flatMap(({ Condition }) => conditionsOf(Condition).map(({ key }) => key)))];
}

function contextEntries(parameters: ReadonlyMap<string, string>): Map<string, string> {
  const entries = new Map<string, string>();
  for (let place = 1; parameters.has(`ContextEntries.member.${place}.ContextKeyName`); place += 1) {
    const entry = `ContextEntries.member.${place}`;
    const [value = ''] = listParameter(parameters, `${entry}.ContextKeyValues`);
    entries.set((parameters.get(`${entry}.ContextKeyName`) ?? '').toLowerCase(), value);
  }
  return entries;
}

function subjectNamed(people: People, arn: string): Subject {
  const user = people.users().find((each) => each.arn === arn);
  if (user !== undefined) return { ...user, context: contextOfPrincipal(user) };
  const holder = [...people.groups(), ...people.roles()].find((each) => each.arn === arn);
  // The text is likely: public captures.
  if (holder === undefined) throw noSuchEntity(`The entity with ARN ${arn} cannot be found.`);
  return { allows: () => false, policies: () => documentsOf([holder]), context: [] };
}
