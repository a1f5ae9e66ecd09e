import { listOf } from './conditions.js';
import { wildcardMatches } from './wildcard.js';

/** One statement of a policy document, its elements not looked at yet. */
export type Statement = Record<string, unknown>;

/** The statements of a policy document (JSON text); `null` where it is none. */
export function statementsOf(policy: string): Statement[] | null {
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: unknown };
    const statements = listOf(Statement);
    const wellFormed = statements.length > 0 && statements.every((entry) => typeof entry === 'object' && entry !== null);
    return wellFormed ? (statements as Statement[]) : null;
  } catch {
    return null;
  }
}

/** Is the statement about this action, for example `s3:PutBucketVersioning`? Actions compare without regard to case. */
export function coversAction({ Action, NotAction }: Statement, action: string): boolean {
  const named = (patterns: unknown): boolean =>
    textsOf(patterns).some((pattern) => wildcardMatches(pattern.toLowerCase(), action.toLowerCase()));
  return NotAction === undefined ? named(Action) : !named(NotAction);
}

/** Is the statement about this resource (an ARN)? */
export function coversResource({ Resource, NotResource }: Statement, resource: string): boolean {
  const named = (patterns: unknown): boolean => textsOf(patterns).some((pattern) => wildcardMatches(pattern, resource));
  return NotResource === undefined ? named(Resource) : !named(NotResource);
}

/**
 * Is the statement about this principal? A Principal takes no wildcards but the lone star, and whoever names an account
 * or its root means everybody in it.
 * @param names the principal's own ARN and what else stands for it, for example the account's id
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function coversPrincipal({ Principal, NotPrincipal }: Statement, names: readonly string[]): boolean {
  const named = (principal: unknown): boolean => {
    if (principal === '*') return true;
    const entries = textsOf((principal as { AWS?: unknown } | null | undefined)?.AWS);
    return entries.some((entry) => entry === '*' || names.includes(entry));
  };
  return NotPrincipal === undefined ? named(Principal) : !named(NotPrincipal);
}

function textsOf(value: unknown): string[] {
  return listOf(value).map(String);
}
