import { GetBucketVersioningCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import type { MfaDelete, VersioningState } from '../../core/buckets/bucket-state.js';
import { Failure } from '../../core/failures/failure.js';
import type { OneTimeCode } from '../../core/one-time-code.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { codedFailure } from '../failures/failures.js';
import { addressed } from './bucket-address.js';

/**
 * The versioning state of a bucket. AWS may still show the old one for a while after a change.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 * @param region `null`: the default region
 * @param expectedOwner account id; the request is refused when the bucket belongs to another account
 * @throws Failure
 */
export async function readVersioning(
  clients: Clients,
  name: string,
  region: string | null,
  expectedOwner: string | null = null,
): Promise<VersioningState> {
  const s3 = await clients.s3(region);
  const command = new GetBucketVersioningCommand(addressed({ name, expectedOwner }));
  const answer = await ask(clients, { action: 's3:GetBucketVersioning', bucket: name }, (options) => s3.send(command, options));
  return versioningStateOf(answer.Status, answer.MFADelete, name);
}

/** A change of the versioning state. */
type VersioningChange = {
  bucket: string;
  /** `null`: the default region. */
  region: string | null;
  /** Account id; the change is refused when the bucket belongs to another account. `null` on servers without accounts. */
  expectedOwner: string | null;
  versioning: 'Enabled' | 'Suspended';
  mfaDelete: MfaDelete;
};

/**
 * Changes versioning and MFA Delete with a code: sent once, whatever happens, and not given up by an interruption.
 * Both elements are always sent; what AWS makes of a missing one is not documented.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 * @throws Failure: `code-refused`, `lost-answer` when it may have been carried out, and others
 */
export async function putVersioning(clients: Clients, change: VersioningChange, code: OneTimeCode): Promise<{ requestId: string | null }> {
  const s3 = await clients.s3ForOneCode(change.region);
  const command = new PutBucketVersioningCommand({
    ...addressed({ name: change.bucket, expectedOwner: change.expectedOwner }),
    MFA: `${code.serialNumber} ${code.digits}`,
    VersioningConfiguration: { Status: change.versioning, MFADelete: change.mfaDelete },
  });
  try {
    const { $metadata } = await s3.send(command);
    return { requestId: $metadata.requestId ?? null };
  } catch (error) {
    throw codedFailure(error, { action: 's3:PutBucketVersioning', bucket: change.bucket, clients }, code);
  } finally {
    s3.destroy();
  }
}

/**
 * What an answer of GetBucketVersioning says. One with other words in it is not from S3, and must not pass for "off".
 * @throws Failure `unexpected-answer`
 */
export function versioningStateOf(status: string | undefined, mfaDelete: string | undefined, name: string): VersioningState {
  const isKnown = (value: string | undefined, known: string[]) => value === undefined || known.includes(value);
  if (isKnown(status, ['Enabled', 'Suspended']) && isKnown(mfaDelete, ['Enabled', 'Disabled'])) {
    return {
      versioning: (status as VersioningState['versioning'] | undefined) ?? 'Unversioned',
      mfaDelete: (mfaDelete as MfaDelete | undefined) ?? 'Disabled',
    };
  }
  throw new Failure('unexpected-answer', `the versioning state of bucket \`${name}\` is one that this program does not know`, {
    hints: [`look at it: \`aws s3api get-bucket-versioning --bucket ${name}\``],
  });
}
