import { describe, expect, it } from 'vitest';
import { bucketFor, startPracticeServer } from '../../e2e/support/practice-server.js';
import { type Boto3Answer, boto3, type Boto3Call } from './clients.js';
import { devicesOf, keyOf } from './codes.js';

const ON = { Status: 'Enabled', MFADelete: 'Enabled' };
const mfaNeeded = { error: { status: 403, code: 'AccessDenied', message: 'Mfa Authentication must be used for this request' } };
type Version = { Key: string; VersionId: string };

describe('boto3 on the practice account', () => {
  it('lists exactly the 2,500 versions that were put there, in pages of at most 1,000', async () => {
    const server = await startPracticeServer('--versions', '2500');

    const [answer] = await boto3(server, s3('list_object_versions', { Bucket: bucketFor(server, '2500 versions') }));

    const pages = pagesOf(answer).map(({ Versions }) => Versions as Version[]);
    expect(pages.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(new Set(pages.flat().map(({ Key, VersionId }) => `${Key} ${VersionId}`)).size).toBe(2500);
  });

  it('turns MFA Delete on with a code and is refused without one', async () => {
    const server = await startPracticeServer();
    const [phone] = devicesOf(server, 'root');
    const change = { Bucket: 'ledger-ready', VersioningConfiguration: ON };

    const [refused, accepted, after] = await boto3(
      server,
      s3('put_bucket_versioning', change),
      s3('put_bucket_versioning', { ...change, MFA: phone.mfa() }),
      s3('get_bucket_versioning', { Bucket: 'ledger-ready' }),
    );

    expect(refused).toEqual(mfaNeeded);
    expect(pagesOf(accepted)).toMatchObject([{ ResponseMetadata: { HTTPStatusCode: 200 } }]);
    expect(pagesOf(after)).toMatchObject([ON]);
  });

  it('sees that only the root user may, a device of one’s own or not', async () => {
    const server = await startPracticeServer();
    const [device] = devicesOf(server, 'admin');
    const change = { Bucket: 'ledger-ready', VersioningConfiguration: ON, MFA: device.mfa() };

    const [answer] = await boto3(server, { ...s3('put_bucket_versioning', change), as: keyOf(server, 'admin') });

    expect(answer).toEqual({ error: { status: 403, code: 'AccessDenied', message: 'This operation may only be performed by the bucket owner' } });
  });

  it('deletes versions and delete markers with one code, and nothing without', async () => {
    const server = await startPracticeServer();
    const [phone] = devicesOf(server, 'root');
    const everything = { Bucket: 'payments-protected' };
    const [before] = await boto3(server, s3('list_object_versions', everything));
    const [page] = pagesOf(before);
    const Objects = [...(page?.Versions as Version[]), ...(page?.DeleteMarkers as Version[])].map(({ Key, VersionId }) => ({ Key, VersionId }));

    const [refused, accepted, after] = await boto3(
      server,
      s3('delete_objects', { ...everything, Delete: { Objects } }),
      s3('delete_objects', { ...everything, Delete: { Objects }, MFA: phone.mfa() }),
      s3('list_object_versions', everything),
    );

    expect(refused).toEqual(mfaNeeded);
    const [{ Deleted, Errors } = {}] = pagesOf(accepted);
    expect(Deleted).toHaveLength(Objects.length);
    expect(Errors).toBeUndefined();
    expect(pagesOf(after)).toEqual([expect.not.objectContaining({ Versions: expect.anything(), DeleteMarkers: expect.anything() })]);
  });

  it('sees AWS’s words where there is nothing to read', async () => {
    const server = await startPracticeServer();
    const Bucket = 'ledger-ready';
    const gone = { Bucket, Key: 'readme.txt', VersionId: 'not-a-version-id' };

    const answers = await boto3(
      server,
      s3('get_bucket_lifecycle_configuration', { Bucket }),
      s3('get_object_lock_configuration', { Bucket }),
      s3('get_bucket_replication', { Bucket }),
      s3('get_bucket_policy', { Bucket }),
      s3('get_bucket_versioning', { Bucket: 'no-such-bucket-anywhere' }),
      s3('delete_object', gone),
    );

    const nothing = (status: number, code: string, message: string) => ({ error: { status, code, message } });
    expect(answers).toEqual([
      nothing(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
      nothing(404, 'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'),
      nothing(404, 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
      nothing(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist'),
      nothing(404, 'NoSuchBucket', 'The specified bucket does not exist'),
      nothing(400, 'InvalidArgument', 'Invalid version id specified'),
    ]);
  });

  it('reads the root user’s devices', async () => {
    const server = await startPracticeServer();

    const [own, virtual] = await boto3(
      server,
      { service: 'iam', operation: 'list_mfa_devices' },
      { service: 'iam', operation: 'list_virtual_mfa_devices', parameters: { AssignmentStatus: 'Assigned' } },
    );

    expect(pagesOf(own)).toMatchObject([{ MFADevices: [{}, { SerialNumber: 'GAHT12345678' }, {}] }]);
    expect(pagesOf(virtual)).toMatchObject([{ VirtualMFADevices: [{ User: { Arn: 'arn:aws:iam::111122223333:root' } }, {}] }]);
  });
});

function s3(operation: string, parameters: object): Boto3Call {
  return { service: 's3', operation, parameters };
}

function pagesOf(answer: Boto3Answer | undefined): Record<string, unknown>[] {
  if (answer === undefined || 'error' in answer) throw new Error(`boto3 raised an error: ${JSON.stringify(answer)}`);
  return answer.pages;
}
