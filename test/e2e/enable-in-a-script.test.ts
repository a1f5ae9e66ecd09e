import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/built-program.js';
import { temporaryHome } from '../support/temporary-home.js';
import { readDocument } from './support/json-document.js';
import { bucketFor, type PracticeServer, rootDevice, startPracticeServer } from './support/practice-server.js';

describe('enable off a terminal', () => {
  it('runs to the end on the embedded practice account, whose device gives the codes', async () => {
    const run = await runProgram(['enable', 'ledger-ready', 'uploads-unversioned', '--sandbox', '--yes', '--json']);

    expect(run.exitCode).toBe(0);
    expect(readDocument(run.stdout, 'enable')).toMatchObject({
      command: 'enable',
      buckets: [
        { name: 'ledger-ready', outcome: 'changed', before: { versioning: 'Enabled' }, after: { versioning: 'Enabled', mfaDelete: 'Enabled' } },
        { name: 'uploads-unversioned', outcome: 'changed', before: { versioning: 'Unversioned' }, after: { versioning: 'Enabled', mfaDelete: 'Enabled' } },
      ],
    });
  });

  it('turns MFA Delete on at a server, given the root key, a serial number and a code', async () => {
    const { server, bucket, args } = await readyServer();

    const run = await runProgram(args, { env: server.environment() });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(await versioningOf(server, bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });

  it('keeps a record that only its owner may read, without the code or the secret key', async () => {
    const home = temporaryHome();
    const { server, bucket, args, code } = await readyServer();

    const run = await runProgram([...args, '--json'], { env: server.environment(), home });

    const { record } = readDocument<{ record: string }>(run.stdout, 'enable');
    expect((await stat(record)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(record))).mode & 0o777).toBe(0o700);
    const events = (await readFile(record, 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
    expect(events).toMatchObject([
      { event: 'start', command: 'enable', endpoint: server.endpoint },
      { event: 'sending', bucket },
      { event: 'result', bucket, outcome: 'changed', after: { versioning: 'Enabled', mfaDelete: 'Enabled' } },
      { event: 'end', exitCode: 0 },
    ]);
    const written = await everythingUnder(home);
    expect(written).not.toContain(code);
    expect(written).not.toContain(server.root.secretAccessKey);
  });

  it('prints no secret and no code, also with --debug', async () => {
    const { server, args, code } = await readyServer();

    const run = await runProgram([...args, '--debug'], { env: server.environment() });

    expect(run.stderr).toMatch(/^s3 PutBucketVersioning PUT .* 200 \d+ ms request-id /m);
    expect(run.stdout + run.stderr).not.toContain(code);
    expect(run.stdout + run.stderr).not.toContain(server.root.secretAccessKey);
  });

  it('reads the state back when the answer is lost, and reports what it finds', async () => {
    const { server, bucket, args } = await readyServer('--fault', 'lost-answer=once@PutBucketVersioning');

    const run = await runProgram([...args, '--json'], { env: server.environment() });

    expect(run.exitCode).toBe(0);
    expect(readDocument(run.stdout, 'enable')).toMatchObject({ buckets: [{ name: bucket, outcome: 'changed', after: { mfaDelete: 'Enabled' } }] });
  });

  it('exits 5 when the code is refused, and leaves the bucket as it was', async () => {
    const { server, bucket, args } = await readyServer('--fault', 'codes-refused=1');

    const run = await runProgram([...args, '--json'], { env: server.environment() });

    expect(run.exitCode).toBe(5);
    expect(readDocument(run.stdout, 'enable')).toMatchObject({ buckets: [{ name: bucket, outcome: 'failed', error: { kind: 'code-refused' } }] });
    expect(await versioningOf(server, bucket)).toEqual({ status: 'Enabled', mfaDelete: undefined });
  });

  it('refuses to send a code again that an earlier run has sent', async () => {
    const home = temporaryHome();
    const { server, args } = await readyServer('--fault', 'codes-refused=1');
    await runProgram(args, { env: server.environment(), home });

    const run = await runProgram([...args, '--json'], { env: server.environment(), home });

    expect(run.exitCode).toBe(5);
    expect(readDocument(run.stdout, 'enable')).toMatchObject({ buckets: [{ error: { kind: 'code-used', aws: null } }] });
  });
});

describe('enable --dry-run', () => {
  it('plans with read rights only, sends nothing and exits 0', async () => {
    const server = await startPracticeServer();
    const auditor = server.users.find(({ userName }) => userName === 'auditor');
    const bucket = bucketFor(server, 'ready');

    const run = await runProgram(['enable', bucket, '--dry-run', '--json'], { env: server.environment(auditor) });

    expect(run.exitCode).toBe(0);
    expect(readDocument(run.stdout, 'enable')).toMatchObject({
      buckets: [{ name: bucket, outcome: 'skipped', plan: { blockers: [], awsCommand: expect.stringContaining('put-bucket-versioning') } }],
      record: null,
    });
    expect(await versioningOf(server, bucket)).toEqual({ status: 'Enabled', mfaDelete: undefined });
  });

  it('exits 1 and names the blocker when one stands in the way', async () => {
    const server = await startPracticeServer();

    const run = await runProgram(['enable', bucketFor(server, 'lifecycle'), '--dry-run', '--json'], { env: server.environment() });

    expect(run.exitCode).toBe(1);
    expect(readDocument(run.stdout, 'enable')).toMatchObject({ buckets: [{ outcome: 'blocked', plan: { blockers: [{ kind: 'lifecycle-in-the-way' }] } }] });
  });
});

describe('enable with what it cannot use', () => {
  it('exits 2 without --yes: a piped y is no consent', async () => {
    const { server, bucket, args } = await readyServer();

    const run = await runProgram(args.filter((word) => word !== '--yes'), { env: server.environment(), stdin: 'y\n' });

    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') });
    expect(await versioningOf(server, bucket)).toEqual({ status: 'Enabled', mfaDelete: undefined });
  });

  it('exits 4 for an IAM user, whatever its rights', async () => {
    const { server, args } = await readyServer();
    const admin = server.users.find(({ userName }) => userName === 'admin');

    const run = await runProgram([...args, '--json'], { env: server.environment(admin) });

    expect(run.exitCode).toBe(4);
    expect(readDocument(run.stdout, 'failure')).toMatchObject({ error: { kind: 'not-root' } });
  });

  it('exits 4 for a session, and says why a session cannot do it', async () => {
    const { server, args } = await readyServer();
    const sts = new STSClient({ endpoint: server.endpoint, region: server.region, credentials: server.root });
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}));

    const run = await runProgram([...args, '--json'], {
      env: {
        ...server.environment({ accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: Credentials?.SecretAccessKey ?? '' }),
        AWS_SESSION_TOKEN: Credentials?.SessionToken,
      },
    });

    expect(run.exitCode).toBe(4);
    expect(readDocument(run.stdout, 'failure')).toMatchObject({ error: { kind: 'session-credentials' } });
    expect(run.stderr + run.stdout).toContain('mutually exclusive');
  });
});

/** A server, and the command line that turns its ready bucket on with the code its root device shows now. */
async function readyServer(...sandboxArgs: string[]) {
  const server = await startPracticeServer(...sandboxArgs);
  const bucket = bucketFor(server, 'ready');
  const device = rootDevice(server);
  const code = device.code();
  return { server, bucket, code, args: ['enable', bucket, '--yes', '--mfa-serial', device.serialNumber, '--mfa-code', code] };
}

async function versioningOf({ endpoint, region, root }: PracticeServer, bucket: string) {
  const s3 = new S3Client({ endpoint, region, credentials: root, forcePathStyle: true });
  const { Status, MFADelete } = await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }));
  return { status: Status, mfaDelete: MFADelete };
}

async function everythingUnder(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
}
