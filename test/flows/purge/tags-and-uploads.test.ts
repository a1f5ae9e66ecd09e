import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { textContent } from '../../../src/sandbox/seed/objects.js';
import { NOON, practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { keyThatMay } from '../support/signers.js';
import { BUCKET, contentsOf, DAY, makeBucket, runPurge, write } from './support/runs.js';

function lifecycleFile(aws: PracticeContext, rule: object): string {
  const file = path.join(aws.home, 'lifecycle.json');
  writeFileSync(file, JSON.stringify({ Rules: [{ ID: 'rule', Status: 'Enabled', Filter: { Prefix: '' }, ...rule }] }));
  return file;
}

const basisOf = (aws: PracticeContext, rule: object) => ({ by: 'lifecycle', path: lifecycleFile(aws, rule) }) as const;

function tagged(bucket: Bucket, key: string, daysAgo: number, tags: Record<string, string>): void {
  bucket.objects.put(key, textContent(key), { versioning: 'Enabled', at: NOON - daysAgo * DAY }, null, new Map(Object.entries(tags)));
}

describe('a filter by tags', () => {
  const rule = { Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'class', Value: 'scratch' }, { Key: 'ключ', Value: '' }] } }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } };

  it('takes the versions that have all of them, each by its own tags', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    const both = { class: 'scratch', ключ: '' };
    tagged(bucket, 'a/1', 9, { ...both, other: 'x' });
    tagged(bucket, 'a/1', 8, { class: 'scratch' });
    tagged(bucket, 'a/1', 7, both);
    tagged(bucket, 'a/1', 6, {});
    tagged(bucket, 'b/1', 9, both);
    write(bucket, 'b/1', 6);

    const run = await runPurge(aws, {}, { basis: basisOf(aws, rule) });

    expect(contentsOf(bucket)).toEqual(['a/1 6', 'a/1 8', 'b/1 6', 'b/1 9']);
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { tagsUnread: 0 }, summary: { deleted: 2 } } });
    expect(aws.requests.filter(({ operation }) => operation === 'GetObjectTagging')).toHaveLength(3);
  });

  it('leaves versions whose tags may not be read, and says so', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws, BUCKET, 'Disabled');
    for (const daysAgo of [9, 8]) tagged(bucket, 'a/1', daysAgo, { class: 'scratch', ключ: '' });
    const signer = keyThatMay(aws, 's3:ListBucketVersions', 's3:GetBucketVersioning', 's3:GetBucketLocation', 's3:ListBucket', 's3:DeleteObjectVersion');

    const run = await runPurge(aws, {}, { basis: basisOf(aws, rule), allowUnprotected: true }, { signer });

    expect(contentsOf(bucket)).toHaveLength(2);
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { tagsUnread: 1, versions: 0 } } });
    expect(run.narration).toContain('! the tags of 1 version could not be read (s3:GetObjectVersionTagging), so rules that ask for tags leave them');
  });
});

describe('incomplete multipart uploads', () => {
  const rule = { Filter: { Prefix: 'up/' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } };
  const begin = (bucket: Bucket, key: string, daysAgo: number) =>
    bucket.uploads.begin({ key, initiatedAt: NOON - daysAgo * DAY, initiator: { id: 'x', name: 'x' }, storageClass: 'STANDARD', headers: {}, tags: new Map(), lock: null });
  const left = (bucket: Bucket): string[] => {
    const uploads = bucket.uploads.after({ key: '', sequence: 0 });
    return Array.from({ [Symbol.iterator]: () => uploads }, ({ key }) => key);
  };

  it('are aborted when they are old enough, without a code, and told apart by their ids', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['up/odd\u0001+ %2F', 'up/twice', 'up/twice', 'elsewhere']) begin(bucket, key, 9);
    for (const key of ['up/twice', 'up/young']) begin(bucket, key, 7);

    const run = await runPurge(aws, {}, { basis: basisOf(aws, rule) });

    expect(left(bucket)).toEqual(['elsewhere', 'up/twice', 'up/young']);
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { uploadsToAbort: 3, codes: 0 }, withoutCodes: { uploadsAborted: 3, uploadsGone: 0, failures: [] }, journal: null } });
    expect(writesAmong(aws.requests).every(({ mfa }) => mfa === null)).toBe(true);
    expect(run.output).toContain('3 of 3 incomplete uploads gone');
  });

  it('are planned a page at a time, saved, and carried out from the file; what was completed meanwhile counts as gone', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    const uploads = Array.from({ length: 1_005 }, (_, index) => begin(bucket, `up/${index}`, 9));
    const file = path.join(aws.home, 'plan.ndjson');
    const plan = await runPurge(aws, {}, { basis: basisOf(aws, rule), planOut: file, dryRun: true });
    uploads.slice(5).forEach((upload) => bucket.uploads.end(upload));

    const run = await runPurge(aws, {}, { basis: { by: 'plan', path: file } });

    expect(plan).toMatchObject({ exitCode: 0, document: { plan: { uploadsToAbort: 1_005 } }, output: expect.stringContaining('would abort 1,005 incomplete uploads') as string });
    expect(run).toMatchObject({ exitCode: 0, document: { withoutCodes: { uploadsAborted: 5, uploadsGone: 1_000 } } });
    expect(left(bucket)).toEqual([]);
  });

  it('that may not be aborted are named, and the run ends with exit 1', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws, BUCKET, 'Disabled');
    begin(bucket, 'up/1', 9);
    const signer = keyThatMay(aws, 's3:ListBucketMultipartUploads', 's3:GetBucketVersioning', 's3:GetBucketLocation', 's3:ListBucket');

    const run = await runPurge(aws, {}, { basis: basisOf(aws, rule), allowUnprotected: true }, { signer });

    expect(run).toMatchObject({ exitCode: 1, document: { withoutCodes: { uploadsAborted: 0, failures: [{ action: 'abort-upload', key: 'up/1', code: 'AccessDenied' }] } } });
    expect(left(bucket)).toEqual(['up/1']);
  });
});
