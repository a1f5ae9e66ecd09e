import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/built-program.js';
import { readDocument } from './support/json-document.js';
import { bucketFor, startPracticeServer } from './support/practice-server.js';

/** What `verify` must say of each bucket that the practice account is seeded with. */
const verdictOf = [
  ['ready: versioning is on', 'off'],
  ['MFA Delete is on; several versions', 'on'],
  ['blocked by a lifecycle configuration', 'blocked'],
  ['versioning is suspended', 'suspended'],
  ['never versioned', 'unversioned'],
  ['in another region', 'off'],
  ['objects with hostile names', 'on'],
] as const;

type Report = { summary: Record<string, number>; buckets: { name: string; verdict: string }[] };

describe('verify', () => {
  it('judges every kind of bucket and exits 1, because some are not protected', async () => {
    const server = await startPracticeServer();

    const run = await runProgram(['verify', '--all', '--json', '--quiet'], { env: server.environment() });

    const { buckets, summary, ...head } = readDocument<Report>(run.stdout, 'verify');
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    expect(head).toMatchObject({ schemaVersion: 1, command: 'verify', account: server.accountId, partition: 'aws' });
    const verdicts = new Map(buckets.map(({ name, verdict }) => [name, verdict]));
    for (const [purpose, verdict] of verdictOf) expect([purpose, verdicts.get(bucketFor(server, purpose))]).toEqual([purpose, verdict]);
    const { buckets: count, ...byVerdict } = summary;
    expect(count).toBe(buckets.length);
    expect(Object.values(byVerdict).reduce((sum, each) => sum + each)).toBe(count);
  });

  it('exits 0 for a bucket that is on, with a table on stdout and no warning', async () => {
    const server = await startPracticeServer();
    const bucket = bucketFor(server, 'MFA Delete is on; several versions');

    const run = await runProgram(['verify', `arn:aws:s3:::${bucket}`, '--no-input', '--quiet'], { env: server.environment() });

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(new RegExp(`${bucket} .*Enabled .*Enabled .*on`));
    expect(run.stdout).toContain('1 bucket: 1 on');
  });

  it('takes names from stdin and answers as CSV', async () => {
    const server = await startPracticeServer();
    const names = [bucketFor(server, 'ready'), bucketFor(server, 'never versioned')];

    const run = await runProgram(['verify', '-', '--format', 'csv'], {
      env: server.environment(),
      stdin: `${names[0]}\r\n\ns3://${names[1]}\n`,
    });

    const [header, ...rows] = run.stdout.trim().split(/\r?\n/);
    expect(header).toBe('name,region,versioning,mfaDelete,verdict,reason,fix,probe,account,finding,expectation,exceptedBy,exceptedWhy,exceptedUntil,recordedAt');
    expect(rows).toEqual([
      expect.stringContaining(`${names[0]},us-east-1,Enabled,Disabled,off,`),
      expect.stringContaining(`${names[1]},us-east-1,Unversioned,Disabled,unversioned,`),
    ]);
    expect(run.exitCode).toBe(1);
  });

  it.each([
    ['off', 1],
    ['blocked,suspended', 0],
    ['none', 0],
  ])('counts only the verdicts of --fail-on %s', async (failOn, exitCode) => {
    const server = await startPracticeServer();

    const run = await runProgram(['verify', bucketFor(server, 'ready'), '--fail-on', failOn], { env: server.environment() });

    expect(run.exitCode).toBe(exitCode);
  });

  it('calls what may not be read unknown, never off, and exits 3', async () => {
    const server = await startPracticeServer();
    const intern = server.users.find(({ userName }) => userName === 'intern');

    const run = await runProgram(['verify', bucketFor(server, 'ready'), '--json'], { env: server.environment(intern) });

    expect(readDocument(run.stdout, 'verify')).toMatchObject({
      principal: expect.stringContaining(':user/intern'),
      buckets: [{ verdict: 'unknown', reason: 'AccessDenied', versioning: null, mfaDelete: null }],
    });
    expect(run.exitCode).toBe(3);
  });

  it('works with read rights only', async () => {
    const server = await startPracticeServer();
    const auditor = server.users.find(({ userName }) => userName === 'auditor');

    const run = await runProgram(['verify', bucketFor(server, 'in another region')], { env: server.environment(auditor) });

    expect(run).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('eu-west-1') });
  });

  it('says what it is doing on stderr only, a plain line each off a terminal', async () => {
    const server = await startPracticeServer();

    const run = await runProgram(['verify', '--all', '--json'], { env: server.environment() });

    expect(run.stderr).toMatch(/^Reading buckets$/m);
    expect(run.stderr).not.toContain('\x1b');
    expect(readDocument(run.stdout, 'verify')).toMatchObject({ command: 'verify' });
  });

  it('reaches no server that the environment names when it runs on the embedded practice account', async () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_PROFILE: 'nobody', HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };

    const run = await runProgram(['verify', '--all', '--sandbox', '--fail-on', 'none'], { env });

    expect(run.stdout).toContain('ledger-ready');
  });
});
