import { type MfaDemand, neededToGetACode, type PolicyDocument } from './demand.js';

/** Names of our statements: what is found under them is ours to replace. */
export const ourSids = ['DenyWithoutMfa', 'DenyOldMfa'] as const;

/** Did this program make the whole document? Only what it made is replaced without a question. */
export function isOurs(document: PolicyDocument | null): boolean {
  return document !== null && document.Statement.every(({ Sid }) => ourSids.some((sid) => sid === Sid));
}

type Condition = Record<string, Record<string, string>>;

/** The policy for users, groups and roles. */
export function identityPolicy(demand: MfaDemand): PolicyDocument {
  const about = { ...actionsOf(demand), Resource: oneOrMore(demand.resources) };
  return { Version: '2012-10-17', Statement: conditionsOf(demand).map(([Sid, Condition]) => ({ Sid, Effect: 'Deny', ...about, Condition })) };
}

/** Which bucket, and whose. */
type BucketOfAccount = { name: string; partition: string; account: string };

/**
 * The statements for a bucket's policy. They exempt the root user: its long-term key never has MFA context, and it is
 * the only one that MFA Delete accepts.
 */
export function bucketStatements(demand: MfaDemand, { name, partition, account }: BucketOfAccount): PolicyDocument['Statement'] {
  const arn = `arn:${partition}:s3:::${name}`;
  const exemption = { ArnNotEquals: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:root` } };
  return conditionsOf(demand).map(([Sid, Condition]) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    ...actionsOf(demand),
    Resource: [arn, `${arn}/*`],
    Condition: { ...Condition, ...exemption },
  }));
}

/**
 * A bucket's policy with our statements in it: those of the same names are replaced, every other one stays.
 * @param present its policy document as it is; `null` where there is none
 */
export function mergedBucketPolicy(present: PolicyDocument | null, ours: PolicyDocument['Statement']): PolicyDocument {
  const theirs = (present?.Statement ?? []).filter(({ Sid }) => !ourSids.some((sid) => sid === Sid));
  return { ...present, Version: present?.Version ?? '2012-10-17', Statement: [...theirs, ...ours] };
}

/** A policy document from JSON text; a lone statement becomes a list. `null` where it is none, or where a statement is none. */
export function readPolicyDocument(text: string): PolicyDocument | null {
  try {
    const document = JSON.parse(text) as Partial<PolicyDocument>;
    const statements: unknown[] = [document.Statement].flat();
    if (!statements.every(isStatement)) return null;
    return { ...document, Version: document.Version ?? '2008-10-17', Statement: statements };
  } catch {
    return null;
  }
}

function isStatement(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** `Null` holds for a missing key, `NumericGreaterThan` only for one that is there: it takes both to ask for a recent code. */
function conditionsOf({ style, maxAgeSeconds }: MfaDemand): [sid: string, condition: Condition][] {
  const [without, old] = ourSids;
  if (style === 'present') return [[without, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }]];
  return [
    [without, { Null: { 'aws:MultiFactorAuthAge': 'true' } }],
    ...(maxAgeSeconds === null ? [] : [[old, { NumericGreaterThan: { 'aws:MultiFactorAuthAge': String(maxAgeSeconds) } }] satisfies [string, Condition]]),
  ];
}

function actionsOf({ actions }: MfaDemand): { Action: string | readonly string[] } | { NotAction: readonly string[] } {
  return actions.includes('*') ? { NotAction: neededToGetACode } : { Action: oneOrMore(actions) };
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [first, ...others] = values;
  return first !== undefined && others.length === 0 ? first : values;
}
