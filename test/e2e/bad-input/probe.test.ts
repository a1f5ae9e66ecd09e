import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ProgramResult, runProgram } from '../../support/built-program.js';
import { expectValid } from '../../support/schema.js';
import { type Account, expectUntouched, PHONE, PROTECTED, READY, startAccount } from './support/account.js';
import { frontOf } from './support/front.js';

type Proved = { buckets: { name: string; verdict: string; probe: string | null; reason: string | null }[]; leftovers: { bucket: string; key: string; versionId: string; remove: string }[] };

const probe = (account: Account, buckets: string[], endpoint = account.endpoint) =>
  runProgram(['verify', ...buckets, '--probe', '--yes', '--json'], { env: { ...account.environment(), AWS_ENDPOINT_URL: endpoint } });

function documentOf({ stdout }: ProgramResult): Proved {
  expectValid(stdout, 'verify');
  return JSON.parse(stdout) as Proved;
}

describe('verify --probe', () => {
  it('proves a bucket that is on by AWS’s own refusal, and says what it left', async () => {
    const account = await startAccount();

    const run = await probe(account, [PROTECTED, READY]);

    const { buckets, leftovers } = documentOf(run);
    expect(run.exitCode).toBe(1);
    expect(buckets).toMatchObject([{ name: PROTECTED, verdict: 'on', probe: 'refused-mfa' }, { name: READY, verdict: 'off', probe: null }]);
    expect(leftovers).toMatchObject([{ bucket: PROTECTED, key: expect.stringMatching(/^s3-mfa-delete-probe-/) }]);
    expect(account.writes()).toEqual(['DeleteObject', 'DeleteObject']);
  });

  it('leaves something that the given command really removes', async () => {
    const account = await startAccount();
    const [left] = documentOf(await probe(account, [PROTECTED])).leftovers;
    const s3 = new S3Client({ endpoint: account.endpoint, region: account.region, credentials: account.root, forcePathStyle: true });
    onTestFinished(() => s3.destroy());

    expect(left?.remove).toBe(`aws s3api delete-object --bucket ${PROTECTED} --key ${left?.key} --version-id ${left?.versionId} --mfa 'SERIAL CODE' --region us-east-1`);
    await s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: left?.key, VersionId: left?.versionId, MFA: `${PHONE} ${account.code(PHONE)}` }));

    const { DeleteMarkers, Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: PROTECTED, Prefix: 's3-mfa-delete-probe-' }));
    expect([DeleteMarkers, Versions]).toEqual([undefined, undefined]);
  });

  it('does not take another refusal for proof', async () => {
    const account = await startAccount();
    const front = await frontOf(account, { changed: (_request, body) => body.replace('Mfa Authentication must be used for this request', 'Access Denied') });

    const run = await probe(account, [PROTECTED], front.url);

    expect(run.exitCode).toBe(0);
    expect(documentOf(run)).toMatchObject({ buckets: [{ probe: 'refused-other' }], leftovers: [{ bucket: PROTECTED }] });
  });

  it('finds a bucket that says it is on and deletes all the same', async () => {
    const account = await startAccount();
    // The state is read, then somebody turns MFA Delete off.
    account.onceAnswering('GetBucketVersioning', () => account.account.buckets.find(PROTECTED)?.setVersioning({ status: 'Enabled', mfaDelete: 'Disabled' }, account.now()));

    const run = await probe(account, [PROTECTED]);

    expect(run.exitCode).toBe(1);
    expect(documentOf(run)).toMatchObject({ buckets: [{ verdict: 'on', probe: 'deleted' }], leftovers: [] });
  });

  it('is not made where Object Lock has a default retention, whose marker could not be removed', async () => {
    const account = await startAccount();
    account.account.buckets.find('evidence-locked')?.setVersioning({ status: 'Enabled', mfaDelete: 'Enabled' }, account.now());

    const run = await probe(account, ['evidence-locked']);

    expect(run.exitCode).toBe(3);
    expect(documentOf(run)).toMatchObject({ buckets: [{ verdict: 'on', probe: null, reason: 'probe: object-lock-default-retention' }], leftovers: [] });
    expectUntouched(account);
  });

  it('that may not write is inconclusive, never proof', async () => {
    const account = await startAccount();
    const auditor = account.users.find(({ userName }) => userName === 'auditor');

    const run = await runProgram(['verify', PROTECTED, '--probe', '--yes', '--json'], { env: account.environment(auditor) });

    expect(run.exitCode).toBe(3);
    expect(documentOf(run)).toMatchObject({ buckets: [{ verdict: 'on', probe: null, reason: expect.stringMatching(/^probe: /) }], leftovers: [] });
  });

  it('shows a person the proof and the command that removes what is left', async () => {
    const account = await startAccount();

    const run = await runProgram(['verify', PROTECTED, '--probe', '--yes'], { env: account.environment() });

    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('delete without a code refused: MFA') });
    expect(run.stderr).toMatch(/left a delete marker[\s\S]*aws s3api delete-object --bucket payments-protected/);
  });
});
