/**
 * Would a bucket policy deny a request because it carries no MFA context? The root user's long-term key never has
 * `aws:MultiFactorAuthPresent` or `aws:MultiFactorAuthAge`, so the usual "require MFA" bucket policy locks out the
 * very key that MFA Delete needs.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
type Statement = Record<string, unknown>;

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const textsOf = (value: unknown): string[] => listOf(value).map(String);

/** IAM wildcards: `*` any run, `?` any one character; actions compare without regard to case. */
function wildcardMatches(pattern: string, text: string, flags = ''): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags).test(text);
}

function coversAction(statement: Statement, action: string): boolean {
  if (statement.NotAction !== undefined) {
    return !textsOf(statement.NotAction).some((pattern) => wildcardMatches(pattern, action, 'i'));
  }
  return textsOf(statement.Action).some((pattern) => wildcardMatches(pattern, action, 'i'));
}

function coversResource(statement: Statement, resource: string): boolean {
  if (statement.NotResource !== undefined) {
    return !textsOf(statement.NotResource).some((pattern) => wildcardMatches(pattern, resource));
  }
  return textsOf(statement.Resource).some((pattern) => wildcardMatches(pattern, resource));
}

function namesRoot(principal: unknown, rootArn: string): boolean {
  if (principal === '*') return true;
  const accounts = textsOf((principal as Record<string, unknown> | undefined)?.AWS);
  const accountId = rootArn.split(':')[4] ?? '';
  return accounts.some((entry) => entry === '*' || entry === rootArn || entry === accountId);
}

function coversRoot(statement: Statement, rootArn: string): boolean {
  if (statement.NotPrincipal !== undefined) return !namesRoot(statement.NotPrincipal, rootArn);
  return namesRoot(statement.Principal, rootArn);
}

/** One condition operator with its keys, flattened; operator and key in lower case, as IAM compares them. */
function conditionsOf(statement: Statement): { operator: string; key: string; values: string[] }[] {
  const condition = (statement.Condition ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, value]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: textsOf(value),
    })),
  );
}

type Condition = ReturnType<typeof conditionsOf>[number];

function asksForMfa({ operator, key, values }: Condition): boolean {
  const says = (word: string): boolean => values.some((value) => value.toLowerCase() === word);
  if (key === 'aws:multifactorauthpresent') {
    return (operator === 'boolifexists' && says('false')) || (operator === 'null' && says('true'));
  }
  if (key === 'aws:multifactorauthage') {
    return (operator === 'null' && says('true')) || /^numericgreaterthan(equals)?ifexists$/.test(operator);
  }
  return false;
}

function exemptsRoot({ operator, key, values }: Condition, rootArn: string): boolean {
  if (key !== 'aws:principalarn' || !/^(arn|string)not(equals|like)(ifexists)?$/.test(operator)) return false;
  return values.some((pattern) => wildcardMatches(pattern, rootArn));
}

/**
 * Finds the statements of a bucket policy that deny the root user's long-term key for want of MFA context.
 * Other conditions of a statement are taken to match, so it errs on the side of warning.
 * @param policy the policy document, as JSON text
 * @returns the `Sid`s of such statements, or `statement N` (counted from 1) where there is none; empty: no obstacle
 */
export function statementsDenyingRootWithoutMfa(
  policy: string,
  request: { action: string; bucket: string; partition: string; account: string },
): string[] {
  let document: { Statement?: unknown };
  try {
    document = JSON.parse(policy) as { Statement?: unknown };
  } catch {
    return [];
  }
  const rootArn = `arn:${request.partition}:iam::${request.account}:root`;
  const resource = `arn:${request.partition}:s3:::${request.bucket}`;
  return listOf(document.Statement).flatMap((entry, index) => {
    const statement = (entry ?? {}) as Statement;
    const conditions = conditionsOf(statement);
    const denies =
      statement.Effect === 'Deny' &&
      coversAction(statement, request.action) &&
      coversResource(statement, resource) &&
      coversRoot(statement, rootArn) &&
      conditions.some(asksForMfa) &&
      !conditions.some((condition) => exemptsRoot(condition, rootArn));
    return denies ? [typeof statement.Sid === 'string' && statement.Sid ? statement.Sid : `statement ${index + 1}`] : [];
  });
}
