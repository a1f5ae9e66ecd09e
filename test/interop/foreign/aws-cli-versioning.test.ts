import { describe, expect, it } from 'vitest';
import { type PracticeServer, startPracticeServer } from '../../e2e/support/practice-server.js';
import { versioningOf } from './account.js';
import { awsCli, cliError, type Key } from './clients.js';
import { devicesOf, keyOf, type PracticeDevice } from './codes.js';

const ENABLE = 'Status=Enabled,MFADelete=Enabled';

describe('aws s3api put-bucket-versioning', () => {
  it('says nothing when MFA Delete was turned on, and get-bucket-versioning shows it', async () => {
    const server = await startPracticeServer();
    const [phone] = devicesOf(server, 'root');

    const put = await putVersioning(server, 'ledger-ready', ENABLE, { mfa: phone.mfa() });

    expect(put).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(await getVersioning(server, 'ledger-ready')).toMatchObject({ stdout: '{\n    "Status": "Enabled",\n    "MFADelete": "Enabled"\n}\n' });
  });

  it('turns on versioning with MFA Delete where neither ever was', async () => {
    const server = await startPracticeServer();
    const [phone] = devicesOf(server, 'root');
    expect(await getVersioning(server, 'uploads-unversioned')).toEqual({ exitCode: 0, stdout: '', stderr: '' });

    await putVersioning(server, 'uploads-unversioned', ENABLE, { mfa: phone.mfa() });

    expect(await versioningOf(server, 'uploads-unversioned')).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });

  it('turns MFA Delete off with a code', async () => {
    const server = await startPracticeServer();
    const [phone] = devicesOf(server, 'root');

    const put = await putVersioning(server, 'payments-protected', 'Status=Enabled,MFADelete=Disabled', { mfa: phone.mfa() });

    expect(put).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await versioningOf(server, 'payments-protected')).toEqual({ status: 'Enabled', mfaDelete: 'Disabled' });
  });

  it('works with each of two devices in turn, and with no code twice', async () => {
    const server = await startPracticeServer();
    const [phone, token] = devicesOf(server, 'root');
    if (token === undefined) throw new Error('root has one device only');
    const [first, second] = [phone.mfa(), token.mfa()];

    const answers = [
      await putVersioning(server, 'ledger-ready', ENABLE, { mfa: first }),
      await putVersioning(server, 'uploads-unversioned', ENABLE, { mfa: second }),
      await putVersioning(server, 'archive-suspended', ENABLE, { mfa: first }),
    ];

    expect(answers.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [254, cliError('PutBucketVersioning', 'TokenCodeInvalidError', 'The serial number and/or token code you provided is not valid.')],
    ]);
    expect(await versioningOf(server, 'archive-suspended')).toEqual({ status: 'Suspended', mfaDelete: undefined });
  });

  /** What is asked of which bucket, and AWS's code and words. The header and the words may depend on the device of the run. */
  type Refusal = { bucket: string; wanted: string; mfa?: (device: PracticeDevice) => string; code: string; message: string | ((code: string) => string) };
  const right = (device: PracticeDevice) => device.mfa();
  const withoutCode = { code: 'AccessDenied', message: 'Mfa Authentication must be used for this request' };
  const nobodys = 'arn:aws:iam::111122223333:mfa/nobody';
  const refusals: [string, Refusal][] = [
    ['MFA Delete is turned on without a code', { bucket: 'ledger-ready', wanted: ENABLE, ...withoutCode }],
    ['MFA Delete is turned off without a code', { bucket: 'payments-protected', wanted: 'Status=Enabled,MFADelete=Disabled', ...withoutCode }],
    ['versioning with MFA Delete is suspended without a code', { bucket: 'payments-protected', wanted: 'Status=Suspended', ...withoutCode }],
    [
      'the code is wrong',
      {
        ...{ bucket: 'ledger-ready', wanted: ENABLE, mfa: (device) => `${device.serialNumber} ${device.wrongCode()}` },
        ...{ code: 'TokenCodeInvalidError', message: 'The serial number and/or token code you provided is not valid.' },
      },
    ],
    [
      'the serial number is left out',
      {
        ...{ bucket: 'ledger-ready', wanted: ENABLE, mfa: (device) => device.code(), code: 'InvalidArgument' },
        message: 'Mfa header is invalid -- the header should be formatted as {serialNumber}(space){tokenCode}',
      },
    ],
    [
      'the device is nobody’s',
      {
        ...{ bucket: 'ledger-ready', wanted: ENABLE, mfa: (device) => `${nobodys} ${device.code()}`, code: 'NotDeviceOwnerError' },
        message: (code) => `The device with serial number ${nobodys} that generated token ${code} is not owned by the authenticated user`,
      },
    ],
    [
      'a lifecycle configuration is in the way',
      {
        ...{ bucket: 'logs-lifecycle', wanted: ENABLE, mfa: right, code: 'InvalidBucketState' },
        message:
          'Mfa Authentication is not supported on a bucket with lifecycle configuration. Delete lifecycle configuration before enabling Mfa Authentication.',
      },
    ],
    [
      'Object Lock keeps versioning on',
      {
        ...{ bucket: 'evidence-locked', wanted: 'Status=Suspended', code: 'InvalidBucketState' },
        message: 'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      },
    ],
    [
      'no status is given',
      {
        ...{ bucket: 'ledger-ready', wanted: 'MFADelete=Enabled', mfa: right },
        ...{ code: 'IllegalVersioningConfigurationException', message: 'The Versioning element must be specified' },
      },
    ],
    [
      'the bucket does not exist',
      { bucket: 'no-such-bucket-anywhere', wanted: ENABLE, mfa: right, code: 'NoSuchBucket', message: 'The specified bucket does not exist' },
    ],
  ];

  it.each(refusals)('shows AWS’s own words where %s', async (_name, { bucket, wanted, mfa: header, code, message }) => {
    const server = await startPracticeServer();
    const [phone] = devicesOf(server, 'root');
    const mfa = header?.(phone);
    const words = typeof message === 'string' ? message : message(String(mfa).slice(-6));

    const run = await putVersioning(server, bucket, wanted, { mfa });

    expect(run).toEqual({ exitCode: 254, stdout: '', stderr: cliError('PutBucketVersioning', code, words) });
  });

  it('is refused to an IAM user with all rights on S3 and a device of its own', async () => {
    const server = await startPracticeServer();
    const [device] = devicesOf(server, 'admin');

    const run = await putVersioning(server, 'ledger-ready', ENABLE, { mfa: device.mfa(), as: keyOf(server, 'admin') });

    expect(run).toMatchObject({ exitCode: 254, stderr: cliError('PutBucketVersioning', 'AccessDenied', 'This operation may only be performed by the bucket owner') });
  });
});

function putVersioning(server: PracticeServer, bucket: string, wanted: string, { mfa, as }: { mfa?: string | undefined; as?: Key }) {
  const header = mfa === undefined ? [] : ['--mfa', mfa];
  const args = ['s3api', 'put-bucket-versioning', '--bucket', bucket, '--versioning-configuration', wanted, ...header];
  return awsCli(server, args, as && { as });
}

function getVersioning(server: PracticeServer, bucket: string) {
  return awsCli(server, ['s3api', 'get-bucket-versioning', '--bucket', bucket]);
}
