import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { printedSession, printForms, sessionEnvironment, sessionVariables } from '../../../src/core/session/session-environment.js';

const session = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: "se'cr/et", sessionToken: 'to ken==', expiresAt: Date.parse('2026-03-04T12:00:00Z') };
const variables = {
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: "se'cr/et",
  AWS_SESSION_TOKEN: 'to ken==',
  AWS_CREDENTIAL_EXPIRATION: '2026-03-04T12:00:00.000Z',
};
const nowhere = { region: null, endpoints: { set: {}, drop: [] }, caBundle: null };

describe('the environment of a command that works with a session', () => {
  test('has the session instead of other credentials, and nothing that leads past it', () => {
    const env = { PATH: '/bin', AWS_PROFILE: 'prod', AWS_DEFAULT_PROFILE: 'p', AWS_SECURITY_TOKEN: 'old', AWS_ACCESS_KEY_ID: 'AKIA', UNSET: undefined };
    expect(sessionEnvironment(env, session, nowhere)).toStrictEqual({ PATH: '/bin', ...variables });
  });

  test('goes where the run went', () => {
    const surroundings = { region: 'eu-west-1', endpoints: { set: { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, drop: ['AWS_ENDPOINT_URL_S3'] }, caBundle: '/ca.pem' };
    expect(sessionEnvironment({ AWS_ENDPOINT_URL: 'https://elsewhere.example', AWS_ENDPOINT_URL_S3: 'https://s3.example', AWS_CA_BUNDLE: '/other.pem' }, session, surroundings)).toEqual({
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_CA_BUNDLE: '/ca.pem',
      ...variables,
    });
  });

  test.each([[{ AWS_REGION: 'us-east-2' }], [{ AWS_DEFAULT_REGION: 'us-east-2' }], [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-1' }]])('has the region of the run instead of its own: %j', (env) => {
    expect(sessionEnvironment(env, session, { ...nowhere, region: 'eu-west-1' })).toEqual({ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1', ...variables });
  });

  test.each([
    [{ AWS_REGION: 'us-east-2' }],
    [{ AWS_DEFAULT_REGION: 'us-east-2' }],
    [{ AWS_CA_BUNDLE: '/own.pem' }],
    [{ AWS_ENDPOINT_URL: 'https://own.example', AWS_ENDPOINT_URL_S3: 'https://s3.example' }],
    [{ AWS_CONFIG_FILE: '', AWS_PROFILES: 'p' }],
  ])('keeps of its own what the run says nothing of: %j', (own) => {
    expect(sessionEnvironment(own, session, nowhere)).toEqual({ ...own, ...variables });
  });

  test('has the endpoint of the run also where its own of that name is dropped', () => {
    const endpoints = { set: { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, drop: ['AWS_ENDPOINT_URL'] };
    expect(sessionEnvironment({ AWS_ENDPOINT_URL: 'https://own.example' }, session, { ...nowhere, endpoints })).toEqual({ ...endpoints.set, ...variables });
  });

  test('has nothing left of another session, whatever says so', () => {
    const other = { AWS_ACCESS_KEY_ID: 'ASIAOTHER', AWS_SECRET_ACCESS_KEY: 'other', AWS_SESSION_TOKEN: 'other', AWS_CREDENTIAL_EXPIRATION: '2001-01-01T00:00:00Z' };
    expect(sessionEnvironment(other, session, { ...nowhere, endpoints: { set: other, drop: [] } })).toEqual(variables);
  });
});

describe('a session in print', () => {
  test('can be had for a shell, which then has it and nothing that leads past it', () => {
    const script = `${printedSession(session, 'env', null)}for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN; do eval "printf '%s=%s\\n' $name \\"\\\${$name-unset}\\""; done`;
    const shown = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { AWS_PROFILE: 'prod', AWS_DEFAULT_PROFILE: 'p', AWS_SECURITY_TOKEN: 'old' } });
    expect(Object.fromEntries(shown.trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))).toEqual({
      ...variables,
      AWS_PROFILE: 'unset',
      AWS_DEFAULT_PROFILE: 'unset',
      AWS_SECURITY_TOKEN: 'unset',
    });
    // For the environment of the child: what a shell exports.
    expect(printedSession(session, 'env', null).match(/^export /gm)).toHaveLength(4);
  });

  test('brings a shell the region of the profile that is unset, under both names', () => {
    expect(printedSession(session, 'env', 'eu-west-1').match(/^export AWS_(?:DEFAULT_)?REGION=.*$/gm)).toEqual(['export AWS_REGION=eu-west-1', 'export AWS_DEFAULT_REGION=eu-west-1']);
  });

  const credentials = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: "se'cr/et", SessionToken: 'to ken==', Expiration: '2026-03-04T12:00:00.000Z' };
  test.each([
    ['json', { Credentials: credentials }],
    ['credential-process', { Version: 1, ...credentials }],
  ] as const)('as %s is what the AWS CLI prints or reads', (form, document) => {
    expect(JSON.parse(printedSession(session, form, null))).toEqual(document);
    expect(printedSession(session, form, null)).toMatch(/\n$/);
  });

  test('names its forms as they are typed', () => {
    expect(printForms).toEqual(['env', 'json', 'credential-process']);
    expect(sessionVariables(session)).toEqual(variables);
  });
});
