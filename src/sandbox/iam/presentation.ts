import type { Person } from '../people/people.js';
import type { QueryResult } from '../wire/query-protocol.js';

/** An instant (ms since the epoch) as IAM and STS print it: ISO 8601 to the second. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The `User` element. Root has an empty Path and no UserName. https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export function describePerson(person: Person): QueryResult {
  return {
    Path: person.userName === null ? '' : '/',
    UserName: person.userName ?? undefined,
    UserId: person.userId,
    Arn: person.arn,
    CreateDate: instant(person.createdAt),
    PasswordLastUsed: person.passwordLastUsedAt === null ? undefined : instant(person.passwordLastUsedAt),
  };
}
