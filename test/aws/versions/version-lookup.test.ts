import { expect, test } from 'vitest';
import { lookUpKeys } from '../../../src/aws/versions/version-lookup.js';
import { presenceOf } from '../../../src/aws/versions/version-presence.js';
import type { ObjectVersion, VersionName } from '../../../src/core/versions/object-version.js';
import { hostileKeys } from '../../../src/sandbox/seed/objects.js';
import { signedInPractice, write } from '../support/practice.js';

const address = { name: 'ledger-ready', region: 'us-east-1', expectedOwner: null };
const number = (index: number): string => String(index).padStart(5, '0');

/** Everything that lookups of these keys get to see, by key. */
function collecting(isSettled: (key: string) => boolean = () => false) {
  const seen = new Map<string, ObjectVersion[]>();
  return {
    seen,
    visitor: {
      visit: ({ versions, deleteMarkers }: { versions: ObjectVersion[]; deleteMarkers: ObjectVersion[] }) => {
        for (const entry of [...versions, ...deleteMarkers]) seen.set(entry.key, [...(seen.get(entry.key) ?? []), entry]);
      },
      isSettled,
    },
  };
}

const unique = (entries: readonly ObjectVersion[]): number => new Set(entries.map(({ versionId }) => versionId)).size;

test('keys that lie close together are served by few requests', async () => {
  const { clients, bucket, practice } = await signedInPractice();
  for (let index = 0; index < 900; index += 1) write(bucket('ledger-ready'), `events/${number(index)}`, 3);
  const { seen, visitor } = collecting();
  const keys = Array.from({ length: 900 }, (_, index) => `events/${number(index)}`);
  await lookUpKeys(clients, address, keys, visitor);
  expect([...seen.values()].map(unique)).toEqual(keys.map(() => 3));
  expect(practice.account.calls.filter(({ operation }) => operation === 'ListObjectVersions').length).toBeLessThanOrEqual(48);
});

test('keys that lie apart take a request each, and what lies between is not read', async () => {
  const { clients, bucket, practice } = await signedInPractice();
  for (let index = 0; index < 20; index += 1) {
    write(bucket('ledger-ready'), `wanted/${number(index)}`);
    for (let between = 0; between < 1_050; between += 1) bucket('ledger-ready').objects.put(`wanted/${number(index)}/${between}`, { size: 0, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: 'Enabled', at: 0 });
  }
  const { seen, visitor } = collecting(() => true);
  await lookUpKeys(clients, address, Array.from({ length: 20 }, (_, index) => `wanted/${number(index)}`), visitor);
  expect(seen.size).toBe(20);
  expect(practice.account.calls.filter(({ operation }) => operation === 'ListObjectVersions').length).toBeLessThanOrEqual(20 + 16);
});

test('a history of several pages is read whole, unless enough has been seen', async () => {
  const { clients, bucket } = await signedInPractice();
  write(bucket('ledger-ready'), 'busy', 2_500);
  write(bucket('ledger-ready'), 'busy2', 10);
  const whole = collecting();
  await lookUpKeys(clients, address, ['busy', 'busy2'], whole.visitor);
  expect(['busy', 'busy2'].map((key) => unique(whole.seen.get(key) ?? []))).toEqual([2_500, 10]);
  const enough = collecting(() => true);
  await lookUpKeys(clients, address, ['busy'], enough.visitor);
  expect(unique(enough.seen.get('busy') ?? [])).toBe(1_000);
});

test('whatever lies between the keys, each of them is read whole', async () => {
  const { clients, bucket } = await signedInPractice();
  const wanted: string[] = [];
  for (let index = 0; index < 300; index += 1) {
    write(bucket('ledger-ready'), number(index), (index * 7) % 40);
    if (index % 3 === 0) wanted.push(number(index));
  }
  wanted.push('not-there', 'zzz', '');
  const { seen, visitor } = collecting();
  const progress: number[] = [];
  await lookUpKeys(clients, address, wanted.filter((key) => key !== ''), visitor, (done) => progress.push(done));
  const all = new Map<string, number>();
  for (let index = 0; index < 300; index += 3) if ((index * 7) % 40 > 0) all.set(number(index), (index * 7) % 40);
  expect(new Map([...seen].map(([key, entries]) => [key, unique(entries)]))).toEqual(all);
  expect(progress.at(-1)).toBe(102);
});

test('of named versions it is found out which are there, also under hostile keys', async () => {
  const { clients, bucket } = await signedInPractice();
  const names: VersionName[] = [];
  for (const key of hostileKeys) {
    const { versionId } = bucket('ledger-ready').objects.put(key, { size: 0, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: 'Enabled', at: Date.now() });
    names.push({ key, versionId });
  }
  const removed = names.filter((_, index) => index % 2 === 0);
  for (const { key, versionId } of removed) {
    const version = bucket('ledger-ready').objects.find(key, versionId);
    if (version !== undefined) bucket('ledger-ready').objects.removeVersion(version);
  }
  const { gone, there } = await presenceOf(clients, address, names);
  expect(gone).toEqual(removed);
  expect(there).toEqual(names.filter((_, index) => index % 2 === 1));
});

test('keys that XML cannot carry are found without naming them: a server may repeat what it was asked as it is', async () => {
  const asked: string[] = [];
  const { clients, bucket } = await signedInPractice({ onAnswered: ({ operation }, request) => operation === 'ListObjectVersions' && asked.push(JSON.stringify(request)) });
  const keys = ['bell-', 'bell-\u0007', 'bell-\u0007a', 'bell-z', '\u0001'];
  for (const key of keys) write(bucket('ledger-ready'), key, 2);
  const { seen, visitor } = collecting();

  await lookUpKeys(clients, address, keys, visitor);

  expect(new Set(seen.keys())).toEqual(new Set(keys));
  expect([...seen.values()].map(unique)).toEqual(keys.map(() => 2));
  expect(asked.filter((request) => request.includes('prefix=bell-')).length).toBeGreaterThan(0);
  expect(asked.filter((request) => /%0[0-8]/.test(request))).toEqual([]);
});
