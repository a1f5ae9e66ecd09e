import { describe, expect, it } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { ctrlC } from '../../support/scripted-ui.js';
import { bucketOf, deleting, journalOf, nameOf, summaryOf, unattended, unrepeatable, versionsIn } from '../support/deletion-runs.js';

const bucket = 'payments-protected';
const key = 'contracts/lease.txt';

describe('on a terminal', () => {
  it('offers the versions to tick, shows what becomes current, and wants the name of the bucket', async () => {
    const aws = await practiceContext();
    const before = versionsIn(bucketOf(aws, bucket));
    const run = await deleting(aws, { bucket }, {
      script: [
        ['Which credentials', 'environment'],
        ['Which device', 'root-account'],
        ['Which versions', [/lease.* current/, /minutes.*delete marker/]],
        ['type the bucket', 'payments'],
        ['type the bucket', bucket],
        ['Code of', () => aws.code()],
      ],
    });
    expect(run.exitCode).toBe(0);
    expect(run.questions.find(({ kind }) => kind === 'checkbox')?.choices).toEqual([
      'contracts/lease.txt  2026-02-12 12:00  15 bytes  current',
      'contracts/lease.txt  2026-01-23 12:00  15 bytes  noncurrent',
      'contracts/lease.txt  2026-01-03 12:00  15 bytes  noncurrent',
      'minutes/2024-01.txt  2026-02-22 12:00  current delete marker',
      'minutes/2024-01.txt  2026-01-13 12:00  19 bytes  noncurrent',
      'readme.txt  2026-02-02 12:00  20 bytes  current',
    ]);
    expect(run.narration).toContain('- `contracts/lease.txt`: the version of 2026-01-23 12:00 (15 bytes) becomes current');
    expect(run.narration).toContain('- `minutes/2024-01.txt`: the version of 2026-01-13 12:00 (19 bytes) becomes current');
    expect(run.narration).toContain('2 versions gone, read back from AWS');
    expect(run.output).toContain('2 versions deleted for good (15 bytes), 1 code');
    const gone = [before[0], before[3]].map((version) => nameOf(version ?? { key: '', versionId: '' }));
    expect(journalOf(run).map(nameOf)).toEqual(gone);
    expect(versionsIn(bucketOf(aws, bucket)).map(nameOf)).toEqual(before.map(nameOf).filter((name) => !gone.includes(name)));
  });

  it('offers the versions of one key only, or those under a prefix', async () => {
    const aws = await practiceContext();
    aws.practice.account.buckets.find(bucket)?.objects.put(`${key}.bak`, { size: 1, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: 'Enabled', at: aws.clock.now() });
    const stopAtList = { script: [['Which credentials', 'environment'], ['Which device', 'root-account'], ['Which versions', ctrlC]] } as const;
    const [one, several] = [await deleting(aws, { bucket, key }, stopAtList), await deleting(aws, { bucket, prefix: 'contracts/' }, stopAtList)];
    expect(one.questions.at(-1)?.choices).toHaveLength(3);
    expect(several.questions.at(-1)?.choices).toHaveLength(4);
    expect([one.exitCode, several.exitCode]).toEqual([130, 130]);
    expect(one.changes).toEqual(['nothing was changed']);
  });

  it.each([
    ['of one key', { key: 'bell-\u0007' }, 1],
    ['under a prefix', { prefix: 'bell-\u0007' }, 2],
  ])('offers versions %s that XML cannot carry without naming it', async (_, offered, count) => {
    const aws = await practiceContext();
    const content = { size: 1, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} };
    for (const name of ['bell-', 'bell-\u0006', 'bell-\u0007', 'bell-\u0007a', 'bell-z']) bucketOf(aws, bucket).objects.put(name, content, { versioning: 'Enabled', at: aws.clock.now() });
    const run = await deleting(aws, { bucket, ...offered }, { script: [['Which credentials', 'environment'], ['Which device', 'root-account'], ['Which versions', ctrlC]] });
    expect(run.questions.at(-1)?.choices).toHaveLength(count);
    expect(run.questions.at(-1)?.choices).toEqual(Array.from({ length: count }, () => expect.stringContaining('bell-\u0007')));
    expect(unrepeatable(aws)).toEqual([]);
  });

  it('stops where nothing is typed', async () => {
    const aws = await practiceContext();
    const versionId = bucketOf(aws, bucket).objects.current(key)?.versionId ?? '';
    const run = await deleting(aws, { bucket, key, versionIds: [versionId] }, {
      script: [['Which credentials', 'environment'], ['Which device', 'root-account'], ['type the bucket', '']],
    });
    expect(run.failure?.kind).toBe('declined');
    expect(run.exitCode).toBe(1);
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('has nothing to do in an empty bucket', async () => {
    const aws = await practiceContext();
    aws.practice.account.buckets.find('uploads-unversioned')?.setVersioning({ status: 'Enabled', mfaDelete: 'Enabled' }, 0);
    const run = await deleting(aws, { bucket: 'uploads-unversioned' }, { script: [['Which credentials', 'environment'], ['Which device', 'root-account']] });
    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain('nothing to do');
  });
});

describe('off a terminal', () => {
  it('deletes a named version by one DeleteObject with one code', async () => {
    const aws = await practiceContext();
    const versionId = bucketOf(aws, bucket).objects.current(key)?.versionId ?? '';
    const run = await deleting(aws, { bucket, key, versionIds: [versionId], isConfirmed: true, mfaSerials: ['GAHT12345678'], mfaCode: aws.code('GAHT12345678') });
    expect(run.exitCode).toBe(0);
    expect(writesAmong(aws.requests)).toMatchObject([{ operation: 'DeleteObject', mfa: expect.stringMatching(/^GAHT12345678 \d{6}$/), expectedOwner: '111122223333' }]);
    expect(bucketOf(aws, bucket).objects.find(key, versionId)).toBeUndefined();
    expect(summaryOf(run)).toEqual({ planned: 1, deleted: 1, failed: 0, unknown: 0, bytes: 15, codesUsed: 1, seconds: 0 });
  });

  it('deletes several versions of a key with one code', async () => {
    const aws = await practiceContext();
    const versionIds = versionsIn(bucketOf(aws, bucket)).filter((version) => version.key === key).map(({ versionId }) => versionId);
    const run = await deleting(aws, { bucket, key, versionIds, isConfirmed: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(writesAmong(aws.requests).map(({ operation }) => operation)).toEqual(['DeleteObjects']);
    expect(run.document?.plan).toMatchObject({ aftermath: [{ key, becomes: 'nothing', versionId: null }] });
  });

  it('reads what `aws s3api list-object-versions` prints, from standard input', async () => {
    const aws = await practiceContext();
    const listed = versionsIn(bucketOf(aws, bucket)).filter((version) => version.key.startsWith('minutes/'));
    const entry = ({ key: Key, versionId: VersionId }: { key: string; versionId: string }) => ({ Key, VersionId, IsLatest: false });
    const printed = { Versions: listed.filter(({ content }) => content !== null).map(entry), DeleteMarkers: listed.filter(({ content }) => content === null).map(entry), RequestCharged: null };
    const run = await deleting(aws, { bucket, from: '-', isConfirmed: true }, { ...unattended, stdin: JSON.stringify(printed, null, 4).split('\n') });
    expect(run.exitCode).toBe(0);
    expect(summaryOf(run)).toMatchObject({ planned: 2, deleted: 2 });
    expect(versionsIn(bucketOf(aws, bucket)).some((version) => version.key.startsWith('minutes/'))).toBe(false);
  });

  it('deletes the version from before versioning by its id `null`', async () => {
    const aws = await practiceContext();
    const { objects } = bucketOf(aws, bucket);
    objects.put('old', { size: 5, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: null, at: 0 });
    objects.put('old', { size: 6, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: 'Enabled', at: aws.clock.now() });
    const run = await deleting(aws, { bucket, key: 'old', versionIds: ['null'], isConfirmed: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(journalOf(run)).toMatchObject([{ key: 'old', versionId: 'null', size: 5 }]);
    expect(objects.current('old')?.content?.size).toBe(6);
  });

  it.each<[string, Parameters<typeof deleting>[1], string]>([
    ['without a version', { bucket }, 'missing-input'],
    ['with a key alone', { bucket, key }, 'missing-input'],
    ['without --confirm', { bucket, key, versionIds: ['null'] }, 'missing-input'],
    ['with a list that is not there', { bucket, from: '/nonexistent/list.json', isConfirmed: true }, 'local-file'],
  ])('%s it deletes nothing and names what is missing', async (_, options, kind) => {
    const aws = await practiceContext();
    bucketOf(aws, bucket).objects.put(key, { size: 5, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: null, at: 0 });
    const run = await deleting(aws, options, unattended);
    expect(run.failure?.kind).toBe(kind);
    expect(writesAmong(aws.requests)).toEqual([]);
    if (kind === 'missing-input') expect(run.failure?.hints.join()).toMatch(/delete-version payments-protected|--confirm payments-protected/);
  });

  it('a list on standard input cannot be typed on a terminal', async () => {
    const aws = await practiceContext();
    const run = await deleting(aws, { bucket, from: '-' }, { script: [['never asked', true]] }).catch((error: unknown) => String(error));
    expect(run).toContain('that is the terminal');
    expect(aws.requests).toEqual([]);
  });
});
