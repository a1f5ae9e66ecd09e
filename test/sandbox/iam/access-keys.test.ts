import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseFault } from '../../../src/sandbox/faults/words.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../../src/sandbox/start.js';
import { clientsOf, keyOf, refusalOf, type SigningKey } from '../support/practice-clients.js';

const UNKNOWN_TO_STS = { code: 'InvalidClientTokenId', status: 403, message: 'The security token included in the request is invalid.' };
const UNKNOWN_TO_S3 = { code: 'InvalidAccessKeyId', status: 403, message: 'The AWS Access Key Id you provided does not exist in our records.' };

let practice: PracticeAccountHandle;
let root: ReturnType<typeof clientsOf>;

async function start(...faults: string[]): Promise<void> {
  practice = await startPracticeAccount({ faults: faults.map(parseFault) });
  root = clientsOf(practice, practice.root);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 4, 12) });
});

afterEach(async () => {
  await practice.close();
  vi.useRealTimers();
});

async function createKey(): Promise<SigningKey> {
  const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand());
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

describe('access keys', () => {
  it('of root are created and listed without a user name, oldest first', async () => {
    await start();
    const key = await createKey();
    expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(key.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    const { AccessKeyMetadata = [], IsTruncated } = await root.iam.send(new ListAccessKeysCommand());
    expect(AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status])).toEqual([
      [practice.root.accessKeyId, 'Active'],
      [key.accessKeyId, 'Active'],
    ]);
    expect(AccessKeyMetadata[1]?.CreateDate).toEqual(new Date());
    expect(IsTruncated).toBe(false);
  });

  it('sign requests as soon as they are there', async () => {
    await start();
    const { Arn } = await clientsOf(practice, await createKey()).sts.send(new GetCallerIdentityCommand());
    expect(Arn).toBe('arn:aws:iam::111122223333:root');
  });

  it('are two at most, an inactive one included', async () => {
    await start();
    const { accessKeyId } = await createKey();
    await root.iam.send(new UpdateAccessKeyCommand({ AccessKeyId: accessKeyId, Status: 'Inactive' }));
    expect(await refusalOf(root.iam.send(new CreateAccessKeyCommand()))).toEqual({
      code: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  it('stop signing when they are made inactive, and sign again when they are active', async () => {
    await start();
    const key = await createKey();
    const { s3, sts } = clientsOf(practice, key);
    await root.iam.send(new UpdateAccessKeyCommand({ AccessKeyId: key.accessKeyId, Status: 'Inactive' }));
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand()))).toEqual(UNKNOWN_TO_STS);
    expect(await refusalOf(s3.send(new ListBucketsCommand({})))).toEqual(UNKNOWN_TO_S3);
    await root.iam.send(new UpdateAccessKeyCommand({ AccessKeyId: key.accessKeyId, Status: 'Active' }));
    await sts.send(new GetCallerIdentityCommand());
  });

  it('can delete themselves; afterwards nobody knows them', async () => {
    await start();
    await root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: practice.root.accessKeyId }));
    expect(await refusalOf(root.iam.send(new ListAccessKeysCommand()))).toEqual(UNKNOWN_TO_STS);
    expect(await refusalOf(root.s3.send(new ListBucketsCommand({})))).toEqual(UNKNOWN_TO_S3);
  });

  it('of another user are not found among one’s own', async () => {
    await start();
    const { accessKeyId } = keyOf(practice, 'admin');
    const refused = { code: 'NoSuchEntityException', status: 404, message: `The Access Key with id ${accessKeyId} cannot be found.` };
    expect(await refusalOf(root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeyId })))).toEqual(refused);
    expect(await refusalOf(root.iam.send(new UpdateAccessKeyCommand({ AccessKeyId: accessKeyId, Status: 'Inactive' })))).toEqual(refused);
    await root.iam.send(new DeleteAccessKeyCommand({ UserName: 'admin', AccessKeyId: accessKeyId }));
    expect((await root.iam.send(new ListAccessKeysCommand({ UserName: 'admin' }))).AccessKeyMetadata).toEqual([]);
  });

  it('take no other status and no impossible id', async () => {
    await start();
    const call = root.iam.send(new UpdateAccessKeyCommand({ AccessKeyId: practice.root.accessKeyId, Status: 'Expired' as 'Active' }));
    expect(await refusalOf(call)).toMatchObject({ code: 'ValidationError', message: expect.stringContaining('Member must satisfy enum value set: [Active, Inactive]') });
    expect(await refusalOf(root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: 'AKIA' })))).toMatchObject({
      message: "1 validation error detected: Value 'AKIA' at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16",
    });
  });

  it('tell when, where and for what they were last used', async () => {
    await start();
    const { accessKeyId } = keyOf(practice, 'auditor');
    const lastUse = async () => (await root.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }))).AccessKeyLastUsed;
    expect(await lastUse()).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
    await clientsOf(practice, keyOf(practice, 'auditor'), 'eu-west-1').sts.send(new GetCallerIdentityCommand());
    expect(await lastUse()).toEqual({ ServiceName: 'sts', Region: 'eu-west-1', LastUsedDate: new Date() });
  });

  it('show a use only after the lag', async () => {
    await start('last-used-lag=60000');
    const { accessKeyId } = keyOf(practice, 'auditor');
    const { s3, sts } = clientsOf(practice, keyOf(practice, 'auditor'));
    const service = async () => (await root.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }))).AccessKeyLastUsed?.ServiceName;
    await s3.send(new ListBucketsCommand());
    expect(await service()).toBe('N/A');
    vi.setSystemTime(Date.now() + 60_000);
    await sts.send(new GetCallerIdentityCommand());
    expect(await service()).toBe('s3');
    vi.setSystemTime(Date.now() + 60_000);
    expect(await service()).toBe('sts');
  });

  it.each(['deleted', 'made inactive'])('that were %s still sign during the lag, and never again', async (what) => {
    await start('old-key-lag=10000');
    const key = await createKey();
    const { sts } = clientsOf(practice, key);
    const AccessKeyId = key.accessKeyId;
    if (what === 'deleted') await root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId }));
    else await root.iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }));
    vi.setSystemTime(Date.now() + 9_999);
    expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({ Arn: 'arn:aws:iam::111122223333:root' });
    vi.setSystemTime(Date.now() + 1);
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand()))).toEqual(UNKNOWN_TO_STS);
  });

  it('are nobody’s business but their owner’s', async () => {
    await start();
    const { iam } = clientsOf(practice, keyOf(practice, 'auditor'));
    for (const command of [new ListAccessKeysCommand(), new CreateAccessKeyCommand(), new GetUserCommand()]) {
      expect(await refusalOf(iam.send(command as ListAccessKeysCommand))).toMatchObject({ code: 'AccessDenied', status: 403 });
    }
  });
});

describe('keys under faults', () => {
  it('that are new are neither listed nor deleted for the time of `hidden-key-lag`', async () => {
    await start('hidden-key-lag=10000');
    const { accessKeyId } = await createKey();
    const listed = async () => ((await root.iam.send(new ListAccessKeysCommand())).AccessKeyMetadata ?? []).map(({ AccessKeyId }) => AccessKeyId);
    expect(await listed()).toEqual([practice.root.accessKeyId]);
    expect(await refusalOf(root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeyId })))).toMatchObject({ code: 'NoSuchEntityException', status: 404 });
    vi.setSystemTime(Date.now() + 10_000);
    expect(await listed()).toEqual([practice.root.accessKeyId, accessKeyId]);
    await root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeyId }));
    expect(await listed()).toEqual([practice.root.accessKeyId]);
  });

  it('that are new stay unknown for the time of `new-key-lag`', async () => {
    await start('new-key-lag=10000');
    const { sts } = clientsOf(practice, await createKey());
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand()))).toEqual(UNKNOWN_TO_STS);
    vi.setSystemTime(Date.now() + 10_000);
    await sts.send(new GetCallerIdentityCommand());
  });

  it('that are revoked stop signing after the requests they had left', async () => {
    await start('revoked-key=1');
    await root.sts.send(new GetCallerIdentityCommand());
    expect(await refusalOf(root.sts.send(new GetCallerIdentityCommand()))).toEqual(UNKNOWN_TO_STS);
    await clientsOf(practice, keyOf(practice, 'admin')).sts.send(new GetCallerIdentityCommand());
  });

  it('are throttled where `throttled` is on', async () => {
    await start('throttled=once@ListAccessKeys');
    expect(await refusalOf(root.iam.send(new ListAccessKeysCommand()))).toEqual({ code: 'Throttling', status: 400, message: 'Rate exceeded' });
    await root.iam.send(new ListAccessKeysCommand());
  });
});
