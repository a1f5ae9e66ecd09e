import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { versionsOf, write } from '../../support/versions.js';

const READY = 'ledger-ready';

describe('Object Lock', () => {
  const locked = { status: 403, code: 'AccessDenied', message: 'Access Denied because object protected by object lock.' };

  it('keeps a version until its time is over, and lets who may bypass governance', async () => {
    const practice = await practiceAccount();
    const VersionId = await write(practice.s3, 'evidence-locked', 'new');
    const named = { Bucket: 'evidence-locked', Key: 'new', VersionId };
    expect(await refusalOf(practice.s3.send(new DeleteObjectCommand(named)))).toMatchObject(locked);
    await practice.s3.send(new DeleteObjectCommand({ ...named, BypassGovernanceRetention: true }));
    const other = await write(practice.s3, 'evidence-locked', 'other');
    vi.setSystemTime(Date.now() + 31 * 86_400_000);
    await practice.s3.send(new DeleteObjectCommand({ ...named, Key: 'other', VersionId: other }));
    expect(await versionsOf(practice, 'evidence-locked', 'new')).toEqual([]);
    expect(await versionsOf(practice, 'evidence-locked', 'other')).toEqual([]);
  });

  it('is not bypassed in compliance mode, nor on a legal hold', async () => {
    const practice = await practiceAccount();
    const compliance = await practice.s3.send(
      new PutObjectCommand({
        Bucket: 'evidence-locked',
        Key: 'compliance',
        Body: 'kept',
        ObjectLockMode: 'COMPLIANCE',
        ObjectLockRetainUntilDate: new Date(Date.now() + 86_400_000),
      }),
    );
    const hold = await practice.s3.send(
      new PutObjectCommand({ Bucket: 'evidence-locked', Key: 'hold', Body: 'kept', ObjectLockLegalHoldStatus: 'ON' }),
    );
    for (const [Key, VersionId] of [['compliance', compliance.VersionId], ['hold', hold.VersionId]]) {
      const command = new DeleteObjectCommand({ Bucket: 'evidence-locked', Key, VersionId, BypassGovernanceRetention: true });
      expect(await refusalOf(practice.s3.send(command))).toMatchObject(locked);
    }
  });

  it('is not there to be bypassed on other buckets', async () => {
    const practice = await practiceAccount();
    const command = new DeleteObjectCommand({ Bucket: READY, Key: 'readme.txt', BypassGovernanceRetention: true });
    expect(await refusalOf(practice.s3.send(command))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
    });
  });
});
