import { expect, test } from 'vitest';
import { versionsOfKey } from '../../../src/aws/versions/key-versions.js';
import { signedInPractice, write } from '../support/practice.js';

const address = { name: 'ledger-ready', region: 'us-east-1', expectedOwner: null };

/** What the pages of a key hold when these keys have so many versions, and how many requests that took. */
async function pagesOf(key: string, stored: Record<string, number>) {
  const { clients, bucket, practice } = await signedInPractice();
  for (const [name, versions] of Object.entries(stored)) write(bucket(address.name), name, versions);
  bucket(address.name).objects.remove('busy', { versioning: 'Enabled', at: Date.now() });
  const pages: string[][] = [];
  for await (const { versions, deleteMarkers } of versionsOfKey(clients, address, key)) pages.push([...deleteMarkers, ...versions].map((entry) => entry.key));
  const requests = practice.account.calls.filter(({ operation }) => operation === 'ListObjectVersions').length;
  return { sizes: pages.map(({ length }) => length), keys: [...new Set(pages.flat())], requests };
}

test('pages hold the versions and delete markers of that key, and none of longer ones', async () => {
  expect(await pagesOf('busy', { busy: 3, busy2: 10, bus: 1 })).toEqual({ sizes: [4], keys: ['busy'], requests: 1 });
});

test('a history of several pages comes whole, and what lies behind it is not read', async () => {
  expect(await pagesOf('busy', { busy: 1_500, busy2: 3_000 })).toEqual({ sizes: [1_000, 501], keys: ['busy'], requests: 2 });
});

test('a key that is not there ends with the first page', async () => {
  expect(await pagesOf('b', { busy: 1_500 })).toEqual({ sizes: [0], keys: [], requests: 1 });
});

test('a key that XML cannot carry is found behind pages of others that begin like it', async () => {
  expect(await pagesOf('b\u0007', { 'b\u0006': 1_500, 'b\u0007': 2, 'b\u0007a': 3_000 })).toEqual({ sizes: [0, 2], keys: ['b\u0007'], requests: 2 });
});
