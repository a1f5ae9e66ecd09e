import { describe, expect, it } from 'vitest';
import { xml } from '../../aws/support/canned-server.js';
import { runProgram } from '../../support/built-program.js';
import { expectValid } from '../../support/schema.js';
import { expectUntouched, READY, startAccount } from './support/account.js';
import { complaintOf, switchDocument } from './support/complaint.js';
import { frontOf } from './support/front.js';

describe('a bucket that cannot be changed', () => {
  it.each([
    ['does not exist', 'no-such-bucket', 'bucket-not-found', '`no-such-bucket` does not exist'],
    ['is another account’s', 'partner-files', 'access-denied', '`partner-files`'],
  ])('because it %s is named, and the code is not asked for', async (_why, bucket, kind, words) => {
    const account = await startAccount();

    const run = await runProgram(['enable', bucket, '--yes', '--json', ...account.coded()], { env: account.environment() });

    const [found] = switchDocument(run).buckets;
    expect(run.exitCode).toBe(3);
    expect(found).toMatchObject({ name: bucket, outcome: 'failed', error: { kind, message: expect.stringContaining(words) } });
    expect(run.stderr).toMatch(/^hint: .*`[^`]+`/m);
    expectUntouched(account);
  });

  it('does not keep the others from being changed', async () => {
    const account = await startAccount();

    const run = await runProgram(['enable', 'no-such-bucket', READY, 'partner-files', '--yes', '--json', ...account.coded()], { env: account.environment() });

    expect(switchDocument(run).buckets.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['no-such-bucket', 'failed'],
      [READY, 'changed'],
      ['partner-files', 'failed'],
    ]);
    expect(run.exitCode).toBe(3);
  });

  it('because its region is not enabled for the account is told from a bad key', async () => {
    const account = await startAccount();
    const region = { 'x-amz-bucket-region': 'me-south-1' };
    const refused = xml(400, '<Error><Code>InvalidToken</Code><Message>The provided token is malformed or otherwise invalid.</Message></Error>', region);
    const front = await frontOf(account, {
      instead: ({ method, url }) => {
        if (!url.startsWith('/far-away')) return null;
        return method === 'HEAD' ? xml(400, '', region) : refused;
      },
    });

    const run = await runProgram(['enable', 'far-away', '--yes', '--json', ...account.coded()], { env: { ...account.environment(), AWS_ENDPOINT_URL: front.url } });

    expect(run.exitCode).toBe(3);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'failed', error: { kind: 'region-disabled' } }]);
    expect(run.stderr).toContain('aws account enable-region --region-name me-south-1');
  });

  it('is said as clearly by verify, with its name and what to do', async () => {
    const account = await startAccount();

    const run = await runProgram(['verify', 'no-such-bucket', 'partner-files', READY], { env: account.environment() });

    // The finding outweighs what could not be read.
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/^error: bucket `no-such-bucket` does not exist/m);
    expect(run.stderr).toMatch(/^error: .*denied s3:GetBucketVersioning on `partner-files`/m);
    expect(run.stderr).toMatch(/^hint: .*`s3-mfa-delete verify --all`/m);
  });
});

describe('a bucket in another region', () => {
  it('is changed there, with one code, straight', async () => {
    const account = await startAccount();

    const run = await runProgram(['enable', 'backup-ireland', '--yes', '--json', ...account.coded()], { env: { ...account.environment(), AWS_REGION: 'us-west-2' } });

    expect(run.exitCode).toBe(0);
    expect(account.writes()).toEqual(['PutBucketVersioning']);
    expect(account.stateOf('backup-ireland')).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });
});

describe('a name', () => {
  it.each([
    ['LEDGER-Ready', 'did you mean `ledger-ready`?'],
    ['s3://ledger-ready/2024/report.csv', 'did you mean `ledger-ready`?'],
    ['fast--use1-az4--x-s3', 'directory bucket'],
    ['arn:aws:s3:us-east-1:111122223333:accesspoint/ap', 'ARN'],
    ['', 'empty'],
    ['bell\u0007\u001b[31m', '\\x07\\x1b[31m'],
  ])('that no bucket for MFA Delete has (%j) is refused before anything is asked of AWS', async (name, words) => {
    const run = await runProgram(['enable', name, READY, '--yes', '--json', '--endpoint-url', 'http://127.0.0.1:9']);

    const { kind, message, hints } = complaintOf(run, 2);
    expect(kind).toBe('invalid-bucket-name');
    expect([message, ...hints].join('\n')).toContain(words);
    expect(run.stderr).not.toContain('\u001b');
  });

  it.each(['suspend', 'verify'])('is checked by %s as well', async (command) => {
    expect(complaintOf(await runProgram([command, 's3://ledger-ready/key', '--json']), 2)).toMatchObject({ kind: 'invalid-bucket-name' });
  });

  it('may be an ARN, an s3:// address, or given twice', async () => {
    const account = await startAccount();

    const run = await runProgram(['verify', `arn:aws:s3:::${READY}`, `s3://${READY}/`, READY, '--json'], { env: account.environment() });

    expectValid(run.stdout, 'verify');
    expect(JSON.parse(run.stdout)).toMatchObject({ summary: { buckets: 1 } });
  });
});

describe('an empty list on stdin', () => {
  it.each([['enable', ''], ['verify', '\n  \r\n# only a comment\n'], ['disable', '\n']])('is said by %s, and nothing is asked of AWS', async (command, stdin) => {
    const run = await runProgram([command, '-', '--json', '--endpoint-url', 'http://127.0.0.1:9'], { stdin });

    expect(complaintOf(run, 2)).toMatchObject({ kind: 'missing-input', message: expect.stringContaining('stdin') });
  });
});
