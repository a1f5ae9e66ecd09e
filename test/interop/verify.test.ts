import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { newDevice } from './device.js';
import { bareClient, bucketWith, gateway, newBucket, runOnGateway } from './gateway.js';

describe('verify on a real S3 server', () => {
  it('reads each state as the server has it, and finds what is not on', async () => {
    const buckets = await Promise.all([onBucket(), newBucket(), bucketWith('Enabled'), bucketWith('Suspended')]);

    const run = await runOnGateway(['verify', ...buckets, '--json']);

    const report = JSON.parse(run.stdout);
    expect(report.buckets.map(({ name, verdict }: { name: string; verdict: string }) => [name, verdict])).toEqual([
      [buckets[0], 'on'],
      [buckets[1], 'unversioned'],
      [buckets[2], 'off'],
      [buckets[3], 'suspended'],
    ]);
    expect(report.summary).toEqual({ buckets: 4, on: 1, off: 1, blocked: 0, suspended: 1, unversioned: 1, unknown: 0 });
    expect(run.exitCode).toBe(1);
  });

  it('exits 0 when every bucket named is on', async () => {
    const bucket = await onBucket();

    const run = await runOnGateway(['verify', bucket]);

    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(new RegExp(`${bucket}.*\\bon\\b`)) });
  });

  it('calls a bucket that this user may not read unknown, never off', async () => {
    const bucket = await onBucket();

    const run = await runOnGateway(['verify', bucket, '--json'], { as: gateway.other });

    expect(JSON.parse(run.stdout)).toMatchObject({
      buckets: [{ name: bucket, verdict: 'unknown', versioning: null, mfaDelete: null, reason: expect.any(String) }],
    });
    expect(run.exitCode).toBe(3);
  });

  it('finds the buckets of the user with --all', async () => {
    const bucket = await bucketWith('Enabled');

    const run = await runOnGateway(['verify', '--all', '--json', '--fail-on', 'none']);

    expect(JSON.parse(run.stdout).buckets).toContainEqual(expect.objectContaining({ name: bucket, verdict: 'off' }));
    expect(run.exitCode).toBe(0);
  });
});

describe('verify --probe on a real S3 server', () => {
  it('is refused the delete, and does not call that AWS’s own MFA refusal, because this server gives no reason', async () => {
    const bucket = await onBucket();

    const run = await runOnGateway(['verify', bucket, '--probe', '--yes', '--json']);

    expect(JSON.parse(run.stdout)).toMatchObject({ buckets: [{ name: bucket, verdict: 'on', probe: 'refused-other', reason: null }] });
    expect(run.exitCode).toBe(0);
  });

  it('leaves one delete marker without bytes, and names it', async () => {
    const bucket = await onBucket();

    const run = await runOnGateway(['verify', bucket, '--probe', '--yes', '--json']);

    const { Versions, DeleteMarkers } = await bareClient().send(new ListObjectVersionsCommand({ Bucket: bucket }));
    expect(Versions).toBeUndefined();
    expect(JSON.parse(run.stdout).leftovers).toMatchObject(DeleteMarkers?.map(({ Key, VersionId }) => ({ bucket, key: Key, versionId: VersionId })) ?? []);
    expect(DeleteMarkers).toHaveLength(1);
  });

  it('does not touch a bucket whose MFA Delete is off', async () => {
    const bucket = await bucketWith('Enabled');

    const run = await runOnGateway(['verify', bucket, '--probe', '--yes', '--json']);

    expect(JSON.parse(run.stdout)).toMatchObject({ buckets: [{ name: bucket, verdict: 'off', probe: null }], leftovers: [] });
    expect((await bareClient().send(new ListObjectVersionsCommand({ Bucket: bucket }))).DeleteMarkers).toBeUndefined();
    expect(run.exitCode).toBe(1);
  });
});

/** Turned on by the bare SDK, so that `verify` is not tested against `enable`'s own work. */
async function onBucket(): Promise<string> {
  return bucketWith('Enabled', await newDevice());
}
