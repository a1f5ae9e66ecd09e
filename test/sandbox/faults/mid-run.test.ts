import { DeleteObjectsCommand, GetBucketVersioningCommand, HeadBucketCommand, ListObjectVersionsCommand, type ObjectIdentifier } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { parseFault } from '../../../src/sandbox/faults/words.js';
import { practiceAccount, type PracticeFixture, refusalOf } from '../support/practice-fixture.js';

const Bucket = 'deep-history';

const start = (...faults: string[]): Promise<PracticeFixture> => practiceAccount({ versions: 50, faults: faults.map(parseFault) });

type Listed = [ObjectIdentifier, ObjectIdentifier, ObjectIdentifier, ...ObjectIdentifier[]];

async function versionsOf({ s3 }: PracticeFixture): Promise<Listed> {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  const [first, second, third, ...more] = Versions.map(({ Key = '', VersionId }) => ({ Key, VersionId }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are not three versions');
  return [first, second, third, ...more];
}

const remove = ({ s3 }: PracticeFixture, Objects: ObjectIdentifier[], MFA?: string) =>
  s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects }, ...(MFA !== undefined && { MFA }) }));

const left = ({ account }: PracticeFixture): number => account.buckets.find(Bucket)?.objects.size() ?? 0;

describe('a fault in the middle of a run', () => {
  it('lets as many go by as it was told to, of the operation that it is limited to', async () => {
    const practice = await start('lost-answer=once@DeleteObjects+2');
    const versions = await versionsOf(practice);
    await remove(practice, versions.slice(0, 5), practice.mfa());
    await remove(practice, versions.slice(5, 10), practice.mfa());
    await expect(remove(practice, versions.slice(10, 15), practice.mfa())).rejects.toThrow(/ECONNRESET|socket hang up/);
    expect(left(practice)).toBe(35);
    await remove(practice, versions.slice(15, 20), practice.mfa());
    expect(left(practice)).toBe(30);
  });

  it('`codes-refused` refuses the second right code', async () => {
    const practice = await start('codes-refused=1+1');
    const [first, second] = await versionsOf(practice);
    await remove(practice, [first], practice.mfa());
    expect(await refusalOf(remove(practice, [second], practice.mfa()))).toMatchObject({ code: 'TokenCodeInvalidError' });
    await remove(practice, [second], practice.mfa());
    expect(left(practice)).toBe(48);
  });

  it('`revoked-key` counts the requests of one operation', async () => {
    const practice = await start('revoked-key=1@DeleteObjects');
    const [first, second] = await versionsOf(practice);
    await remove(practice, [first], practice.mfa());
    await practice.s3.send(new HeadBucketCommand({ Bucket }));
    expect(await refusalOf(remove(practice, [second], practice.mfa()))).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    expect(await refusalOf(versionsOf(practice))).toMatchObject({ code: 'InvalidAccessKeyId' });
    expect(left(practice)).toBe(49);
  });

  it('`mfa-delete-off` is somebody else turning it off: the next delete would need no code', async () => {
    const practice = await start('mfa-delete-off=1@DeleteObjects');
    const [first, second, third] = await versionsOf(practice);
    expect(await refusalOf(remove(practice, [first]))).toMatchObject({ status: 403 });
    await remove(practice, [second]);
    expect(await practice.s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: 'Enabled', MFADelete: 'Disabled' });
    await remove(practice, [third]);
    expect(practice.account.buckets.find('payments-protected')?.versioning().mfaDelete).toBe('Enabled');
  });

  it('`access-denied` refuses the whole request, and leaves the code good', async () => {
    const practice = await start('access-denied=once@DeleteObjects');
    const [first] = await versionsOf(practice);
    const MFA = practice.mfa();
    expect(await refusalOf(remove(practice, [first], MFA))).toMatchObject({ status: 403, code: 'AccessDenied', message: 'Access Denied' });
    await remove(practice, [first], MFA);
    expect(left(practice)).toBe(49);
  });

  it('`key-errors` fails single keys inside a 200, each for another reason, and keeps them', async () => {
    const practice = await start('key-errors=3+1');
    const versions = (await versionsOf(practice)).slice(0, 6);
    const { Deleted = [], Errors = [] } = await remove(practice, versions, practice.mfa());
    expect(Errors).toEqual([
      { ...versions[1], Code: 'AccessDenied', Message: 'Access Denied because object protected by object lock.' },
      { ...versions[2], Code: 'NoSuchVersion', Message: 'The specified version does not exist.' },
      { ...versions[3], Code: 'InternalError', Message: 'We encountered an internal error. Please try again.' },
    ]);
    expect(Deleted).toHaveLength(3);
    expect(left(practice)).toBe(47);
    expect((await remove(practice, versions.slice(1, 4), practice.mfa())).Errors).toBeUndefined();
  });

  it('`refused-inside-200` says of every key what MFA Delete has against the request', async () => {
    const practice = await start('refused-inside-200');
    const versions = (await versionsOf(practice)).slice(0, 2);
    const { Errors, Deleted } = await remove(practice, versions);
    expect(Errors).toEqual(versions.map((version) => ({ ...version, Code: 'AccessDenied', Message: 'Mfa Authentication must be used for this request' })));
    expect(Deleted).toBeUndefined();
    const MFA = practice.mfa();
    await remove(practice, [], MFA).catch(() => undefined);
    const used = await remove(practice, versions, MFA);
    expect(used.Errors?.map(({ Code }) => Code)).toEqual(['TokenCodeInvalidError', 'TokenCodeInvalidError']);
    expect(left(practice)).toBe(50);
    await remove(practice, versions, practice.mfa());
    expect(left(practice)).toBe(48);
  });

  it('`others-write` gives the key at the edge of a page a newer version, and a neighbour', async () => {
    const practice = await start('others-write=2@ListObjectVersions+1');
    const first = await practice.s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 15 }));
    const edge = first.NextKeyMarker ?? '';
    const markers = { KeyMarker: edge, VersionIdMarker: first.NextVersionIdMarker };
    const second = await practice.s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 15, ...markers }));
    const keys = (second.Versions ?? []).map(({ Key }) => Key);
    expect(keys.filter((key) => key === edge)).toHaveLength(5);
    expect(keys.filter((key) => key === `${edge}~`)).toHaveLength(1);
    const all = await practice.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: edge }));
    expect(all.Versions?.filter(({ Key }) => Key === edge)).toHaveLength(12);
    expect(left(practice)).toBe(54);
  });

  it('`others-write` writes nothing into an empty bucket', async () => {
    const practice = await start('others-write=always');
    await practice.s3.send(new ListObjectVersionsCommand({ Bucket: 'logs-lifecycle' }));
    expect(practice.account.buckets.find('logs-lifecycle')?.objects.size()).toBe(0);
  });
});
