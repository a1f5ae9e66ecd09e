import { describe, expect, it } from 'vitest';
import { newDevice } from './device.js';
import { bucketWith, runOnGateway, versioningOf } from './gateway.js';

describe('suspend on a real S3 server', () => {
  it('suspends versioning with one code and leaves MFA Delete on', async () => {
    const [setter, device] = await Promise.all([newDevice(), newDevice()]);
    const bucket = await bucketWith('Enabled', setter);

    const run = await runOnGateway(['suspend', bucket, '--yes', '--json', ...device.process.args], { env: device.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(run.stdout)).toMatchObject({
      command: 'suspend',
      buckets: [{ after: { versioning: 'Suspended', mfaDelete: 'Enabled' }, outcome: 'changed', error: null }],
    });
    expect(await versioningOf(bucket)).toEqual({ status: 'Suspended', mfaDelete: 'Enabled' });
    expect(await device.process.asked()).toHaveLength(1);
  });

  it('is undone by enable', async () => {
    const [setter, suspending, enabling] = await Promise.all([newDevice(), newDevice(), newDevice()]);
    const bucket = await bucketWith('Enabled', setter);
    await runOnGateway(['suspend', bucket, '--yes', ...suspending.process.args], { env: suspending.process.env });

    const run = await runOnGateway(['enable', bucket, '--yes', ...enabling.process.args], { env: enabling.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });

  it('leaves a bucket without MFA Delete to the AWS CLI, which needs no code for it', async () => {
    const [bucket, device] = await Promise.all([bucketWith('Enabled'), newDevice()]);

    const run = await runOnGateway(['suspend', bucket, '--yes', '--json', ...device.process.args], { env: device.process.env });

    expect(JSON.parse(run.stdout)).toMatchObject({ buckets: [{ outcome: 'blocked' }] });
    expect(run.stderr).toContain('aws s3api put-bucket-versioning');
    expect(run.exitCode).toBe(1);
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Disabled' });
    expect(await device.process.asked()).toEqual([]);
  });
});
