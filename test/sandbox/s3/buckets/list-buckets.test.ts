import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';

const IRELAND = 'eu-west-1';

describe('ListBuckets', () => {
  it('names regions only where the request has a parameter', async () => {
    const { s3 } = await practiceAccount();
    const bare = await s3.send(new ListBucketsCommand({}));
    expect(bare.Buckets?.some(({ BucketRegion }) => BucketRegion !== undefined)).toBe(false);
    const paged = await s3.send(new ListBucketsCommand({ MaxBuckets: 1000 }));
    expect(paged.Buckets?.find(({ Name }) => Name === 'backup-ireland')?.BucketRegion).toBe(IRELAND);
  });

  it('lists the signer’s own account alone, by name', async () => {
    const { s3 } = await practiceAccount();
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    const names = Buckets.map(({ Name }) => Name ?? '');
    expect(names).toEqual([...names].sort());
    expect(names).not.toContain('partner-files');
  });

  it('goes on from its token, with prefix and region', async () => {
    const practice = await practiceAccount({ buckets: 25 });
    const names: string[] = [];
    let ContinuationToken: string | undefined;
    let pages = 0;
    do {
      const page = await practice.s3.send(new ListBucketsCommand({ MaxBuckets: 10, ContinuationToken }));
      names.push(...(page.Buckets ?? []).map(({ Name }) => Name ?? ''));
      ({ ContinuationToken } = page);
      pages += 1;
    } while (ContinuationToken !== undefined);
    const { Buckets = [] } = await practice.s3.send(new ListBucketsCommand({}));
    expect(names).toEqual(Buckets.map(({ Name }) => Name));
    expect(pages).toBe(Math.ceil(names.length / 10));
    const ireland = await practice.as(practice.root, IRELAND).send(new ListBucketsCommand({ BucketRegion: IRELAND }));
    expect(ireland.Buckets?.map(({ Name }) => Name)).toContain('backup-ireland');
    expect(ireland.Buckets?.every(({ BucketRegion }) => BucketRegion === IRELAND)).toBe(true);
    const prefixed = await practice.s3.send(new ListBucketsCommand({ Prefix: 'ledger' }));
    expect(prefixed.Buckets?.map(({ Name }) => Name)).toEqual(['ledger-ready']);
  });

  it('must be paged in an account of more than ten thousand', async () => {
    const { s3 } = await practiceAccount({ buckets: 10_000 });
    expect(await refusalOf(s3.send(new ListBucketsCommand({})))).toMatchObject({ status: 400, code: 'InvalidRequest' });
    const { Buckets, ContinuationToken } = await s3.send(new ListBucketsCommand({ MaxBuckets: 10_000 }));
    expect([Buckets?.length, ContinuationToken !== undefined]).toEqual([10_000, true]);
  });

  it('refuses what is no region, no count and no token', async () => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new ListBucketsCommand({ BucketRegion: 'eu-east-1' })))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'Argument value eu-east-1 is not a valid AWS Region',
      ArgumentName: 'bucket-region',
    });
    for (const input of [{ BucketRegion: IRELAND }, { MaxBuckets: 0 }, { MaxBuckets: 10_001 }, { ContinuationToken: '!' }]) {
      expect(await refusalOf(s3.send(new ListBucketsCommand(input)))).toMatchObject({ status: 400, code: 'InvalidArgument' });
    }
  });

  it('has a permission that is not about one bucket', async () => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.as('intern').send(new ListBucketsCommand({})))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/intern is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action',
    });
  });
});
