import { type Condition, conditionsOf, holds, listOf, type RequestContext } from './policy-conditions.js';
import { wildcardMatches } from './wildcard.js';

type Statement = Record<string, unknown>;

/** A request of the root user that a bucket policy may deny. */
export type RootRequest = {
  /** For example `s3:PutBucketVersioning`. */
  action: string;
  bucket: string;
  /** The object that it is about; left out, it is about the bucket. */
  key?: string;
  partition: string;
  /** Twelve digits. */
  account: string;
};

const mfaKeys = ['aws:multifactorauthpresent', 'aws:multifactorauthage'];

/**
 * What a request with the root user's long-term key says about itself. It never has an MFA context, so the usual
 * "require MFA" bucket policy locks out the very key that MFA Delete needs.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function rootRequestContext(rootArn: string, account: string): RequestContext {
  return new Map([
    ...mfaKeys.map((key) => [key, null] as const),
    ['aws:tokenissuetime', null],
    ['aws:username', null],
    ['aws:principalarn', rootArn],
    ['aws:principalaccount', account],
    ['aws:principaltype', 'Account'],
    ['aws:userid', account],
  ]);
}

const textsOf = (value: unknown): string[] => listOf(value).map(String);

/** Actions compare without regard to case. */
function coversAction({ Action, NotAction }: Statement, action: string): boolean {
  const named = (patterns: unknown): boolean =>
    textsOf(patterns).some((pattern) => wildcardMatches(pattern.toLowerCase(), action.toLowerCase()));
  return NotAction === undefined ? named(Action) : !named(NotAction);
}

function coversResource({ Resource, NotResource }: Statement, resource: string): boolean {
  const named = (patterns: unknown): boolean => textsOf(patterns).some((pattern) => wildcardMatches(pattern, resource));
  return NotResource === undefined ? named(Resource) : !named(NotResource);
}

/** A Principal takes no wildcards but the lone star; the account id is short for the ARN of its root. */
function coversRoot({ Principal, NotPrincipal }: Statement, rootArn: string, account: string): boolean {
  const named = (principal: unknown): boolean => {
    if (principal === '*') return true;
    const accounts = textsOf((principal as { AWS?: unknown } | null | undefined)?.AWS);
    return accounts.some((entry) => entry === '*' || entry === rootArn || entry === account);
  };
  return NotPrincipal === undefined ? named(Principal) : !named(NotPrincipal);
}

/** All conditions have to hold. Those that cannot be told are taken to hold, so this errs on the side of warning. */
function deniesForWantOfMfa(conditions: readonly Condition[], context: RequestContext): boolean {
  return conditions.some(({ key }) => mfaKeys.includes(key)) && conditions.every((condition) => holds(condition, context) !== false);
}

/**
 * Finds the statements of a bucket policy that deny the root user's long-term key for want of MFA context.
 * @param policy the policy document, as JSON text
 * @returns the `Sid`s of such statements, or `statement N` (counted from 1) where there is none; an empty list where
 *   nothing stands in the way; `null` where the text is not a policy document
 */
export function statementsDenyingRootWithoutMfa(policy: string, request: RootRequest): string[] | null {
  const statements = statementsOf(policy);
  if (statements === null) return null;
  const rootArn = `arn:${request.partition}:iam::${request.account}:root`;
  const resource = `arn:${request.partition}:s3:::${request.bucket}${request.key === undefined ? '' : `/${request.key}`}`;
  const context = rootRequestContext(rootArn, request.account);
  return statements.flatMap((statement, index) => {
    const denies =
      statement.Effect === 'Deny' &&
      coversAction(statement, request.action) &&
      coversResource(statement, resource) &&
      coversRoot(statement, rootArn, request.account) &&
      deniesForWantOfMfa(conditionsOf(statement.Condition), context);
    return denies ? [typeof statement.Sid === 'string' && statement.Sid ? statement.Sid : `statement ${index + 1}`] : [];
  });
}

function statementsOf(policy: string): Statement[] | null {
  try {
    const document = JSON.parse(policy) as { Statement?: unknown } | null;
    const statements = listOf(document?.Statement);
    const wellFormed = statements.length > 0 && statements.every((entry) => typeof entry === 'object' && entry !== null);
    return wellFormed ? (statements as Statement[]) : null;
  } catch {
    return null;
  }
}
