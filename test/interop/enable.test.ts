import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { temporaryHome } from '../support/temporary-home.js';
import { newDevice } from './device.js';
import { bareClient, gateway, newBucket, runOnGateway, versioningOf } from './gateway.js';

const on = { status: 'Enabled', mfaDelete: 'Enabled' };
const neverVersioned = { status: undefined, mfaDelete: undefined };
const AN_HOUR = 3600;

describe('enable on a real S3 server', () => {
  it('turns versioning and MFA Delete on with one code from --mfa-process', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await runOnGateway(['enable', bucket, '--yes', '--json', ...device.process.args], { env: device.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(run.stdout)).toMatchObject({
      command: 'enable',
      buckets: [
        {
          name: bucket,
          before: { versioning: 'Unversioned', mfaDelete: 'Disabled' },
          after: { versioning: 'Enabled', mfaDelete: 'Enabled' },
          outcome: 'changed',
          error: null,
        },
      ],
    });
    expect(await versioningOf(bucket)).toEqual(on);
    expect(await device.process.asked()).toHaveLength(1);
  });

  it('leaves the server refusing to delete a version without a code', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);
    await runOnGateway(['enable', bucket, '--yes', ...device.process.args], { env: device.process.env });
    const { VersionId } = await bareClient().send(new PutObjectCommand({ Bucket: bucket, Key: 'kept', Body: 'kept' }));

    const deletion = bareClient().send(new DeleteObjectCommand({ Bucket: bucket, Key: 'kept', VersionId }));

    await expect(deletion).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('says once that this server has no STS to ask who the signer is', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await runOnGateway(['enable', bucket, '--yes', ...device.process.args], { env: device.process.env });

    expect(run.stderr.split('\n').filter((line) => /\bSTS\b/.test(line))).toHaveLength(1);
  });

  it('spends no second code on a bucket that is on already', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);
    const again = ['enable', bucket, '--yes', '--json', ...device.process.args];
    await runOnGateway(again, { env: device.process.env });

    const run = await runOnGateway(again, { env: device.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(run.stdout)).toMatchObject({ buckets: [{ name: bucket, outcome: 'unchanged' }] });
    expect(await device.process.asked()).toHaveLength(1);
  });

  it('takes the first bucket’s code from stdin', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await runOnGateway(['enable', bucket, '--yes', '--mfa-serial', device.serialNumber, '--mfa-code', '-'], {
      stdin: `${device.code()}\n`,
    });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(await versioningOf(bucket)).toEqual(on);
  });

  it('plans without a code and changes nothing with --dry-run', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await runOnGateway(['enable', bucket, '--dry-run', ...device.process.args], { env: device.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(await versioningOf(bucket)).toEqual(neverVersioned);
    expect(await device.process.asked()).toEqual([]);
  });
});

describe('a code the server refuses', () => {
  it('ends with exit code 5 and leaves the bucket as it was', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await enableWithCode(bucket, device.serialNumber, device.wrongCode());

    expect(run).toMatchObject({ exitCode: 5, error: { kind: 'code-refused', aws: { httpStatus: 403 } } });
    expect(await versioningOf(bucket)).toEqual(neverVersioned);
  });

  it('is refused for a serial number the server does not know', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await enableWithCode(bucket, 'arn:aws:iam::000000000000:mfa/nobody', device.code());

    expect(run).toMatchObject({ exitCode: 5 });
    expect(await versioningOf(bucket)).toEqual(neverVersioned);
  });

  it('is not sent at all when an earlier run has used it', async () => {
    const [first, second, device] = await Promise.all([newBucket(), newBucket(), newDevice(gateway.owner, AN_HOUR)]);
    const home = temporaryHome();
    const code = device.code();
    expect(await enableWithCode(first, device.serialNumber, code, home)).toMatchObject({ exitCode: 0 });

    const run = await enableWithCode(second, device.serialNumber, code, home);

    expect(run).toMatchObject({ exitCode: 5, error: { kind: 'code-used', aws: null } });
    expect(await versioningOf(second)).toEqual(neverVersioned);
  });

  it('is refused by the server itself when this machine has forgotten using it', async () => {
    const [first, second, device] = await Promise.all([newBucket(), newBucket(), newDevice(gateway.owner, AN_HOUR)]);
    const code = device.code();
    expect(await enableWithCode(first, device.serialNumber, code)).toMatchObject({ exitCode: 0 });

    const run = await enableWithCode(second, device.serialNumber, code);

    expect(run).toMatchObject({ exitCode: 5, error: { kind: 'code-refused', aws: { httpStatus: 403 } } });
    expect(await versioningOf(second)).toEqual(neverVersioned);
  });

  it('never shows up in what is printed', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);
    const code = device.wrongCode();

    const run = await runOnGateway(['enable', bucket, '--yes', '--debug', '--mfa-serial', device.serialNumber, '--mfa-code', code]);

    expect(run).toMatchObject({ exitCode: 5 });
    expect(run.stdout + run.stderr).not.toContain(code);
  });
});

describe('input that is missing', () => {
  it.each([['--no-input'], ['--quiet']])('is a usage error off a terminal when no code can come from anywhere (%s)', async (flag) => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await runOnGateway(['enable', bucket, '--yes', '--mfa-serial', device.serialNumber, flag]);

    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('--mfa-') });
    expect(await versioningOf(bucket)).toEqual(neverVersioned);
  });

  it('names --mfa-serial, because this server cannot list devices', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);

    const run = await runOnGateway(['enable', bucket, '--yes', '--mfa-code', device.code()]);

    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--mfa-serial') });
    expect(await versioningOf(bucket)).toEqual(neverVersioned);
  });
});

describe('another user', () => {
  it('is stopped before a code is asked for', async () => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice(gateway.other)]);

    const run = await runOnGateway(['enable', bucket, '--yes', '--json', ...device.process.args], {
      as: gateway.other,
      env: device.process.env,
    });

    expect(JSON.parse(run.stdout)).toMatchObject({
      buckets: [{ name: bucket, outcome: 'failed', error: { aws: { httpStatus: 403 } } }],
    });
    expect(run.exitCode).toBe(3);
    expect(await versioningOf(bucket)).toEqual(neverVersioned);
    expect(await device.process.asked()).toEqual([]);
  });
});

/** One code on the command line; the error is the bucket's own, or that of the whole run. */
async function enableWithCode(bucket: string, serialNumber: string, code: string, home?: string) {
  const args = ['enable', bucket, '--yes', '--json', '--mfa-serial', serialNumber, '--mfa-code', code];
  const { exitCode, stdout } = await runOnGateway(args, home === undefined ? {} : { home });
  const document = JSON.parse(stdout);
  return { exitCode, error: document.error ?? document.buckets?.[0]?.error ?? null };
}
