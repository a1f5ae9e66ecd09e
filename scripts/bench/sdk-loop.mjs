/**
 * The yardstick of `verify` at scale: what one writes with the SDK in ten lines. 32 at a time, default options, one client.
 * Prints a line of JSON: how many buckets were read in how many seconds, with how much CPU.
 */
import { GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';

const count = Number(process.argv[2]);
const s3 = new S3Client({ endpoint: process.env.ENDPOINT, forcePathStyle: true });
const names = Array.from({ length: count }, (_, index) => `fleet-${String(index + 1).padStart(6, '0')}`);
const limit = pLimit(32);

await s3.send(new GetBucketVersioningCommand({ Bucket: names[0] }));
const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
await Promise.all(names.map((Bucket) => limit(() => s3.send(new GetBucketVersioningCommand({ Bucket })))));
const { user, system } = process.cpuUsage(usedBefore);
console.log(JSON.stringify({ buckets: count, seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 }));
s3.destroy();
