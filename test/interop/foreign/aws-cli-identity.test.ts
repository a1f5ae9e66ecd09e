import { describe, expect, it } from 'vitest';
import { type PracticeServer, startPracticeServer } from '../../e2e/support/practice-server.js';
import { awsCli, cliError, type Key } from './clients.js';
import { devicesOf, keyOf } from './codes.js';

describe('aws iam', () => {
  it('tells the root user’s virtual device by its owner', async () => {
    const server = await startPracticeServer();

    const { stdout } = await awsCli(server, ['iam', 'list-virtual-mfa-devices', '--assignment-status', 'Assigned']);

    const devices = (JSON.parse(stdout) as { VirtualMFADevices: { SerialNumber: string; User: { Arn: string } }[] }).VirtualMFADevices;
    expect(devices.map(({ SerialNumber, User }) => [SerialNumber, User.Arn])).toEqual([
      ['arn:aws:iam::111122223333:mfa/root-account-mfa-device', 'arn:aws:iam::111122223333:root'],
      ['arn:aws:iam::111122223333:mfa/admin', 'arn:aws:iam::111122223333:user/admin'],
    ]);
  });

  it('lists hardware tokens and passkeys to the root user', async () => {
    const server = await startPracticeServer();

    const { stdout } = await awsCli(server, ['iam', 'list-mfa-devices']);

    const serials = (JSON.parse(stdout) as { MFADevices: { SerialNumber: string }[] }).MFADevices.map(({ SerialNumber }) => SerialNumber);
    expect(serials).toEqual([
      'arn:aws:iam::111122223333:mfa/root-account-mfa-device',
      'GAHT12345678',
      expect.stringMatching(/^arn:aws:iam::111122223333:u2f\/root\//),
    ]);
  });
});

describe('aws sts', () => {
  it('says who signs', async () => {
    const server = await startPracticeServer();

    const { stdout } = await awsCli(server, ['sts', 'get-caller-identity']);

    expect(JSON.parse(stdout)).toEqual({ UserId: '111122223333', Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' });
  });

  it('gives session credentials for a code, with which AWS refuses MFA Delete, even with another code', async () => {
    const server = await startPracticeServer();
    const [phone, token] = devicesOf(server, 'root');

    const session = await sessionOf(server, ['--serial-number', phone.serialNumber, '--token-code', phone.code()]);
    const put = await enable(server, session, token?.mfa() ?? '');

    expect(session.accessKeyId).toMatch(/^ASIA/);
    expect(put).toEqual({
      exitCode: 254,
      stdout: '',
      stderr: cliError('PutBucketVersioning', 'InvalidRequest', 'DevPay and Mfa are mutually exclusive authorization methods.'),
    });
  });

  it('does the same for an IAM user’s session', async () => {
    const server = await startPracticeServer();
    const [device] = devicesOf(server, 'admin');

    const session = await sessionOf(server, [], keyOf(server, 'admin'));
    const put = await enable(server, session, device.mfa());

    expect(put).toMatchObject({
      exitCode: 254,
      stderr: cliError('PutBucketVersioning', 'InvalidRequest', 'DevPay and Mfa are mutually exclusive authorization methods.'),
    });
  });

  it('takes a code once, and calls a used one wrong', async () => {
    const server = await startPracticeServer();
    const [phone] = devicesOf(server, 'root');
    const mfa = ['--serial-number', phone.serialNumber, '--token-code', phone.code()];
    await sessionOf(server, mfa);

    const again = await awsCli(server, ['sts', 'get-session-token', ...mfa]);

    const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
    expect(again).toMatchObject({ exitCode: 254, stderr: cliError('GetSessionToken', 'AccessDenied', message) });
  });

  it('refuses a code with the serial number of a device that is not the signer’s', async () => {
    const server = await startPracticeServer();
    const [device] = devicesOf(server, 'admin');

    const run = await awsCli(server, ['sts', 'get-session-token', '--serial-number', device.serialNumber, '--token-code', device.code()]);

    const message =
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
    expect(run).toMatchObject({ exitCode: 254, stderr: cliError('GetSessionToken', 'AccessDenied', message) });
  });

  it('gives no session to a session', async () => {
    const server = await startPracticeServer();
    const session = await sessionOf(server, []);

    const run = await awsCli(server, ['sts', 'get-session-token'], { as: session });

    expect(run).toMatchObject({ exitCode: 254, stderr: cliError('GetSessionToken', 'AccessDenied', 'Cannot call GetSessionToken with session credentials') });
  });
});

describe('a key that AWS does not accept', () => {
  it.each([
    [['s3api', 'list-buckets'], 'ListBuckets', 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'],
    [['sts', 'get-caller-identity'], 'GetCallerIdentity', 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
  ])('because it is unknown is refused in AWS’s words: %j', async (args, operation, code, message) => {
    const server = await startPracticeServer();

    const run = await awsCli(server, args, { as: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-such-secret' } });

    expect(run).toMatchObject({ exitCode: 254, stderr: cliError(operation, code, message) });
  });

  it('because its secret is another is refused in AWS’s words', async () => {
    const server = await startPracticeServer();

    const run = await awsCli(server, ['s3api', 'list-buckets'], { as: { ...server.root, secretAccessKey: 'another-secret' } });

    const message = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    expect(run).toMatchObject({ exitCode: 254, stderr: cliError('ListBuckets', 'SignatureDoesNotMatch', message) });
  });
});

async function sessionOf(server: PracticeServer, mfa: string[], as?: Key): Promise<Key> {
  const { stdout } = await awsCli(server, ['sts', 'get-session-token', ...mfa], as && { as });
  const { Credentials } = JSON.parse(stdout) as { Credentials: Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string> };
  return { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken };
}

function enable(server: PracticeServer, as: Key, mfa: string) {
  const wanted = 'Status=Enabled,MFADelete=Enabled';
  const args = ['s3api', 'put-bucket-versioning', '--bucket', 'ledger-ready', '--versioning-configuration', wanted, '--mfa', mfa];
  return awsCli(server, args, { as });
}
