import type { Person } from '../../../src/sandbox/people/people.js';
import type { PracticeContext, SigningKey } from '../../support/practice-context.js';

/** The long-term key of a seeded IAM user. */
export function userKey({ practice }: PracticeContext, userName: 'admin' | 'auditor' | 'intern'): SigningKey {
  const user = practice.users.find((each) => each.userName === userName);
  if (user === undefined) throw new Error(`no user ${userName}`);
  return user;
}

/**
 * A session without MFA, as `aws sts get-session-token` gives it; to AWS those of CloudShell and `aws login` are alike.
 * @param lengthMs how long it lasts, in ms; negative: it is over
 */
export function sessionKey({ practice }: PracticeContext, owner: 'root' | 'admin' | 'auditor', lengthMs = 3_600_000): SigningKey {
  const { people, keys } = practice.account;
  const person: Person | undefined = owner === 'root' ? people.root : people.find(owner);
  if (person === undefined) throw new Error(`no user ${owner}`);
  const { accessKeyId, secretAccessKey, session } = keys.openSession(person, lengthMs, null);
  return { accessKeyId, secretAccessKey, sessionToken: session?.token ?? '' };
}

/** The key of a new IAM user who may do these actions and nothing else. */
export function keyThatMay({ practice }: PracticeContext, ...actions: string[]): SigningKey {
  const { people, keys } = practice.account;
  return keys.create(people.add('reader', [{ actions, resources: ['*'] }], 0), 0);
}

/** A session of the root user who signed in to the console with MFA, as CloudShell and `aws login` give it. Length in ms. */
export function consoleSession({ practice }: PracticeContext, lengthMs = 43_200_000): SigningKey {
  const { people, keys, now } = practice.account;
  const { accessKeyId, secretAccessKey, session } = keys.openSession(people.root, lengthMs, now());
  return { accessKeyId, secretAccessKey, sessionToken: session?.token ?? '' };
}
