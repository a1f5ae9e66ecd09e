import type { Readable } from 'node:stream';
import type { ListObjectVersionsCommand, ListObjectVersionsCommandInput, ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { DeserializeMiddleware, HttpResponse } from '@smithy/types';
import { type VersionListing, versionListingReader } from './version-listing-xml.js';

/** What the SDK is left to read once the answer has been read. */
const nothingElse = Buffer.from('<ListVersionsResult/>');

/**
 * Has the answer to one request read by {@link versionListingReader} before the SDK's own reader comes to it, which takes
 * four times as long and holds all of it. The SDK still signs, sends, retries and explains refusals.
 * @param command not yet sent
 * @returns `listing()`: the latest answer, `null` where it was a refusal
 */
export function readAsItComes(command: ListObjectVersionsCommand): { listing(): VersionListing | null } {
  let listing: VersionListing | null = null;
  const middleware: DeserializeMiddleware<ListObjectVersionsCommandInput, ListObjectVersionsCommandOutput> = (next) => async (args) => {
    listing = null;
    const result = await next(args);
    const response = result.response as HttpResponse;
    if (response.statusCode !== 200) return result;
    listing = await listingIn(response);
    response.body = nothingElse;
    return result;
  };
  command.middlewareStack.addRelativeTo(middleware, { relation: 'after', toMiddleware: 'deserializerMiddleware', name: 'versionListing' });
  return { listing: () => listing };
}

async function listingIn({ body, statusCode }: HttpResponse): Promise<VersionListing> {
  const reader = versionListingReader();
  // Piece by piece: V8 would keep texts as long as whole answers until it is short of memory.
  for await (const piece of (body as Readable).setEncoding('utf8')) reader.read(String(piece));
  const listing = reader.end();
  if (listing === null) throw new NoListing(statusCode);
  return listing;
}

/** A success that holds something else: not S3. Its name and status are where the SDK's own errors have them. */
class NoListing extends Error {
  override readonly name = 'NoListing';
  readonly $metadata: { httpStatusCode: number };

  constructor(httpStatusCode: number) {
    super('the answer is no ListVersionsResult');
    this.$metadata = { httpStatusCode };
  }
}
