import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Programs } from '../../../src/context.js';
import { policyAttach } from '../../../src/flows/policy-attach.js';
import { sessionCheck, type SessionCheckOptions } from '../../../src/flows/session-check.js';
import { sessionExec, type SessionExecOptions } from '../../../src/flows/session-exec.js';
import { type FlowRun, practiceContext, type PracticeContext, type RunOptions } from '../../support/practice-context.js';
import { everythingUnder } from '../../support/no-secrets.js';
import { userKey } from '../support/signers.js';
import { ADMIN_DEVICE, credentialsText, nothingSaid, runSession } from './support/runs.js';

const demand = { style: 'present', actions: ['s3:*'], resources: ['*'], maxAgeSeconds: null } as const;
const attach = (aws: PracticeContext): Promise<FlowRun> =>
  aws.run('policy attach', (context) => policyAttach({ target: { kind: 'user', name: 'admin' }, name: 'RequireMfa', demand, dryRun: false, yes: true }, context));
const check = (aws: PracticeContext, options: Partial<SessionCheckOptions> = {}, run?: RunOptions): Promise<FlowRun> =>
  aws.run('session check', (context) => sessionCheck({ profile: 'mfa', source: undefined, bucket: null, ...options }, context), { signer: userKey(aws, 'admin'), ...run });

describe('session check', () => {
  it('finds that the long-term key is denied and the session works', async () => {
    const aws = await practiceContext();
    await attach(aws);
    await runSession(aws);
    const run = await check(aws);
    expect(run.exitCode).toBe(0);
    expect(run.document).toMatchObject({ proven: true, longTermKey: { outcome: 'denied', code: 'AccessDenied' }, session: { outcome: 'allowed', code: null } });
    expect(run.output).toMatch(/long-term key \(the environment variables\) +denied +denied\nsession \(profile mfa\) +allowed +allowed\n/);
    expect((await check(aws, { bucket: 'ledger-ready' })).document).toMatchObject({ proven: true, call: 's3:ListBucket', bucket: 'ledger-ready' });
  });

  it('finds that nothing asks for MFA', async () => {
    const aws = await practiceContext();
    await runSession(aws);
    const run = await check(aws);
    expect(run.exitCode).toBe(1);
    expect(run.narration).toContain('the long-term key works without MFA; attach the policy');
  });

  it('takes the long-term key from a profile', async () => {
    const aws = await practiceContext();
    await attach(aws);
    await runSession(aws);
    const { accessKeyId, secretAccessKey } = userKey(aws, 'admin');
    aws.writeProfiles(`${credentialsText(aws)}[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    expect((await check(aws, { source: 'work' }, { signer: null })).exitCode).toBe(0);
    expect((await check(aws, { source: 'mfa' })).failure?.kind).toBe('session-credentials');
    expect((await check(aws, { profile: 'work' })).failure?.kind).toBe('usage');
    expect((await check(aws, { profile: 'nothing' })).failure?.kind).toBe('unknown-profile');
  });

  it('cannot tell where the call fails in another way', async () => {
    const aws = await practiceContext();
    await runSession(aws);
    expect((await check(aws, { bucket: 'no-such-bucket' })).failure).toMatchObject({ kind: 'bucket-not-found', exitCode: 3 });
  });
});

describe('session exec', () => {
  type Started = { path: string; args: readonly string[]; env: Readonly<Record<string, string>> };

  /** A machine with one program, which ends with code 3. */
  function machine(): { started: Started[]; programs: Programs } {
    const started: Started[] = [];
    return {
      started,
      programs: {
        find: async (name) => (name === 'tool' ? '/usr/bin/tool' : null),
        async run(path, args, env) {
          started.push({ path, args, env });
          return 3;
        },
      },
    };
  }

  const exec = (aws: PracticeContext, options: Partial<SessionExecOptions>, run: RunOptions): Promise<FlowRun> => {
    const { to, durationSeconds, renew, mfaSerials, mfaCode, mfaProcess } = nothingSaid;
    const all: SessionExecOptions = { ...{ to, durationSeconds, renew, mfaSerials, mfaCode, mfaProcess }, words: ['tool', 'with', '--flags'], ...options };
    return aws.run('session exec', (context) => sessionExec(all, context), { signer: userKey(aws, 'admin'), script: [['Code of `admin`', () => aws.code(ADMIN_DEVICE)]], ...run });
  };

  it('runs the command with the session and nothing that leads past it, writes nothing, and ends with its exit code', async () => {
    const aws = await practiceContext();
    const { started, programs } = machine();
    const run = await exec(aws, {}, { programs, env: { AWS_SECURITY_TOKEN: '', AWS_DEFAULT_PROFILE: '', AWS_PROFILE: '', MINE: 'kept' } });
    expect(run.exitCode).toBe(3);
    const [{ path, args, env }] = started as [Started];
    expect([path, args]).toEqual(['/usr/bin/tool', ['with', '--flags']]);
    expect(env).toMatchObject({ MINE: 'kept', AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/), AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: aws.practice.endpoint });
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['AWS_PROFILE']));
    expect(Object.keys(env).filter((name) => ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'].includes(name))).toEqual([]);
    expect(everythingUnder(aws.home)).not.toContain(env.AWS_SESSION_TOKEN);
    expect(everythingUnder(aws.home)).not.toContain(env.AWS_SECRET_ACCESS_KEY);
  });

  it('hands on the endpoint of the profile, which the command can no longer see', async () => {
    const aws = await practiceContext();
    const { started, programs } = machine();
    const { accessKeyId, secretAccessKey } = userKey(aws, 'admin');
    aws.writeProfiles(`[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nendpoint_url = ${aws.practice.endpoint}/\n`);
    await exec(aws, {}, { programs, signer: null, profile: 'work', endpointUrl: null, env: { AWS_ENDPOINT_URL: '' } });
    expect(started[0]?.env.AWS_ENDPOINT_URL).toBe(`${aws.practice.endpoint}/`);
  });

  it('hands on what the services section of the profile says, where the environment says nothing', async () => {
    const aws = await practiceContext();
    const { started, programs } = machine();
    const { accessKeyId, secretAccessKey } = userKey(aws, 'admin');
    const { endpoint } = aws.practice;
    aws.writeProfiles(`[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    writeFileSync(path.join(aws.home, '.aws', 'config'), `[profile work]\nservices = local\n[services local]\nsts =\n  endpoint_url = ${endpoint}\niam =\n  endpoint_url = ${endpoint}\ns3 =\n  endpoint_url = http://127.0.0.1:1\n`);
    await exec(aws, {}, { programs, signer: null, profile: 'work', endpointUrl: null, env: { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2' } });
    expect(started[0]?.env).toMatchObject({ AWS_ENDPOINT_URL_STS: endpoint, AWS_ENDPOINT_URL_IAM: endpoint, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2' });
  });

  it('lets no inherited endpoint or region lead past what the flags say', async () => {
    const aws = await practiceContext();
    const { started, programs } = machine();
    const env = { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:3', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_REGION: 'eu-west-3' };
    await exec(aws, {}, { programs, endpointUrl: aws.practice.endpoint, region: 'eu-west-1', env });
    const handedOn = started[0]?.env ?? {};
    expect(Object.entries(handedOn).filter(([name]) => /ENDPOINT|REGION/.test(name)).toSorted()).toEqual([
      ['AWS_DEFAULT_REGION', 'eu-west-1'],
      ['AWS_ENDPOINT_URL', aws.practice.endpoint],
      ['AWS_REGION', 'eu-west-1'],
    ]);
  });

  it('uses a valid session that is there, without a code', async () => {
    const aws = await practiceContext();
    await runSession(aws);
    const { started, programs } = machine();
    await exec(aws, {}, { programs, script: [] });
    expect(credentialsText(aws)).toContain(started[0]?.env.AWS_SESSION_TOKEN);
  });

  it('looks for the command before it asks for anything', async () => {
    const aws = await practiceContext();
    const run = await exec(aws, { words: ['nosuch'] }, { programs: machine().programs, script: [] });
    expect(run.failure).toMatchObject({ kind: 'usage', message: 'there is no program `nosuch` that can be run' });
    expect(aws.requests).toEqual([]);
  });
});
