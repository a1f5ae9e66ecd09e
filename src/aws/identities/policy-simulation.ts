import { type ContextEntry, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { Failure } from '../../core/failures/failure.js';
import type { Decision } from '../../core/require-mfa/proof.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/**
 * What AWS's own evaluation says: the identity's policies, asked about actions. Bucket policies and policies of the
 * organization are not all part of it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 * @param question.afterACode with the context keys of somebody who has just given a code, or without any
 * @returns a decision for each action
 * @throws Failure `identity-not-found`, `access-denied`, `unexpected-answer`, and others
 */
export function simulate(
  clients: Clients,
  arn: string,
  question: { actions: readonly string[]; resources: readonly string[]; afterACode: boolean },
): Promise<ReadonlyMap<string, Decision>> {
  return ask(clients, { action: 'iam:SimulatePrincipalPolicy' }, async (options) => {
    const input = {
      PolicySourceArn: arn,
      ActionNames: [...question.actions],
      ResourceArns: [...question.resources],
      ContextEntries: question.afterACode ? keysAfterACode : [],
    };
    const found = new Map<string, Decision>();
    for await (const page of paginateSimulatePrincipalPolicy({ client: await clients.iam() }, input, options)) {
      for (const { EvalActionName, EvalDecision } of page.EvaluationResults ?? []) {
        if (EvalActionName) found.set(EvalActionName, stricter(found.get(EvalActionName), decisionOf(EvalDecision)));
      }
    }
    const unanswered = question.actions.find((action) => !found.has(action));
    if (unanswered !== undefined) throw new Failure('unexpected-answer', `iam:SimulatePrincipalPolicy did not answer for ${unanswered}`, { hints: ['see the requests with `--debug`'] });
    return found;
  });
}

const keysAfterACode: ContextEntry[] = [
  { ContextKeyName: 'aws:MultiFactorAuthPresent', ContextKeyType: 'boolean', ContextKeyValues: ['true'] },
  { ContextKeyName: 'aws:MultiFactorAuthAge', ContextKeyType: 'numeric', ContextKeyValues: ['0'] },
];

/** AWS has answered per action and resource, and answers per action now: the strictest counts either way. */
function stricter(one: Decision | undefined, other: Decision): Decision {
  return (['explicitDeny', 'implicitDeny'] as const).find((decision) => decision === one || decision === other) ?? 'allowed';
}

function decisionOf(text: string | undefined): Decision {
  if (text === 'allowed' || text === 'explicitDeny' || text === 'implicitDeny') return text;
  throw new Failure('unexpected-answer', `iam:SimulatePrincipalPolicy answered ${text ?? 'nothing'}, which is no decision`, { hints: ['see the requests with `--debug`'] });
}
