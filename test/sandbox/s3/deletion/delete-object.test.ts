import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { mfaRequired, versionsOf, write } from '../../support/versions.js';

const PROTECTED = 'payments-protected';
const READY = 'ledger-ready';

describe('DeleteObject', () => {
  it('makes a delete marker without a code, also where MFA Delete is on', async () => {
    const practice = await practiceAccount();
    const id = await write(practice.s3, PROTECTED, 'new');
    const { DeleteMarker, VersionId } = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    expect(DeleteMarker).toBe(true);
    expect(await versionsOf(practice, PROTECTED, 'new')).toEqual([
      { id: VersionId, marker: true, latest: true },
      { id, marker: false, latest: false },
    ]);
  });

  it('refuses to remove a version, or a delete marker, without a code', async () => {
    const practice = await practiceAccount();
    const id = await write(practice.s3, PROTECTED, 'new');
    const { VersionId: marker } = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    for (const VersionId of [id, marker, 'null']) {
      const command = new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId });
      expect(await refusalOf(practice.s3.send(command))).toMatchObject(mfaRequired);
      expect(await refusalOf(practice.as('admin').send(command))).toMatchObject(mfaRequired);
    }
    expect(await versionsOf(practice, PROTECTED, 'new')).toHaveLength(2);
  });

  it('removes a version with a code, and says 204', async () => {
    const practice = await practiceAccount();
    const older = await write(practice.s3, PROTECTED, 'new');
    const newer = await write(practice.s3, PROTECTED, 'new');
    const command = new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId: newer, MFA: practice.mfa() });
    const { VersionId, DeleteMarker, $metadata } = await practice.s3.send(command);
    expect({ VersionId, DeleteMarker, status: $metadata.httpStatusCode }).toEqual({ VersionId: newer, DeleteMarker: undefined, status: 204 });
    expect(await versionsOf(practice, PROTECTED, 'new')).toEqual([{ id: older, marker: false, latest: true }]);
  });

  it('brings the object back when its delete marker is removed', async () => {
    const practice = await practiceAccount();
    await write(practice.s3, PROTECTED, 'new');
    const { VersionId } = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    const removed = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId, MFA: practice.mfa() }));
    expect(removed).toMatchObject({ VersionId, DeleteMarker: true });
    const { Body } = await practice.s3.send(new GetObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    expect(await Body?.transformToString()).toBe('new');
  });

  it('fails on a wrong code even where it needs none', async () => {
    const practice = await practiceAccount();
    const used = practice.mfa();
    await practice.s3.send(new DeleteObjectCommand({ Bucket: READY, Key: 'nothing', MFA: used }));
    const command = new DeleteObjectCommand({ Bucket: READY, Key: 'readme.txt', MFA: used });
    expect(await refusalOf(practice.s3.send(command))).toMatchObject({ status: 400, code: 'TokenCodeInvalidError' });
    expect(await versionsOf(practice, READY, 'readme.txt')).toHaveLength(1);
  });

  it('does not let an IAM user remove a version with a code of their own', async () => {
    const practice = await practiceAccount();
    const id = await write(practice.s3, PROTECTED, 'new');
    const MFA = practice.mfa('arn:aws:iam::111122223333:mfa/admin');
    expect(await refusalOf(practice.as('admin').send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId: id, MFA })))).toMatchObject({
      status: 403,
      message: 'This operation may only be performed by the bucket owner',
    });
  });

  it('refuses a version id that the bucket never gave out', async () => {
    const practice = await practiceAccount();
    const elsewhere = await write(practice.s3, PROTECTED, 'new');
    for (const VersionId of ['nonsense', elsewhere]) {
      expect(await refusalOf(practice.s3.send(new DeleteObjectCommand({ Bucket: READY, Key: 'new', VersionId })))).toMatchObject({
        status: 400,
        code: 'InvalidArgument',
        message: 'Invalid version id specified',
        ArgumentName: 'versionId',
        ArgumentValue: VersionId,
      });
    }
  });

  it('says 204 again for a version that is gone', async () => {
    const practice = await practiceAccount();
    const VersionId = await write(practice.s3, READY, 'new');
    const command = new DeleteObjectCommand({ Bucket: READY, Key: 'new', VersionId });
    await practice.s3.send(command);
    expect((await practice.s3.send(command)).$metadata.httpStatusCode).toBe(204);
  });

  it('takes the null version away for good where versioning is suspended, without a code', async () => {
    const practice = await practiceAccount();
    await write(practice.s3, 'vault-suspended', 'new');
    expect(await versionsOf(practice, 'vault-suspended', 'new')).toEqual([{ id: 'null', marker: false, latest: true }]);
    await practice.s3.send(new DeleteObjectCommand({ Bucket: 'vault-suspended', Key: 'new' }));
    expect(await versionsOf(practice, 'vault-suspended', 'new')).toEqual([{ id: 'null', marker: true, latest: true }]);
  });

  it('leaves nothing behind in a bucket that was never versioned', async () => {
    const practice = await practiceAccount();
    await write(practice.s3, 'uploads-unversioned', 'new');
    const { VersionId, DeleteMarker } = await practice.s3.send(new DeleteObjectCommand({ Bucket: 'uploads-unversioned', Key: 'new' }));
    expect([VersionId, DeleteMarker]).toEqual([undefined, undefined]);
    expect(await versionsOf(practice, 'uploads-unversioned', 'new')).toEqual([]);
  });
});
