import { describe, expect, it } from 'vitest';
import { bucketFor, type PracticeServer, startPracticeServer } from '../../e2e/support/practice-server.js';
import { versionsOf } from './account.js';
import { awsCli, cliError } from './clients.js';
import { devicesOf } from './codes.js';

const BUCKET = 'payments-protected';
const KEY = 'contracts/lease.txt';
const MFA_NEEDED = 'Mfa Authentication must be used for this request';

type Listing = { Versions: { Key: string; VersionId: string }[]; DeleteMarkers?: { Key: string; VersionId: string }[] };

describe('aws s3api list-object-versions', () => {
  // The first is what the CLI does by itself; the second ends pages amid the versions of one key.
  it.each([[[]], [['--page-size', '777']]])('finds exactly the 2,500 versions that were put there, page after page (%j)', async (flags) => {
    const server = await startPracticeServer('--versions', '2500');

    const { Versions, DeleteMarkers } = await versionsIn(server, bucketFor(server, '2500 versions'), ...flags);

    expect(new Set(Versions.map(({ Key, VersionId }) => `${Key} ${VersionId}`)).size).toBe(2500);
    expect(Versions).toHaveLength(2500);
    expect(DeleteMarkers).toBeUndefined();
  });
});

describe('aws s3api delete-object', () => {
  it('is refused a version without a code', async () => {
    const server = await startPracticeServer();
    const [version] = await versionsOf(server, BUCKET, KEY);

    const run = await deleteVersion(server, version);

    expect(run).toEqual({ exitCode: 254, stdout: '', stderr: cliError('DeleteObject', 'AccessDenied', MFA_NEEDED) });
    expect(await versionsOf(server, BUCKET, KEY)).toHaveLength(3);
  });

  it('deletes a version for good with a code', async () => {
    const server = await startPracticeServer();
    const [version, ...others] = await versionsOf(server, BUCKET, KEY);
    const [phone] = devicesOf(server, 'root');

    const run = await deleteVersion(server, version, '--mfa', phone.mfa());

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toEqual({ VersionId: version });
    expect(await versionsOf(server, BUCKET, KEY)).toEqual(others);
  });

  it('makes a delete marker without a code', async () => {
    const server = await startPracticeServer();

    const run = await awsCli(server, ['s3api', 'delete-object', '--bucket', BUCKET, '--key', KEY]);

    expect(JSON.parse(run.stdout)).toEqual({ DeleteMarker: true, VersionId: expect.any(String) });
    expect(await versionsOf(server, BUCKET, KEY)).toHaveLength(3);
  });
});

describe('aws s3api delete-objects', () => {
  it('deletes several versions with one code', async () => {
    const server = await startPracticeServer();
    const versions = await versionsOf(server, BUCKET, KEY);
    const [phone] = devicesOf(server, 'root');

    const run = await deleteVersions(server, versions, '--mfa', phone.mfa());

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const deleted = (JSON.parse(run.stdout) as { Deleted: { VersionId: string }[] }).Deleted;
    expect(deleted.map(({ VersionId }) => VersionId).sort()).toEqual([...versions].sort());
    expect(await versionsOf(server, BUCKET, KEY)).toEqual([]);
  });

  it('is refused as a whole without a code', async () => {
    const server = await startPracticeServer();

    const run = await deleteVersions(server, await versionsOf(server, BUCKET, KEY));

    expect(run).toMatchObject({ exitCode: 254, stderr: cliError('DeleteObjects', 'AccessDenied', MFA_NEEDED) });
    expect(await versionsOf(server, BUCKET, KEY)).toHaveLength(3);
  });
});

async function versionsIn(server: PracticeServer, bucket: string, ...flags: string[]): Promise<Listing> {
  const { stdout } = await awsCli(server, ['s3api', 'list-object-versions', '--bucket', bucket, ...flags]);
  return JSON.parse(stdout) as Listing;
}

function deleteVersion(server: PracticeServer, version: string | undefined, ...flags: string[]) {
  return awsCli(server, ['s3api', 'delete-object', '--bucket', BUCKET, '--key', KEY, '--version-id', String(version), ...flags]);
}

function deleteVersions(server: PracticeServer, versions: string[], ...flags: string[]) {
  const Objects = versions.map((VersionId) => ({ Key: KEY, VersionId }));
  return awsCli(server, ['s3api', 'delete-objects', '--bucket', BUCKET, '--delete', JSON.stringify({ Objects }), ...flags]);
}
