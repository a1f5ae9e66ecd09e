import { GetCallerIdentityCommand, GetSessionTokenCommand, type GetSessionTokenCommandInput, type STSClient } from '@aws-sdk/client-sts';
import { ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PracticeAccountHandle, startPracticeAccount } from '../../../src/sandbox/start.js';
import { clientsOf, keyOf, refusalOf, type SigningKey } from '../support/practice-clients.js';

const ROOT_DEVICE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const INVALID_CODE = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
const INVALID_SERIAL =
  'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';

let practice: PracticeAccountHandle;
let root: ReturnType<typeof clientsOf>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 4, 12, 0, 5) });
  practice = await startPracticeAccount();
  root = clientsOf(practice, practice.root);
});

afterEach(async () => {
  await practice.close();
  vi.useRealTimers();
});

async function sessionOf(sts: STSClient, input: GetSessionTokenCommandInput = {}): Promise<SigningKey & { expiration: Date | undefined }> {
  const { Credentials } = await sts.send(new GetSessionTokenCommand(input));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration };
}

const withCode = (): GetSessionTokenCommandInput => ({ SerialNumber: ROOT_DEVICE, TokenCode: practice.code(ROOT_DEVICE) });

describe('GetCallerIdentity', () => {
  it('tells root by the account id and the arn', async () => {
    const { UserId, Account, Arn } = await root.sts.send(new GetCallerIdentityCommand());
    expect({ UserId, Account, Arn }).toEqual({ UserId: '111122223333', Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' });
  });

  it('cannot be denied: a user without rights is told who it is', async () => {
    const { UserId, Arn } = await clientsOf(practice, keyOf(practice, 'intern')).sts.send(new GetCallerIdentityCommand());
    expect(Arn).toBe('arn:aws:iam::111122223333:user/intern');
    expect(UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
  });

  it('shows the same arn for a session of root as for root’s own key', async () => {
    const session = await sessionOf(root.sts);
    const { Arn } = await clientsOf(practice, session).sts.send(new GetCallerIdentityCommand());
    expect(Arn).toBe('arn:aws:iam::111122223333:root');
  });

  it('does not know a key that does not exist, nor a key with another secret', async () => {
    const stranger = clientsOf(practice, { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' });
    expect(await refusalOf(stranger.sts.send(new GetCallerIdentityCommand()))).toEqual({
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
    const forger = clientsOf(practice, { ...practice.root, secretAccessKey: 'x' });
    expect(await refusalOf(forger.sts.send(new GetCallerIdentityCommand()))).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
  });
});

describe('GetSessionToken', () => {
  it('gives a temporary key with a token that signs requests', async () => {
    const session = await sessionOf(root.sts, withCode());
    expect(session.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    const { Buckets } = await clientsOf(practice, session).s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    expect(Buckets).toHaveLength(1);
  });

  it('holds one hour for root, however long was asked for', async () => {
    const lengthOf = async (input: GetSessionTokenCommandInput): Promise<number> =>
      (Number((await sessionOf(root.sts, input)).expiration) - Date.now()) / 1000;
    expect(await lengthOf({})).toBe(3600);
    expect(await lengthOf({ DurationSeconds: 129_600 })).toBe(3600);
    expect(await lengthOf({ DurationSeconds: 900 })).toBe(900);
  });

  it('holds twelve hours for a user, up to thirty-six', async () => {
    const { sts } = clientsOf(practice, keyOf(practice, 'intern'));
    expect(Number((await sessionOf(sts)).expiration) - Date.now()).toBe(43_200_000);
    expect(Number((await sessionOf(sts, { DurationSeconds: 129_600 })).expiration) - Date.now()).toBe(129_600_000);
  });

  it('refuses a wrong code and a code that was used, with the same words', async () => {
    const right = withCode();
    const wrong = { ...right, TokenCode: right.TokenCode === '000000' ? '000001' : '000000' };
    expect(await refusalOf(root.sts.send(new GetSessionTokenCommand(wrong)))).toEqual({ code: 'AccessDenied', status: 403, message: INVALID_CODE });
    await sessionOf(root.sts, right);
    expect(await refusalOf(root.sts.send(new GetSessionTokenCommand(right)))).toEqual({ code: 'AccessDenied', status: 403, message: INVALID_CODE });
  });

  it('spends a code for S3 as well, and S3 spends it for STS', async () => {
    const bucket = { Bucket: 'ledger-ready', VersioningConfiguration: { Status: 'Enabled', MFADelete: 'Enabled' } } as const;
    const first = withCode();
    await sessionOf(root.sts, first);
    const reused = root.s3.send(new PutBucketVersioningCommand({ ...bucket, MFA: `${ROOT_DEVICE} ${first.TokenCode}` }));
    expect(await refusalOf(reused)).toMatchObject({ code: 'TokenCodeInvalidError', status: 400 });
    vi.setSystemTime(Date.now() + 30_000);
    const second = withCode();
    await root.s3.send(new PutBucketVersioningCommand({ ...bucket, MFA: `${ROOT_DEVICE} ${second.TokenCode}` }));
    expect(await refusalOf(root.sts.send(new GetSessionTokenCommand(second)))).toMatchObject({ message: INVALID_CODE });
  });

  it('refuses a device of somebody else, and one that does not exist', async () => {
    for (const SerialNumber of ['arn:aws:iam::111122223333:mfa/admin', 'GAHT00000000']) {
      const call = root.sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode: '123456' }));
      expect(await refusalOf(call)).toEqual({ code: 'AccessDenied', status: 403, message: INVALID_SERIAL });
    }
  });

  it('wants both the serial number and the code, in words it marks as unverified', async () => {
    for (const half of [{ SerialNumber: ROOT_DEVICE }, { TokenCode: '123456' }]) {
      await expect(root.sts.send(new GetSessionTokenCommand(half))).rejects.toMatchObject({
        name: 'AccessDenied',
        $response: { statusCode: 403, headers: { 'x-practice-account-unverified': expect.any(String) } },
      });
    }
  });

  it('refuses session credentials', async () => {
    const { sts } = clientsOf(practice, await sessionOf(root.sts));
    expect(await refusalOf(sts.send(new GetSessionTokenCommand()))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'Cannot call GetSessionToken with session credentials',
    });
  });

  it.each([
    [{ TokenCode: '1234567' }, "1 validation error detected: Value '1234567' at 'tokenCode' failed to satisfy constraint: Member must have length less than or equal to 6"],
    [{ TokenCode: 'abcdef' }, "1 validation error detected: Value 'abcdef' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*"],
    [
      { TokenCode: '123 456' },
      "2 validation errors detected: Value '123 456' at 'tokenCode' failed to satisfy constraint: Member must have length less than or equal to 6; Value '123 456' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*",
    ],
    [{ DurationSeconds: 899 }, "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"],
    [{ SerialNumber: 'short', TokenCode: '123456' }, "1 validation error detected: Value 'short' at 'serialNumber' failed to satisfy constraint: Member must have length greater than or equal to 9"],
  ])('says what is wrong with %j', async (input, message) => {
    const call = root.sts.send(new GetSessionTokenCommand({ SerialNumber: ROOT_DEVICE, ...input }));
    expect(await refusalOf(call)).toEqual({ code: 'ValidationError', status: 400, message });
  });

  it('ends: an expired session is refused by STS, IAM and S3, each in its own words', async () => {
    const session = clientsOf(practice, await sessionOf(root.sts, { ...withCode(), DurationSeconds: 900 }));
    vi.setSystemTime(Date.now() + 900_000);
    const expired = 'The security token included in the request is expired';
    expect(await refusalOf(session.sts.send(new GetCallerIdentityCommand()))).toEqual({ code: 'ExpiredToken', status: 403, message: expired });
    expect(await refusalOf(session.iam.send(new ListMFADevicesCommand()))).toEqual({ code: 'ExpiredToken', status: 403, message: expired });
    expect(await refusalOf(session.s3.send(new ListBucketsCommand({})))).toEqual({ code: 'ExpiredToken', status: 400, message: 'The provided token has expired.' });
  });

  it('does not open IAM without a code, and does with one', async () => {
    const plain = clientsOf(practice, await sessionOf(root.sts));
    expect(await refusalOf(plain.iam.send(new ListMFADevicesCommand()))).toMatchObject({ code: 'InvalidClientTokenId', status: 403 });
    const proven = clientsOf(practice, await sessionOf(root.sts, withCode()));
    expect((await proven.iam.send(new ListMFADevicesCommand())).MFADevices).toHaveLength(3);
  });
});
