import { emptyContent, seedDocuments, textContent } from '../../../src/sandbox/seed/objects.js';
import { NEVER, OFF, ON } from '../../../src/sandbox/seed/table.js';
import { grants } from '../../../src/sandbox/people/grants.js';
import type { PracticeAccountHandle } from '../../../src/sandbox/start.js';
import type { BucketState } from './setup.js';

const DAY_MS = 86_400_000;

/** The version id that the documents use, in AWS's own examples. */
export const DOCUMENTED_VERSION = '3HL4kqtJlcpXroDTDmJ';

const versioning = { on: ON, off: OFF, blocked: OFF, suspended: { status: 'Suspended', mfaDelete: null }, unversioned: NEVER } as const;

/**
 * Adds the people whom the documents name: `alice` with full S3 rights and a device, the group `staff`. Root has one device
 * that makes codes, like most.
 * @returns alice's key
 */
export function addPeople({ account }: PracticeAccountHandle): { accessKeyId: string; secretAccessKey: string } {
  const at = account.now() - 90 * DAY_MS;
  Object.assign(account.devices.find('GAHT12345678') ?? {}, { owner: null });
  const alice = account.people.add('alice', grants.admin, at);
  const fullAccess = account.policies.find('arn:aws:iam::aws:policy/AmazonS3FullAccess');
  const staff = account.people.addGroup('staff', ['alice'], at);
  if (fullAccess !== undefined) staff.attached.add(fullAccess);
  account.devices.add(`arn:aws:iam::${account.accountId}:mfa/alice`, alice, at);
  return account.keys.create(alice, at);
}

/**
 * Adds a bucket with what the documents look for in one: old versions of `a.txt`, deleted objects, `tmp/`.
 * @returns the id of a noncurrent version of `a.txt`
 */
export function addBucket({ account }: PracticeAccountHandle, name: string, state: BucketState): string {
  const bucket = account.buckets.create({ name, region: 'us-east-1', owner: account.accountId, createdAt: account.now() - 400 * DAY_MS });
  const write = (daysAgo: number) => ({ versioning: 'Enabled', at: account.now() - daysAgo * DAY_MS }) as const;
  const oldest = bucket.objects.put('a.txt', textContent('first\n'), write(300));
  for (const daysAgo of [250, 200, 150, 120, 100]) bucket.objects.put('a.txt', emptyContent(2048), write(daysAgo));
  for (const key of ['b.txt', 'invoices/1.pdf', 'tmp/scratch']) bucket.objects.put(key, emptyContent(1024), write(200));
  for (const key of ['a.txt', 'b.txt', 'invoices/1.pdf']) bucket.objects.remove(key, write(2));
  seedDocuments(bucket, account.now());
  bucket.tags = new Map([['Team', 'payments']]);
  if (state === 'blocked') bucket.lifecycle = account.buckets.find('logs-lifecycle')?.lifecycle ?? null;
  bucket.setVersioning(versioning[state], account.now() - 30 * DAY_MS);
  return oldest.versionId;
}
