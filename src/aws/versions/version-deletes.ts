import { DeleteObjectCommand, type DeleteObjectCommandInput, DeleteObjectsCommand, type DeleteObjectsCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../../core/failures/failure.js';
import type { OneTimeCode } from '../../core/one-time-code.js';
import { fitsXml } from '../../core/text/xml-characters.js';
import { type VersionName, versionNamed } from '../../core/versions/object-version.js';
import { addressed, type BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { type AwsError, awsErrorOf } from '../failures/aws-error.js';
import { codedFailure } from '../failures/failures.js';

/** How versions are deleted. */
type DeletionOptions = {
  /** `null`: the bucket does not ask for one. */
  code: OneTimeCode | null;
  /** Also what Object Lock keeps in governance mode; only for buckets with Object Lock, others refuse it. */
  bypassGovernanceRetention: boolean;
};

/** A version that was not deleted, and what AWS says why; both texts are AWS's. */
export type VersionFailure = VersionName & { code: string; message: string };

/** The answer to a deletion. Every version of the batch is in exactly one of the lists. */
export type DeletionAnswer<V extends VersionName> = {
  deleted: V[];
  failures: VersionFailure[];
  /** Those that the answer does not mention: what became of them has to be looked up. */
  unmentioned: V[];
  requestId: string | null;
};

/**
 * Deletes versions for good with one request: DeleteObjects, or DeleteObject where it is only one. With a code it is
 * sent once, whatever happens, and not given up by an interruption; without one it is retried, which is safe because
 * a version id never comes back.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 * @param batch 1 to 1000 versions, as {@link batchesOf} divides them
 * @throws Failure when the whole request was refused: `code-refused`, `lost-answer` when it may have been carried out,
 *   and others. What AWS says of single versions is in the answer.
 */
export async function deleteVersions<V extends VersionName>(
  clients: Clients,
  bucket: BucketAddress,
  batch: readonly V[],
  { code, bypassGovernanceRetention }: DeletionOptions,
): Promise<DeletionAnswer<V>> {
  const [first, ...others] = batch;
  if (first === undefined) throw new Error('there is nothing to delete');
  if (others.length > 0 && !batch.every(({ key }) => fitsXml(key))) throw new Error('a key that XML cannot carry is deleted alone');
  const common = {
    ...addressed(bucket),
    ...(code !== null && { MFA: `${code.serialNumber} ${code.digits}` }),
    ...(bypassGovernanceRetention && { BypassGovernanceRetention: true }),
  };
  const deletion = others.length === 0 ? deleteOne(common, first) : deleteMany(common, batch);
  const about = { action: 's3:DeleteObjectVersion', bucket: bucket.name };
  if (code === null) {
    const s3 = await clients.s3(bucket.region);
    return refusedForWantOfCode(await ask(clients, about, (sending) => deletion(s3, sending)), batch, bucket.name);
  }
  const s3 = await clients.s3ForOneCode(bucket.region);
  try {
    return withoutCode(await deletion(s3, {}), batch, code);
  } catch (error) {
    throw codedFailure(error, { ...about, clients }, code);
  } finally {
    s3.destroy();
  }
}

type Common = Pick<DeleteObjectCommandInput, 'Bucket' | 'ExpectedBucketOwner' | 'MFA' | 'BypassGovernanceRetention'>;
type Sending = { abortSignal?: AbortSignal };
type Deletion<V extends VersionName> = (s3: S3Client, sending: Sending) => Promise<DeletionAnswer<V>>;

function deleteOne<V extends VersionName>(common: Common, version: V): Deletion<V> {
  const command = new DeleteObjectCommand({ ...common, Key: version.key, VersionId: version.versionId });
  return async (s3, sending) => {
    try {
      const { $metadata } = await s3.send(command, sending);
      return { deleted: [version], failures: [], unmentioned: [], requestId: $metadata.requestId ?? null };
    } catch (error) {
      const answer = awsErrorOf(error);
      if (answer === null || !isAboutTheVersion(answer)) throw error;
      const { key, versionId } = version;
      const failure = { key, versionId, code: answer.code ?? String(answer.httpStatus), message: answer.message };
      return { deleted: [], failures: [failure], unmentioned: [], requestId: answer.requestId };
    }
  };
}

/** What DeleteObjects would say of a single version, DeleteObject says of the request. */
function isAboutTheVersion({ code, message }: AwsError): boolean {
  if (code === 'NoSuchVersion' || code === 'NoSuchKey' || code === 'MethodNotAllowed') return true;
  if (code === 'InvalidArgument') return /version id/i.test(message);
  return code === 'AccessDenied' && /object lock/i.test(message);
}

function deleteMany<V extends VersionName>(common: Common, batch: readonly V[]): Deletion<V> {
  const objects = batch.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
  // Verbose, so that the answer says of each version what became of it.
  const command = new DeleteObjectsCommand({ ...common, Delete: { Objects: objects, Quiet: false } });
  return async (s3, sending) => {
    const answer = await s3.send(command, sending);
    if (isAllDeletedInOrder(answer, batch)) return { deleted: [...batch], failures: [], unmentioned: [], requestId: answer.$metadata.requestId ?? null };
    const left = new Map(batch.map((version) => [versionNamed(version), version]));
    const take = ({ Key = '', VersionId = '' }: { Key?: string | undefined; VersionId?: string | undefined }): V[] => {
      const name = versionNamed({ key: Key, versionId: VersionId });
      const version = left.get(name);
      left.delete(name);
      return version === undefined ? [] : [version];
    };
    const failures = (answer.Errors ?? []).flatMap((error) =>
      take(error).map(({ key, versionId }) => ({ key, versionId, code: error.Code ?? 'Unknown', message: error.Message ?? '' })),
    );
    const deleted = (answer.Deleted ?? []).flatMap(take);
    return { deleted, failures, unmentioned: [...left.values()], requestId: answer.$metadata.requestId ?? null };
  };
}

/** The answer to nearly every request: looking each version up by its name takes a tenth of the time of all of it. */
function isAllDeletedInOrder({ Deleted = [], Errors = [] }: DeleteObjectsCommandOutput, batch: readonly VersionName[]): boolean {
  if (Errors.length > 0 || Deleted.length !== batch.length) return false;
  return batch.every(({ key, versionId }, at) => Deleted[at]?.Key === key && Deleted[at]?.VersionId === versionId);
}

/** AWS echoes codes in some messages. A refused code may also come as a success in which every version has failed. */
function withoutCode<V extends VersionName>(answer: DeletionAnswer<V>, batch: readonly V[], code: OneTimeCode): DeletionAnswer<V> {
  const [first] = answer.failures;
  if (first !== undefined && answer.failures.length === batch.length && answer.failures.every(isAboutTheCode)) {
    throw new Failure('code-refused', `the MFA code was not accepted for any of the versions (${first.code})`, {
      aws: { code: first.code, httpStatus: 200, requestId: answer.requestId },
    });
  }
  const clean = (failure: VersionFailure): VersionFailure => ({ ...failure, message: failure.message.replaceAll(code.digits, '[redacted]') });
  return { ...answer, failures: answer.failures.map(clean) };
}

/** That a code is missing may also come as a success in which every version has failed. */
function refusedForWantOfCode<V extends VersionName>(answer: DeletionAnswer<V>, batch: readonly V[], bucket: string): DeletionAnswer<V> {
  const [first] = answer.failures;
  if (first === undefined || answer.failures.length < batch.length || !answer.failures.every(isAboutTheCode)) return answer;
  throw new Failure('access-denied', `bucket \`${bucket}\` wants an MFA code for every version (${first.code})`, {
    aws: { code: first.code, httpStatus: 200, requestId: answer.requestId },
  });
}

function isAboutTheCode({ code, message }: VersionFailure): boolean {
  return code === 'TokenCodeInvalidError' || (code === 'AccessDenied' && /\bmfa\b/i.test(message));
}
