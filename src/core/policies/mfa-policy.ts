import { type Condition, conditionsOf, holds, type RequestContext } from './conditions.js';
import { coversAction, coversPrincipal, coversResource, statementsOf } from './statements.js';

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
      coversPrincipal(statement, [rootArn, request.account]) &&
      deniesForWantOfMfa(conditionsOf(statement.Condition), context);
    return denies ? [typeof statement.Sid === 'string' && statement.Sid ? statement.Sid : `statement ${index + 1}`] : [];
  });
}
