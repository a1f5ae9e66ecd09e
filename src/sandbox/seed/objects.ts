import { createHash } from 'node:crypto';
import type { Bucket } from '../storage/buckets.js';
import type { ObjectContent } from '../storage/object-versions.js';

const DAY_MS = 86_400_000;

/** Keys that trip clients up: signatures, XML, terminals, shells and spreadsheets. */
export const hostileKeys = [
  './dot/../segments',
  '//double//slashes/',
  'a%2Fb',
  'percent 100%',
  'plus+and space ',
  ' leading space',
  '-rf',
  "quote's \"and\" `ticks` $(id)",
  '<xml> & "entities" ]]>',
  'ключ/鍵/🦊',
  'e\u0301 is not \u00e9',
  'line\nbreak\ttab\rreturn',
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007',
  'control-\u0001',
  '\u202egpj.exe',
  '=HYPERLINK("http://192.0.2.1","click")',
  'report',
  'report2',
  `long/${'x'.repeat(1019)}`,
] as const;

/** Text as an object's content. */
export function textContent(text: string): ObjectContent {
  return contentOf(Buffer.from(text, 'utf8'));
}

/** Bytes nobody keeps: reading them gives zeros. */
export function emptyContent(size: number): ObjectContent {
  return { ...contentOf(Buffer.alloc(size)), body: null };
}

function contentOf(body: Buffer): ObjectContent {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  return { size: body.length, body, etag, storageClass: 'STANDARD', headers: { 'content-type': 'binary/octet-stream' } };
}

/** Three drafts of one document, and a document that was deleted: versions and a delete marker. */
export function seedDocuments(bucket: Bucket, now: number): void {
  const write = (daysAgo: number): { versioning: 'Enabled'; at: number } => ({ versioning: 'Enabled', at: now - daysAgo * DAY_MS });
  for (const [draft, daysAgo] of [[1, 60], [2, 40], [3, 20]] as const) {
    bucket.objects.put('contracts/lease.txt', textContent(`Lease, draft ${draft}\n`), write(daysAgo));
  }
  bucket.objects.put('minutes/2024-01.txt', textContent('Minutes of January\n'), write(50));
  bucket.objects.remove('minutes/2024-01.txt', write(10));
  bucket.objects.put('readme.txt', textContent('Keep every version.\n'), write(30));
}

/** Two versions of every hostile key, and a delete marker on every third. */
export function seedHostileKeys(bucket: Bucket, now: number): void {
  hostileKeys.forEach((key, index) => {
    bucket.objects.put(key, textContent('first\n'), { versioning: 'Enabled', at: now - 9 * DAY_MS });
    bucket.objects.put(key, textContent('second\n'), { versioning: 'Enabled', at: now - 6 * DAY_MS });
    if (index % 3 === 0) bucket.objects.remove(key, { versioning: 'Enabled', at: now - 3 * DAY_MS });
  });
}

const VERSIONS_PER_KEY = 10;

/**
 * Puts exactly `count` versions and no delete marker into a bucket: ten versions a key, a month apart, so that nine in
 * ten are noncurrent and can be told apart by age. Where `count` is no multiple of ten, the last keys have nine.
 */
export function seedManyVersions(bucket: Bucket, count: number, now: number): void {
  const content = emptyContent(1024);
  const keys = Math.ceil(count / VERSIONS_PER_KEY);
  for (let index = 0; index < keys; index++) {
    const key = `events/${String(index).padStart(7, '0')}.json`;
    // Key by key, so that each version lands next to the one before: a million of them take a second or two.
    for (let nth = 0; nth * keys + index < count; nth++) {
      const monthsAgo = VERSIONS_PER_KEY - 1 - nth;
      bucket.objects.put(key, content, { versioning: 'Enabled', at: now - monthsAgo * 30 * DAY_MS });
    }
  }
}
