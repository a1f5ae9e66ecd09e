import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { write } from '../../support/versions.js';

const READY = 'ledger-ready';

describe('reading a version', () => {
  it('that is a delete marker is not allowed', async () => {
    const practice = await practiceAccount();
    const { VersionId } = await practice.s3.send(new DeleteObjectCommand({ Bucket: READY, Key: 'readme.txt' }));
    const named = { Bucket: READY, Key: 'readme.txt', VersionId };
    expect(await refusalOf(practice.s3.send(new GetObjectCommand(named)))).toMatchObject({
      status: 405,
      code: 'MethodNotAllowed',
      message: 'The specified method is not allowed against this resource.',
      Method: 'GET',
      ResourceType: 'DeleteMarker',
      headers: { allow: 'DELETE', 'x-amz-delete-marker': 'true' },
    });
    expect(await refusalOf(practice.s3.send(new HeadObjectCommand(named)))).toMatchObject({ status: 405 });
    expect(await refusalOf(practice.s3.send(new GetObjectCommand({ Bucket: READY, Key: 'readme.txt' })))).toMatchObject({
      status: 404,
      code: 'NoSuchKey',
      message: 'The specified key does not exist.',
      headers: { 'x-amz-delete-marker': 'true' },
    });
  });

  it('that is gone is NoSuchVersion', async () => {
    const practice = await practiceAccount();
    const VersionId = await write(practice.s3, READY, 'new');
    const named = { Bucket: READY, Key: 'new', VersionId };
    await practice.s3.send(new DeleteObjectCommand(named));
    expect(await refusalOf(practice.s3.send(new GetObjectCommand(named)))).toMatchObject({
      status: 404,
      code: 'NoSuchVersion',
      message: 'The specified version does not exist.',
      Key: 'new',
      VersionId,
    });
    expect(await refusalOf(practice.s3.send(new HeadObjectCommand(named)))).toMatchObject({ status: 404, code: 'NotFound' });
  });
});
