import { describe, expect, test } from 'vitest';
import type { CredentialSource } from '../../../src/core/signers/identity.js';
import { sessionOrigin } from '../../../src/core/signers/session-words.js';

const profile = (how: 'login' | 'sso' | 'role' | 'static'): CredentialSource => ({ from: 'profile', profile: 'prod', how });

describe('where a session token came from', () => {
  test.each<[string, CredentialSource | undefined, Record<string, string>, RegExp]>([
    ['CloudShell', profile('login'), { AWS_EXECUTION_ENV: 'CloudShell', AWS_VAULT: 'prod' }, /^CloudShell has/],
    ['aws-vault', { from: 'environment' }, { AWS_VAULT: 'prod' }, /`aws-vault exec --no-session`/],
    ['aws login', profile('login'), {}, /^`aws login`/],
    ['IAM Identity Center', profile('sso'), { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }, /^IAM Identity Center/],
    ['a role', profile('role'), {}, /assumed role/],
  ])('is told: %s', (_, source, env, words) => {
    expect(sessionOrigin(source, env)).toMatch(words);
  });

  test.each<[CredentialSource | undefined]>([[undefined], [profile('static')], [{ from: 'environment' }], [{ from: 'role', roleArn: 'arn' }]])(
    'cannot be told of %j: all that make one are named',
    (source) => expect(sessionOrigin(source)).toMatch(/CloudShell.*`aws login`.*`aws-vault`.*Identity Center.*roles/),
  );
});
