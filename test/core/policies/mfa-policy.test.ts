import { describe, expect, test } from 'vitest';
import { statementsDenyingRootWithoutMfa } from '../../../src/core/policies/mfa-policy.js';

const ACCOUNT = '111122223333';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const request = { action: 's3:PutBucketVersioning', bucket: 'ledger', partition: 'aws', account: ACCOUNT };
const noMfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };

/** The statement of AWS's own example, with parts of it replaced; `undefined` takes a part away. */
function denied(parts: Record<string, unknown>): string[] | null {
  const statement = { Sid: 'RequireMfa', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::ledger', Condition: noMfa, ...parts };
  return statementsDenyingRootWithoutMfa(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), request);
}

const stands = ['RequireMfa'];
const isClear: string[] = [];

describe('conditions on the MFA context, which a long-term root key never has', () => {
  test.each([
    ['BoolIfExists false, the usual way', noMfa, stands],
    ['BoolIfExists with a JSON boolean', { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } }, stands],
    ['BoolIfExists true, which a missing key passes as well', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, stands],
    ['Bool false, which a missing key does not pass', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, isClear],
    ['Null true', { Null: { 'aws:MultiFactorAuthAge': 'true' } }, stands],
    ['Null with a JSON boolean', { Null: { 'aws:MultiFactorAuthPresent': true } }, stands],
    ['Null false', { Null: { 'aws:MultiFactorAuthAge': 'false' } }, isClear],
    ['NumericGreaterThanIfExists', { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }, stands],
    ['NumericGreaterThanEqualsIfExists', { NumericGreaterThanEqualsIfExists: { 'aws:MultiFactorAuthAge': 3600 } }, stands],
    ['NumericGreaterThan', { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } }, isClear],
    ['NumericLessThan', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }, isClear],
    ['NumericNotEquals, which is negated', { NumericNotEquals: { 'aws:MultiFactorAuthAge': '0' } }, stands],
    ['StringNotEquals, which is negated', { StringNotEquals: { 'aws:MultiFactorAuthPresent': 'true' } }, stands],
    ['StringEquals', { StringEquals: { 'aws:MultiFactorAuthPresent': 'false' } }, isClear],
    ['ForAllValues, true of a missing key', { 'ForAllValues:Bool': { 'aws:MultiFactorAuthPresent': 'false' } }, stands],
    ['ForAnyValue, false of a missing key', { 'ForAnyValue:BoolIfExists': { 'aws:MultiFactorAuthPresent': 'false' } }, isClear],
    ['operator and key in any case', { boolifexists: { 'AWS:multifactorauthPRESENT': 'FALSE' } }, stands],
    ['a list of values', { BoolIfExists: { 'aws:MultiFactorAuthPresent': ['false'] } }, stands],
    ['two MFA conditions that contradict each other', { ...noMfa, Null: { 'aws:MultiFactorAuthPresent': 'false' } }, isClear],
    ['two MFA conditions that both hold', { ...noMfa, NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '60' } }, stands],
    ['no condition at all is another matter', undefined, isClear],
    ['a condition on something else', { Bool: { 'aws:SecureTransport': 'false' } }, isClear],
    ['a condition that cannot be told from here is taken to hold', { ...noMfa, NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, stands],
  ])('%s', (_, Condition, expected) => {
    expect(denied({ Condition })).toEqual(expected);
  });
});

describe('conditions that let the root user pass', () => {
  test.each([
    ['ArnNotEquals', 'ArnNotEquals', 'aws:PrincipalArn', ROOT, isClear],
    ['ArnNotLike with wildcards', 'ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:root', isClear],
    ['ArnNotEquals takes wildcards too', 'ArnNotEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:root', isClear],
    ['StringNotLike', 'StringNotLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:*`, isClear],
    ['StringNotEquals', 'StringNotEquals', 'aws:PrincipalArn', ROOT, isClear],
    ['StringNotEquals takes no wildcards', 'StringNotEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:root', stands],
    ['StringNotEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'aws:PrincipalArn', ROOT.toUpperCase(), isClear],
    ['ArnNotEqualsIfExists', 'ArnNotEqualsIfExists', 'aws:PrincipalArn', ROOT, isClear],
    ['one of several exempted', 'ArnNotEquals', 'aws:PrincipalArn', [`arn:aws:iam::${ACCOUNT}:role/ci`, ROOT], isClear],
    ['the root of another account exempted', 'ArnNotEquals', 'aws:PrincipalArn', 'arn:aws:iam::999999999999:root', stands],
    ['a role exempted', 'ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/*`, stands],
    ['only roles meant', 'ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/*`, isClear],
    ['the root user meant', 'ArnEquals', 'aws:PrincipalArn', ROOT, stands],
    ['the own account exempted', 'StringNotEquals', 'aws:PrincipalAccount', ACCOUNT, isClear],
    ['other accounts exempted', 'StringNotEquals', 'aws:PrincipalAccount', '999999999999', stands],
    ['the root user exempted by type', 'StringNotEquals', 'aws:PrincipalType', 'Account', isClear],
    ['the root user exempted by its id', 'StringNotEquals', 'aws:userid', ACCOUNT, isClear],
    ['the sessions of a role exempted by their ids', 'StringNotLike', 'aws:userid', 'AROA1234567890EXAMPLE:*', stands],
    ['only users meant', 'StringEquals', 'aws:PrincipalType', 'User', isClear],
    ['a user name asked for', 'StringLike', 'aws:username', '*', isClear],
    ['sessions only', 'Null', 'aws:TokenIssueTime', 'false', isClear],
    ['long-term keys only', 'Null', 'aws:TokenIssueTime', 'true', stands],
    ['a principal that exists', 'Null', 'aws:PrincipalArn', 'true', isClear],
  ])('%s', (_, operator, key, value, expected) => {
    expect(denied({ Condition: { ...noMfa, [operator]: { [key]: value } } })).toEqual(expected);
  });
});

describe('whom a statement means', () => {
  const user = `arn:aws:iam::${ACCOUNT}:user/bob`;
  test.each([
    ['everyone', { Principal: { AWS: '*' } }, stands],
    ['everyone, in a list', { Principal: { AWS: [user, '*'] } }, stands],
    ['the account by its ARN', { Principal: { AWS: ROOT } }, stands],
    ['the account by its id', { Principal: { AWS: ACCOUNT } }, stands],
    ['another account', { Principal: { AWS: '999999999999' } }, isClear],
    ['a user', { Principal: { AWS: user } }, isClear],
    ['a service', { Principal: { Service: 'cloudtrail.amazonaws.com' } }, isClear],
    ['everyone but the root user', { Principal: undefined, NotPrincipal: { AWS: [ROOT] } }, isClear],
    ['everyone but a user', { Principal: undefined, NotPrincipal: { AWS: user } }, stands],
    ['nobody', { Principal: undefined, NotPrincipal: '*' }, isClear],
    ['no principal', { Principal: undefined }, isClear],
    ['a malformed principal', { Principal: null }, isClear],
  ])('%s', (_, parts, expected) => {
    expect(denied(parts)).toEqual(expected);
  });
});

describe('what a statement is about', () => {
  test.each([
    ['another effect', { Effect: 'Allow' }, isClear],
    ['the action itself', { Action: 's3:PutBucketVersioning' }, stands],
    ['the action in any case', { Action: 'S3:putbucketversioning' }, stands],
    ['one of several actions', { Action: ['s3:GetObject', 's3:Put*'] }, stands],
    ['every action of every service', { Action: '*' }, stands],
    ['deletes only', { Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'] }, isClear],
    ['every action but reads', { Action: undefined, NotAction: 's3:Get*' }, stands],
    ['every action but puts', { Action: undefined, NotAction: ['s3:Put*'] }, isClear],
    ['the objects only', { Resource: 'arn:aws:s3:::ledger/*' }, isClear],
    ['bucket and objects', { Resource: ['arn:aws:s3:::ledger', 'arn:aws:s3:::ledger/*'] }, stands],
    ['everything', { Resource: '*' }, stands],
    ['everything that begins so', { Resource: 'arn:aws:s3:::led*' }, stands],
    ['another bucket', { Resource: 'arn:aws:s3:::ledger-2' }, isClear],
    ['another partition', { Resource: 'arn:aws-cn:s3:::ledger' }, isClear],
    ['all but its objects', { Resource: undefined, NotResource: 'arn:aws:s3:::ledger/*' }, stands],
    ['all but the bucket', { Resource: undefined, NotResource: ['arn:aws:s3:::ledger'] }, isClear],
  ])('%s', (_, parts, expected) => {
    expect(denied(parts)).toEqual(expected);
  });
});

describe('which statements are named', () => {
  const deny = (sid: unknown): Record<string, unknown> => ({ Sid: sid, Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: noMfa });

  test('by Sid, and by place where there is none', () => {
    const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }, deny('Mfa'), deny(''), deny(undefined), deny(7)];
    expect(statementsDenyingRootWithoutMfa(JSON.stringify({ Statement }), request)).toEqual(['Mfa', 'statement 3', 'statement 4', 'statement 5']);
  });

  test('a lone statement needs no list', () => {
    expect(statementsDenyingRootWithoutMfa(JSON.stringify({ Statement: deny('Lone') }), request)).toEqual(['Lone']);
  });
});

describe('what is not a policy document is said to be none', () => {
  test.each(['', '{', 'null', '[]', '7', '"text"', '{}', '{"Statement":[]}', '{"Statement":null}', '{"Statement":["x"]}', '{"Statement":[{"Effect":"Deny"},"x"]}', '{"Statement":[null]}'])('%s', (text) => {
    expect(statementsDenyingRootWithoutMfa(text, request)).toBeNull();
  });

  test.each([{ Condition: null }, { Condition: 'x' }, { Condition: [noMfa] }, { Condition: { BoolIfExists: null } }, { Action: null }, { Resource: {} }])(
    'malformed parts deny nothing and break nothing: %j',
    (parts) => {
      expect(denied(parts)).toEqual([]);
    },
  );
});
