import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { isRegionName } from '../../core/aws-hosts.js';
import type { BucketListing } from '../../core/buckets/bucket-state.js';
import { Failure } from '../../core/failures/failure.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/** Buckets in one answer. AWS leaves their regions out, and refuses large accounts, unless a number is given. */
const PAGE_SIZE = 1_000;

/**
 * The signer's buckets, page by page as they arrive. Servers that know nothing of pages answer once.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 * @param options.region only the buckets of this region
 * @throws Failure; `unexpected-answer` for a listing that does not go on: what is left of it would be taken for not there
 */
export async function* listBuckets(clients: Clients, options: { region?: string } = {}): AsyncGenerator<BucketListing> {
  // AWS wants the region that is asked about to be the region that is asked.
  const s3 = await clients.s3(options.region ?? null);
  let token: string | undefined;
  do {
    const command = new ListBucketsCommand({
      MaxBuckets: PAGE_SIZE,
      ...(token && { ContinuationToken: token }),
      ...(options.region && { BucketRegion: options.region }),
    });
    const page = await ask(clients, { action: 's3:ListAllMyBuckets' }, (sending) => s3.send(command, sending));
    for (const { Name, BucketRegion } of page.Buckets ?? []) {
      if (Name) yield { name: Name, region: BucketRegion && isRegionName(BucketRegion) ? BucketRegion : null };
    }
    if (token !== undefined && page.ContinuationToken === token) throw repeated();
    token = page.ContinuationToken;
  } while (token);
}

function repeated(): Failure {
  return new Failure('unexpected-answer', 'the list of buckets goes on from where it began, so it cannot be read to its end', {
    hints: ['name the buckets instead: `s3-mfa-delete verify <bucket...>`', 'see every request with `--debug`'],
  });
}
