import { beforeEach, describe, expect, test, vi } from 'vitest';
import { putVersioning, readVersioning } from '../../../src/aws/buckets/bucket-versioning.js';
import { connect } from '../../../src/aws/connection/clients.js';
import { pastedCredentials } from '../../../src/aws/credentials/credentials.js';
import { signingIdentity } from '../../../src/aws/credentials/signing-identity.js';
import { mintOneTimeCode } from '../../../src/core/one-time-code.js';
import { inTurn, s3Error, serve, xml } from '../support/canned-server.js';
import { clientsOf, KEY_ID, settingsWith, sharedFiles } from '../support/connection.js';

const versioning = xml(200, '<VersioningConfiguration/>');
const code = mintOneTimeCode('GAHT12345678', '314159');
const change = { bucket: 'ledger', region: null, expectedOwner: null, versioning: 'Enabled', mfaDelete: 'Enabled' } as const;

beforeEach(() => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  return () => {
    random.mockRestore();
    vi.useRealTimers();
    vi.unstubAllEnvs();
  };
});

describe('requests', () => {
  test('carry the program’s name and are signed for the region of the bucket', async () => {
    const { url, seen } = await serve(versioning);
    await readVersioning(await clientsOf(url), 'ledger', 'eu-central-1');
    expect(seen[0]?.headers['user-agent']).toMatch(/ s3-mfa-delete\/1\.2\.3$/);
    expect(seen[0]?.headers.authorization).toContain(`${KEY_ID}/`);
    expect(seen[0]?.headers.authorization).toContain('/eu-central-1/s3/aws4_request');
  });

  test('put the bucket into the path on a configured endpoint, as the AWS CLI does', async () => {
    const { url, seen, port } = await serve(versioning);
    await readVersioning(await clientsOf(url.replace('127.0.0.1', 'localhost')), 'ledger', null);
    expect(seen[0]).toMatchObject({ url: '/ledger/?versioning=', headers: { host: `localhost:${port}` } });
  });

  test('put it into the host name where the profile asks for that', async () => {
    const settings = settingsWith({ endpointUrl: 'https://storage.example', env: sharedFiles({ config: '[default]\ns3 =\n  addressing_style = virtual\n' }) });
    const clients = await connect(settings, pastedCredentials(KEY_ID, 's', settings));
    expect((await clients.s3(null)).config.forcePathStyle).toBe(false);
  });

  test('go to a configured endpoint even where FIPS endpoints are wanted of AWS, as in the AWS CLI', async () => {
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    const { url } = await serve(versioning);
    expect(await readVersioning(await clientsOf(url), 'ledger', null)).toMatchObject({ versioning: 'Unversioned' });
  });

  test('of one region share a client, and regions do not', async () => {
    const clients = await clientsOf('http://127.0.0.1:1');
    expect(clients.s3(null)).toBe(clients.s3('us-east-1'));
    expect(clients.s3('eu-west-1')).not.toBe(clients.s3('us-east-1'));
  });

  test('do not follow a redirect to another region', async () => {
    const { url, seen } = await serve(s3Error(301, 'PermanentRedirect', 'elsewhere', { Region: 'eu-west-1' }));
    await expect(readVersioning(await clientsOf(url), 'ledger', null)).rejects.toMatchObject({ kind: 'unexpected-answer' });
    expect(seen).toHaveLength(1);
  });
});

describe('--debug', () => {
  test('tells of each request what, where, how it ended and its id; nothing that is secret', async () => {
    const lines: string[] = [];
    const { url, port } = await serve(inTurn(s3Error(503, 'SlowDown', 'Please reduce your request rate.'), versioning));
    const clients = await clientsOf(url, { debug: (line) => lines.push(line) });
    await readVersioning(clients, 'ledger', null);
    await putVersioning(clients, change, code);
    expect(lines.map((line) => line.replace(/ \d+ ms/, ' 1 ms'))).toEqual([
      `s3 GetBucketVersioning GET 127.0.0.1:${port}/ledger/ 503 1 ms request-id REQUEST1`,
      `s3 GetBucketVersioning GET 127.0.0.1:${port}/ledger/ 200 1 ms request-id REQUEST1`,
      `s3 PutBucketVersioning PUT 127.0.0.1:${port}/ledger/ 200 1 ms request-id REQUEST1`,
    ]);
    expect(lines.join()).not.toMatch(/314159|GAHT|a-secret|Signature/);
  });

  test('tells of a connection that failed', async () => {
    const lines: string[] = [];
    const clients = await clientsOf('http://127.0.0.1:1', { debug: (line) => lines.push(line) });
    await expect(readVersioning(clients, 'ledger', null)).rejects.toMatchObject({ kind: 'network' });
    expect(lines[0]).toMatch(/^s3 GetBucketVersioning GET 127\.0\.0\.1:1\/ledger\/ ECONNREFUSED \d+ ms$/);
  });
});

describe('clocks', () => {
  test('are compared with the server’s at every answer', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T12:00:00Z') });
    const { url } = await serve(xml(200, '<VersioningConfiguration/>', { date: 'Thu, 01 Jan 2026 12:00:40 GMT' }));
    const clients = await clientsOf(url);
    expect(clients.clockOffset()).toBeNull();
    await readVersioning(clients, 'ledger', null);
    expect(clients.clockOffset()).toBe(40_000);
  });

  test('that are apart are made up for by what a read has learnt, before a code is spent', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T12:00:00Z') });
    const date = { date: 'Thu, 01 Jan 2026 14:00:00 GMT' };
    const { url, seen } = await serve(inTurn(xml(200, '<VersioningConfiguration/>', date), xml(200, '', date)));
    const clients = await clientsOf(url);
    await readVersioning(clients, 'ledger', null);
    await putVersioning(clients, change, code);
    expect(seen.map(({ headers }) => headers['x-amz-date'])).toEqual(['20260101T120000Z', '20260101T140000Z']);
  });
});

describe('credentials that expire', () => {
  const base = pastedCredentials(KEY_ID, 'first', settingsWith());
  const now = Date.parse('2026-01-01T12:00:00Z');

  test('are fetched anew once, however many requests find out', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    let fetched = 0;
    const refresh = async () => ({ accessKeyId: 'ASIANEW', secretAccessKey: `fetched ${(fetched += 1)}`, expiration: new Date(now + 3_600_000) });
    const identity = signingIdentity({ ...base, expiresAt: now + 30_000, refresh });
    const found = await Promise.all([identity(), identity(), identity()]);
    expect(found.map(({ secretAccessKey }) => secretAccessKey)).toEqual(['fetched 1', 'fetched 1', 'fetched 1']);
    expect(await identity()).toMatchObject({ secretAccessKey: 'fetched 1' });
  });

  test('are kept while there is time', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    const identity = signingIdentity({ ...base, expiresAt: now + 3_600_000, refresh: () => Promise.reject(new Error('too early')) });
    expect(await identity()).toMatchObject({ secretAccessKey: 'first' });
  });
});
