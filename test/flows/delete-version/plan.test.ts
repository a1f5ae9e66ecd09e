import { describe, expect, it } from 'vitest';
import { textContent } from '../../../src/sandbox/seed/objects.js';
import { practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { bucketOf, deleting, journalOf, listFile, nameOf, summaryOf, unattended, versionsIn } from '../support/deletion-runs.js';

const bucket = 'payments-protected';
const key = 'contracts/lease.txt';

describe('what is gone already', () => {
  it('is said, counts as done and costs no code', async () => {
    const aws = await practiceContext();
    const run = await deleting(aws, { bucket, key, versionIds: ['3HL4kqtJlcpXroDTDmJ'], isConfirmed: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain('`contracts/lease.txt` has no version 3HL4kqtJlcpXroDTDmJ: deleted already, or never written');
    expect(writesAmong(aws.requests)).toEqual([]);
    expect(run.document).toMatchObject({ plan: { versions: [], absent: [{ key, versionId: '3HL4kqtJlcpXroDTDmJ' }] }, summary: { planned: 0, codesUsed: 0 }, journal: null, record: null });
  });

  it('so running the same list again is safe', async () => {
    const aws = await practiceContext();
    const from = listFile(aws, versionsIn(bucketOf(aws, bucket)).slice(0, 3));
    const first = await deleting(aws, { bucket, from, isConfirmed: true }, unattended);
    const second = await deleting(aws, { bucket, from, isConfirmed: true }, unattended);
    expect([first, second].map((run) => [run.exitCode, summaryOf(run).deleted, summaryOf(run).codesUsed])).toEqual([[0, 3, 1], [0, 0, 0]]);
  });
});

describe('a dry run', () => {
  it('shows the plan to whoever may read, and sends nothing', async () => {
    const aws = await practiceContext();
    const [auditor] = aws.practice.users;
    const from = listFile(aws, versionsIn(bucketOf(aws, bucket)));
    const run = await deleting(aws, { bucket, from, dryRun: true }, { signer: auditor ?? null });
    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain('Deleted for good: 5 versions, 1 delete marker, 84 bytes');
    expect(run.narration).toContain('nothing is left of it');
    expect(run.output).toBe('would delete 6 versions\n');
    expect(run.document).toMatchObject({ dryRun: true, plan: { requests: 1 }, summary: { planned: 6, deleted: 0 } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('a bucket without MFA Delete', () => {
  const versionsOf = (aws: Awaited<ReturnType<typeof practiceContext>>, name: string) => versionsIn(bucketOf(aws, name));

  it('is said, and needs --allow-unprotected', async () => {
    const aws = await practiceContext();
    const from = listFile(aws, versionsOf(aws, 'ledger-ready'));
    const run = await deleting(aws, { bucket: 'ledger-ready', from, isConfirmed: true }, unattended);
    expect(run.failure?.kind).toBe('mfa-delete-off');
    expect(run.exitCode).toBe(1);
    expect(run.failure?.hints.join()).toContain('--allow-unprotected');
  });

  it('is deleted from without a code, by anybody who may', async () => {
    const aws = await practiceContext();
    const admin = aws.practice.users.find(({ userName }) => userName === 'admin') ?? null;
    const wanted = versionsOf(aws, 'ledger-ready');
    const run = await deleting(aws, { bucket: 'ledger-ready', from: listFile(aws, wanted), isConfirmed: true, allowUnprotected: true }, { signer: admin });
    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain('MFA Delete is off here: this deletes without a code');
    expect(writesAmong(aws.requests).map(({ operation, mfa }) => [operation, mfa])).toEqual([['DeleteObjects', null]]);
    expect(journalOf(run).map(nameOf).toSorted()).toEqual(wanted.map(nameOf).toSorted());
    expect(versionsOf(aws, 'ledger-ready')).toEqual([]);
  });

  it('with --allow-unprotected, a protected one still takes the root user', async () => {
    const aws = await practiceContext();
    const admin = aws.practice.users.find(({ userName }) => userName === 'admin') ?? null;
    const run = await deleting(aws, { bucket, from: listFile(aws, versionsOf(aws, bucket)), isConfirmed: true, allowUnprotected: true }, { signer: admin });
    expect(run.failure?.kind).toBe('not-root');
    expect(run.exitCode).toBe(4);
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('what can be known without a code is known before one is asked for', () => {
  it('a bucket policy that denies the root key', async () => {
    const aws = await practiceContext();
    const { objects } = bucketOf(aws, bucket);
    bucketOf(aws, bucket).policy = JSON.stringify({
      Statement: [{ Sid: 'NoMfa', Effect: 'Deny', Principal: '*', Action: 's3:DeleteObjectVersion', Resource: `arn:aws:s3:::${bucket}/contracts/*`, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    });
    const run = await deleting(aws, { bucket, key, versionIds: [objects.current(key)?.versionId ?? ''], isConfirmed: true }, unattended);
    expect(run.failure?.kind).toBe('mfa-policy-in-the-way');
    expect(run.failure?.message).toContain('NoMfa');
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('one code for many requests', async () => {
    const aws = await practiceContext({ versions: 1_001 });
    const from = listFile(aws, versionsIn(bucketOf(aws, 'deep-history')));
    const run = await deleting(aws, { bucket: 'deep-history', from, isConfirmed: true, mfaCode: aws.code(), mfaSerials: ['GAHT12345678'] });
    expect(run.failure?.message).toContain('--mfa-code holds one code, and 2 requests take one each');
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('a bypass of retention where there is no Object Lock', async () => {
    const aws = await practiceContext();
    const run = await deleting(aws, { bucket, key, versionIds: ['null'], bypassGovernanceRetention: true, isConfirmed: true }, unattended);
    expect(run.failure?.message).toContain('has no Object Lock');
  });
});

describe('Object Lock', () => {
  const lock = (until: number) => ({ retention: { mode: 'GOVERNANCE', until }, legalHold: false }) as const;

  it('keeps versions one by one: the others go, and the exit code says so', async () => {
    const aws = await practiceContext();
    const locked = bucketOf(aws, 'evidence-locked');
    locked.setVersioning({ status: 'Enabled', mfaDelete: 'Enabled' }, 0);
    const kept = locked.objects.put('kept', textContent('x'), { versioning: 'Enabled', at: aws.clock.now() }, lock(aws.clock.now() + 86_400_000));
    const from = listFile(aws, versionsIn(locked));
    const run = await deleting(aws, { bucket: 'evidence-locked', from, isConfirmed: true }, unattended);
    expect(run.exitCode).toBe(1);
    expect(versionsIn(locked).map(nameOf)).toEqual([nameOf(kept)]);
    expect(run.document?.failures).toEqual([{ key: 'kept', versionId: kept.versionId, code: 'AccessDenied', message: 'Access Denied because object protected by object lock.' }]);
    expect(summaryOf(run)).toMatchObject({ planned: 7, deleted: 6, failed: 1, codesUsed: 1 });
    expect(journalOf(run)).toHaveLength(6);
    expect(run.narration).toContain('Object Lock is on');
    const again = await deleting(aws, { bucket: 'evidence-locked', from, isConfirmed: true, bypassGovernanceRetention: true }, unattended);
    expect(again.exitCode).toBe(0);
    expect(versionsIn(locked)).toEqual([]);
  });
});

it('says how many codes it takes, and how long: two devices take turns', async () => {
  const aws = await practiceContext({ versions: 2_500 });
  const from = listFile(aws, versionsIn(bucketOf(aws, 'deep-history')));
  const run = await deleting(aws, { bucket: 'deep-history', from, isConfirmed: true }, unattended);
  expect(run.narration).toContain('It takes 3 codes, and so about 30 s with 2 devices; one code deletes up to 1,000 versions.');
  expect(run.exitCode).toBe(0);
  expect(versionsIn(bucketOf(aws, 'deep-history'))).toEqual([]);
  expect(journalOf(run)).toHaveLength(2_500);
  const coded = aws.requests.filter(({ mfa }) => mfa !== null);
  expect(new Set(coded.map(({ mfa }) => mfa)).size).toBe(3);
  expect(new Set(coded.map(({ mfa }) => mfa?.split(' ')[0])).size).toBe(2);
  expect(summaryOf(run)).toMatchObject({ deleted: 2_500, codesUsed: 3 });
  expect(summaryOf(run).seconds).toBeLessThanOrEqual(60);
});
