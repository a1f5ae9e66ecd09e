import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { runVerify } from '../support/runs.js';

const record = (name: string, more: Record<string, unknown>, captured = '2026-03-01T08:00:00.000Z') =>
  JSON.stringify({ resourceName: name, accountId: '444455556666', awsRegion: 'eu-west-1', configurationItemCaptureTime: captured, supplementaryConfiguration: more });

const versioning = (status: string, isMfaDeleteEnabled: boolean | null) => ({ BucketVersioningConfiguration: { status, isMfaDeleteEnabled } });

/** As the AWS CLI prints it; parts of a record come as JSON text or as JSON. */
const ANSWER = JSON.stringify({
  Results: [
    record('records', versioning('Enabled', true)),
    record('drafts', { BucketVersioningConfiguration: JSON.stringify(versioning('Enabled', null).BucketVersioningConfiguration) }, '2025-11-20T08:00:00.000Z'),
    record('logs', { ...versioning('Enabled', false), BucketLifecycleConfiguration: { rules: [{ id: 'expire' }] } }),
    record('frozen', versioning('Suspended', true)),
    record('cache', versioning('Off', null)),
    record('fresh', {}, '2026-03-04T11:59:00.000Z'),
  ],
  QueryInfo: { SelectFields: [{ Name: 'resourceName' }] },
});

describe('what AWS Config recorded', () => {
  it('is judged without asking anybody, and without credentials', async () => {
    const aws = await practiceContext();
    const file = path.join(aws.home, 'answers.json');
    writeFileSync(file, ANSWER);

    const run = await runVerify(aws, { all: true, fromConfig: file }, { signer: null });

    expect((run.document?.buckets as { name: string; verdict: string; reason: string | null }[]).map(({ name, verdict, reason }) => [name, verdict, reason])).toEqual([
      ['cache', 'unversioned', null],
      ['drafts', 'off', null],
      ['fresh', 'unknown', 'not-recorded'],
      ['frozen', 'suspended', null],
      ['logs', 'blocked', 'lifecycle-configuration'],
      ['records', 'on', null],
    ]);
    expect(run.document).toMatchObject({ source: { kind: 'aws-config', oldest: '2025-11-20T08:00:00.000Z', newest: '2026-03-04T11:59:00.000Z' }, accounts: [] });
    expect(run.document?.buckets).toContainEqual(expect.objectContaining({ name: 'records', account: '444455556666', region: 'eu-west-1', recordedAt: '2026-03-01T08:00:00.000Z' }));
    expect(run.narration).toContain('the oldest at 2025-11-20T08:00:00.000Z');
    expect(run.exitCode).toBe(1);
    expect(aws.requests).toEqual([]);
  });

  it('comes from standard input as well, and can be chosen from', async () => {
    const aws = await practiceContext();
    const selection = { include: [], exclude: ['f*'], tags: [], region: 'eu-west-1' };

    const run = await runVerify(aws, { all: true, fromConfig: '-', selection }, { signer: null, stdin: [ANSWER] });

    expect(run.document?.summary).toMatchObject({ buckets: 4, unknown: 0 });
  });

  it.each(['{}', '{"Results":["{}"]}', '{"Results":["no JSON"]}', '[]', ''])('is not %j: exit 2', async (text) => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { all: true, fromConfig: '-' }, { stdin: [text] })).toMatchObject({ exitCode: 2, failure: { kind: 'usage' } });
  });
});
