import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PracticeServer, startPracticeServer } from '../../e2e/support/practice-server.js';
import { type ProgramResult, runProgram } from '../../support/built-program.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { awsCli, cliError, type ForeignRun } from './clients.js';
import { devicesOf, keyOf } from './codes.js';

const DENIED = 'User: arn:aws:iam::111122223333:user/admin is not authorized to perform: s3:ListAllMyBuckets with an explicit deny in an identity-based policy';

/** A home directory in which the profile `default` is the user `admin`. */
function homeOfAdmin(server: PracticeServer): string {
  const home = temporaryHome();
  const { accessKeyId, secretAccessKey } = keyOf(server, 'admin');
  mkdirSync(path.join(home, '.aws'));
  writeFileSync(path.join(home, '.aws', 'credentials'), `# mine\n[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
  writeFileSync(path.join(home, '.aws', 'config'), '[default]\nregion = us-east-1\n');
  return home;
}

const inHome = (home: string): ForeignRun => ({ home });
const ours = (server: PracticeServer, home: string, ...args: string[]): Promise<ProgramResult> =>
  runProgram(args, { home, env: { AWS_REGION: server.region, AWS_ENDPOINT_URL: server.endpoint } });

describe('the whole walk, with the AWS CLI on the other side', () => {
  it('attach the policy, `aws s3 ls` is denied, session, `aws s3 ls --profile mfa` lists', async () => {
    const server = await startPracticeServer();
    const home = homeOfAdmin(server);
    expect((await awsCli(server, ['s3', 'ls'], inHome(home))).stdout).toContain('ledger-ready');

    const attached = await runProgram(['policy', 'attach', '--user', 'admin', '--yes'], { env: server.environment() });
    expect(attached).toMatchObject({ exitCode: 0, stdout: 'user admin: needs MFA now (policy RequireMfa)\n' });
    expect(await awsCli(server, ['s3', 'ls'], inHome(home))).toMatchObject({ exitCode: 254, stdout: '', stderr: cliError('ListBuckets', 'AccessDenied', DENIED) });

    const [device] = devicesOf(server, 'admin');
    const before = readFileSync(path.join(home, '.aws', 'credentials'), 'utf8');
    expect(await ours(server, home, 'session', '--mfa-code', device.code())).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^profile mfa: session until /) });
    expect(readFileSync(path.join(home, '.aws', 'credentials'), 'utf8').startsWith(before)).toBe(true);

    const listed = await awsCli(server, ['s3', 'ls', '--profile', 'mfa'], inHome(home));
    expect(listed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(listed.stdout).toContain('ledger-ready');
    expect(await ours(server, home, 'session', 'check')).toMatchObject({ exitCode: 0 });
    expect(await ours(server, home, 'session', 'exec', '--', '/usr/bin/aws', '--endpoint-url', server.endpoint, 's3', 'ls')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('ledger-ready'),
    });
  });

  it('the AWS CLI makes and attaches policies as well, and reads ours', async () => {
    const server = await startPracticeServer();
    await runProgram(['policy', 'attach', '--user', 'admin', '--yes'], { env: server.environment() });

    const listed = await awsCli(server, ['iam', 'list-attached-user-policies', '--user-name', 'admin']);
    const arn = 'arn:aws:iam::111122223333:policy/RequireMfa';
    expect(JSON.parse(listed.stdout)).toEqual({ AttachedPolicies: [{ PolicyName: 'RequireMfa', PolicyArn: arn }] });
    const { stdout } = await awsCli(server, ['iam', 'get-policy-version', '--policy-arn', arn, '--version-id', 'v1']);
    expect(JSON.parse(stdout)).toMatchObject({ PolicyVersion: { Document: { Statement: [{ Sid: 'DenyWithoutMfa' }] }, IsDefaultVersion: true } });
    const simulated = await awsCli(server, ['iam', 'simulate-principal-policy', '--policy-source-arn', 'arn:aws:iam::111122223333:user/admin', '--action-names', 's3:GetObject']);
    expect(JSON.parse(simulated.stdout)).toMatchObject({ EvaluationResults: [{ EvalActionName: 's3:GetObject', EvalDecision: 'explicitDeny' }] });
    expect(await awsCli(server, ['iam', 'detach-user-policy', '--user-name', 'admin', '--policy-arn', arn])).toMatchObject({ exitCode: 0 });
  });

  it('a printed bucket policy is one that S3 takes, and does not lock the root user out', async () => {
    const server = await startPracticeServer();
    const printed = await runProgram(['policy', 'print', '--bucket', 'ledger-ready', '--quiet'], { env: server.environment() });
    const file = path.join(temporaryHome(), 'policy.json');
    writeFileSync(file, printed.stdout);

    const put = await awsCli(server, ['s3api', 'put-bucket-policy', '--bucket', 'ledger-ready', '--policy', `file://${file}`]);

    expect(put).toMatchObject({ exitCode: 0 });
    expect((await awsCli(server, ['s3', 'ls', 's3://ledger-ready'])).exitCode).toBe(0);
    const denied = await awsCli(server, ['s3', 'ls', 's3://ledger-ready'], { as: keyOf(server, 'admin') });
    expect(denied.stderr).toContain('with an explicit deny in a resource-based policy');
  });
});
