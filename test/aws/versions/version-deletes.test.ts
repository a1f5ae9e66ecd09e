import { describe, expect, test } from 'vitest';
import { deleteVersions } from '../../../src/aws/versions/version-deletes.js';
import { batchesOf } from '../../../src/core/deletion/batches.js';
import { mintOneTimeCode } from '../../../src/core/one-time-code.js';
import type { VersionName } from '../../../src/core/versions/object-version.js';
import { hostileKeys } from '../../../src/sandbox/seed/objects.js';
import { hangUp, inTurn, s3Error, serve, xml } from '../support/canned-server.js';
import { clientsOf } from '../support/connection.js';
import { failureOf } from '../support/failing.js';
import { signedInPractice } from '../support/practice.js';

const ledger = { name: 'ledger', region: 'us-east-1', expectedOwner: null };
const plain = { code: null, bypassGovernanceRetention: false };
const a = { key: 'a', versionId: '1' };
const b = { key: 'b', versionId: '2' };

describe('on the practice account', () => {
  const odd = { name: 'odd-names', region: 'us-east-1', expectedOwner: '111122223333' };

  test('every version of every hostile key is deleted, and no other', async () => {
    const { clients, bucket, code } = await signedInPractice();
    const { objects } = bucket('odd-names');
    const wanted: VersionName[] = hostileKeys.flatMap((key) => {
      const newest = objects.current(key);
      return newest === undefined ? [] : [{ key, versionId: newest.versionId }];
    });
    const size = objects.size();
    for await (const batch of batchesOf(wanted)) {
      const answer = await deleteVersions(clients, odd, batch, { code: code(), bypassGovernanceRetention: false });
      expect(answer).toMatchObject({ deleted: expect.arrayContaining(batch), failures: [], unmentioned: [], requestId: expect.any(String) });
    }
    expect(objects.size()).toBe(size - wanted.length);
    expect(wanted.filter(({ key, versionId }) => objects.find(key, versionId) !== undefined)).toEqual([]);
  });

  test('one version goes by DeleteObject, several by one verbose DeleteObjects', async () => {
    const { clients, bucket, code, practice } = await signedInPractice();
    const versions = ['report', 'report2', '-rf'].map((key) => ({ key, versionId: bucket('odd-names').objects.current(key)?.versionId ?? '' }));
    await deleteVersions(clients, odd, versions.slice(0, 1), { code: code(), bypassGovernanceRetention: false });
    await deleteVersions(clients, odd, versions.slice(1), { code: code(), bypassGovernanceRetention: false });
    expect(practice.account.calls.map(({ operation }) => operation)).toEqual(['DeleteObject', 'DeleteObjects']);
  });

  test('what Object Lock keeps is said version by version, one or many', async () => {
    const { clients, bucket } = await signedInPractice();
    const locked = { name: 'evidence-locked', region: 'us-east-1', expectedOwner: null };
    const lock = { retention: { mode: 'GOVERNANCE', until: Date.now() + 1e9 }, legalHold: false } as const;
    const { objects } = bucket('evidence-locked');
    const kept = objects.put('kept', { size: 0, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: 'Enabled', at: Date.now() }, lock);
    const free = objects.current('readme.txt');
    const names = [kept, free].map((version) => ({ key: version?.key ?? '', versionId: version?.versionId ?? '' }));
    const failure = { ...names[0], code: 'AccessDenied', message: 'Access Denied because object protected by object lock.' };
    expect(await deleteVersions(clients, locked, names.slice(0, 1), plain)).toMatchObject({ deleted: [], failures: [failure] });
    expect(await deleteVersions(clients, locked, names, plain)).toMatchObject({ deleted: [names[1]], failures: [failure] });
    expect(await deleteVersions(clients, locked, names.slice(0, 1), { code: null, bypassGovernanceRetention: true })).toMatchObject({ deleted: [names[0]], failures: [] });
  });

  test('a code is needed, and a wrong one is refused for the whole request', async () => {
    const { clients, bucket } = await signedInPractice();
    const names = ['report', 'report2'].map((key) => ({ key, versionId: bucket('odd-names').objects.current(key)?.versionId ?? '' }));
    expect((await failureOf(deleteVersions(clients, odd, names, plain))).kind).toBe('access-denied');
    const wrong = mintOneTimeCode('arn:aws:iam::111122223333:mfa/root-account-mfa-device', '000000');
    expect((await failureOf(deleteVersions(clients, odd, names, { code: wrong, bypassGovernanceRetention: false }))).kind).toBe('code-refused');
  });
});

describe('on answers that the practice account does not give', () => {
  const code = mintOneTimeCode('GAHT12345678', '246813');
  const coded = { code, bypassGovernanceRetention: false };
  const result = (content: string) => xml(200, `<DeleteResult>${content}</DeleteResult>`);
  const deleted = ({ key, versionId }: VersionName) => `<Deleted><Key>${key}</Key><VersionId>${versionId}</VersionId></Deleted>`;
  const error = ({ key, versionId }: VersionName, name: string, message: string) => `<Error><Key>${key}</Key><VersionId>${versionId}</VersionId><Code>${name}</Code><Message>${message}</Message></Error>`;

  test('versions that the answer leaves out are told apart; strangers and repeats count for nothing', async () => {
    const server = await serve(result(deleted(a) + deleted(a) + deleted({ key: 'stranger', versionId: '9' }) + deleted({ key: 'b', versionId: 'other' })));
    const answer = await deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a, b], coded);
    expect(answer).toEqual({ deleted: [a], failures: [], unmentioned: [b], requestId: 'REQUEST1' });
  });

  test('a code that AWS echoes in the message of a version does not get through', async () => {
    const server = await serve(result(deleted(a) + error(b, 'AccessDenied', 'token 246813 is odd')));
    const answer = await deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a, b], coded);
    expect(answer.failures).toEqual([{ ...b, code: 'AccessDenied', message: 'token [redacted] is odd' }]);
  });

  test('a refused code may come as a success in which every version has failed', async () => {
    const server = await serve(result(error(a, 'AccessDenied', 'Mfa Authentication must be used for this request') + error(b, 'AccessDenied', 'Mfa Authentication must be used for this request')));
    expect((await failureOf(deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a, b], coded))).kind).toBe('code-refused');
  });

  test.each([
    ['NoSuchVersion', 404, 'The specified version does not exist.'],
    ['InvalidArgument', 400, 'Invalid version id specified'],
    ['AccessDenied', 403, 'Access Denied because object protected by object lock.'],
  ])('%s of a single version is not taken for a refused code', async (name, status, message) => {
    const server = await serve(s3Error(status, name, message));
    const answer = await deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a], coded);
    expect(answer).toEqual({ deleted: [], failures: [{ ...a, code: name, message }], unmentioned: [], requestId: 'REQUEST1' });
  });

  test('any other refusal of a single version is, for AWS does not say', async () => {
    const server = await serve(s3Error(403, 'AccessDenied', 'Access Denied'));
    expect((await failureOf(deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a], coded))).kind).toBe('code-refused');
  });

  test.each<[string, Parameters<typeof inTurn>[0]]>([
    ['a broken connection', hangUp],
    ['503 SlowDown', s3Error(503, 'SlowDown', 'Please reduce your request rate.')],
  ])('with a code, %s is a lost answer and is not sent again', async (_, answer) => {
    const server = await serve(answer);
    expect((await failureOf(deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a, b], coded))).kind).toBe('lost-answer');
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]?.headers['x-amz-mfa']).toBe('GAHT12345678 246813');
  });

  test('without a code it is tried again', async () => {
    const server = await serve(inTurn(hangUp, s3Error(503, 'SlowDown', 'Please reduce your request rate.'), result(deleted(a) + deleted(b))));
    const answer = await deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a, b], plain);
    expect(answer.deleted).toEqual([a, b]);
    expect(server.seen).toHaveLength(3);
  });

  test('a key that XML cannot carry never goes out among others', async () => {
    const server = await serve(result(''));
    await expect(deleteVersions(await clientsOf(server.url, { pathStyle: true }), ledger, [a, { key: '\u0007', versionId: '1' }], coded)).rejects.toThrow('deleted alone');
    expect(server.seen).toEqual([]);
  });
});
