import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { bareClient, runOnGateway } from './gateway.js';

const MANY = 900;

describe('verify of many buckets on a real S3 server', () => {
  it('reads every one of nine hundred, as the server has them', async () => {
    const names = Array.from({ length: MANY }, (_, index) => `many-${String(index).padStart(4, '0')}`);
    const s3 = bareClient();
    const limit = pLimit(16);
    await Promise.all(names.map((Bucket) => limit(() => s3.send(new CreateBucketCommand({ Bucket })))));
    const versioned = names.filter((_, index) => index % 3 === 0);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await Promise.all(versioned.map((Bucket) => limit(() => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration })))));

    const run = await runOnGateway(['verify', '--all', '--include', 'many-*', '--format', 'ndjson']);

    const lines = run.stdout.trim().split('\n').map((line) => JSON.parse(line) as { type: string; name: string; verdict: string });
    const verdicts = new Map(lines.filter(({ type }) => type === 'bucket').map(({ name, verdict }) => [name, verdict]));
    expect(verdicts.size).toBe(MANY);
    expect(names.filter((name) => verdicts.get(name) === 'off')).toEqual(versioned);
    expect(lines.at(-1)).toMatchObject({ type: 'summary', complete: true, summary: { buckets: MANY, off: MANY / 3, unversioned: (MANY / 3) * 2, unknown: 0 } });
    expect(run.exitCode).toBe(1);
  }, 120_000);
});
