/**
 * A bare loop of DeleteObjects with the plain SDK: what a purge without codes is measured against. Arguments: endpoint,
 * bucket, the plan whose versions to delete, requests at a time. Prints the seconds that the requests took.
 */
import { readFileSync } from 'node:fs';
import { DeleteObjectsCommand, S3Client } from '@aws-sdk/client-s3';

const [endpoint, bucket, plan, parallel] = process.argv.slice(2);
const versions = readFileSync(plan, 'utf8').split('\n').slice(1, -2).map((line) => JSON.parse(line));
const s3 = new S3Client({ endpoint, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
const batches = Array.from({ length: Math.ceil(versions.length / 1000) }, (_, at) =>
  versions.slice(at * 1000, (at + 1) * 1000).map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
);
let deleted = 0;

async function work() {
  for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
    const { Deleted = [] } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: batch } }));
    deleted += Deleted.length;
  }
}

const start = performance.now();
await Promise.all(Array.from({ length: Number(parallel) }, work));
console.log(JSON.stringify({ deleted, seconds: (performance.now() - start) / 1000 }));
