import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { newDevice } from './device.js';
import { bareClient, bucketWith, newBucket, runOnGateway, versioningOf } from './gateway.js';

describe('disable on a real S3 server', () => {
  it('turns MFA Delete off with one code and leaves versioning on', async () => {
    const [setter, device] = await Promise.all([newDevice(), newDevice()]);
    const bucket = await bucketWith('Enabled', setter);

    const run = await runOnGateway(['disable', bucket, '--yes', '--json', ...device.process.args], { env: device.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(run.stdout)).toMatchObject({
      command: 'disable',
      buckets: [
        {
          before: { versioning: 'Enabled', mfaDelete: 'Enabled' },
          after: { versioning: 'Enabled', mfaDelete: 'Disabled' },
          outcome: 'changed',
          error: null,
        },
      ],
    });
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Disabled' });
    expect(await device.process.asked()).toHaveLength(1);
  });

  it('lets versions be deleted without a code again', async () => {
    const [setter, device] = await Promise.all([newDevice(), newDevice()]);
    const bucket = await bucketWith('Enabled', setter);
    const { VersionId } = await bareClient().send(new PutObjectCommand({ Bucket: bucket, Key: 'kept', Body: 'kept' }));
    await runOnGateway(['disable', bucket, '--yes', ...device.process.args], { env: device.process.env });

    const deletion = await bareClient().send(new DeleteObjectCommand({ Bucket: bucket, Key: 'kept', VersionId }));

    expect(deletion.$metadata.httpStatusCode).toBe(204);
  });

  it('keeps MFA Delete where the code is refused', async () => {
    const [setter, device] = await Promise.all([newDevice(), newDevice()]);
    const bucket = await bucketWith('Enabled', setter);

    const run = await runOnGateway(['disable', bucket, '--yes', '--mfa-serial', device.serialNumber, '--mfa-code', device.wrongCode()]);

    expect(run).toMatchObject({ exitCode: 5 });
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });

  it('spends no code on a bucket that never had MFA Delete', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await runOnGateway(['disable', bucket, '--yes', '--json', ...device.process.args], { env: device.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(run.stdout)).toMatchObject({ buckets: [{ outcome: 'unchanged' }] });
    expect(await versioningOf(bucket)).toEqual({ status: undefined, mfaDelete: undefined });
    expect(await device.process.asked()).toEqual([]);
  });
});
