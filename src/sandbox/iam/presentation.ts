import type { Person } from '../people/people.js';
import type { Group, Role } from '../people/policy-holders.js';
import type { QueryResult } from '../wire/query-protocol.js';

/** An instant (ms since the epoch) as IAM and STS print it: ISO 8601 to the second. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A policy document as IAM prints it: URL-encoded by RFC 3986. */
export function urlEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The `User` element. Root has an empty Path and no UserName. https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export function describePerson(person: Person): QueryResult {
  return {
    Path: person.userName === null ? '' : pathIn(person.arn),
    UserName: person.userName ?? undefined,
    UserId: person.userId,
    Arn: person.arn,
    CreateDate: instant(person.createdAt),
    PasswordLastUsed: person.passwordLastUsedAt === null ? undefined : instant(person.passwordLastUsedAt),
  };
}

/** The `Group` element. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html */
export function describeGroup({ groupName, groupId, arn, createdAt }: Group): QueryResult {
  return { Path: pathIn(arn), GroupName: groupName, GroupId: groupId, Arn: arn, CreateDate: instant(createdAt) };
}

/** Whom every role trusts: nobody who could ask here. */
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] });

/** The `Role` element; its trust policy comes URL-encoded. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export function describeRole({ roleName, roleId, arn, createdAt }: Role): QueryResult {
  return { Path: pathIn(arn), RoleName: roleName, RoleId: roleId, Arn: arn, CreateDate: instant(createdAt), AssumeRolePolicyDocument: urlEncoded(trust), MaxSessionDuration: 3600 };
}

/** The path in an ARN: `/team/` of `…:group/team/staff`. AWS: "IAM identifiers", "Friendly names and paths" (verified). */
function pathIn(arn: string): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}
