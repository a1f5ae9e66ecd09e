import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { everythingUnder } from '../../support/no-secrets.js';
import { writesAmong } from '../../support/seen-request.js';
import { userKey } from '../support/signers.js';
import { contentsOf, makeBucket, remove, runPurge, write } from './support/runs.js';

/** Four keys with an old version each, and the path of a plan that takes those. */
async function plannedBucket(aws: PracticeContext): Promise<{ bucket: Bucket; ids: Record<string, string>; file: string }> {
  const bucket = makeBucket(aws);
  const ids: Record<string, string> = {};
  for (const key of ['a', 'b', 'c', 'd\n\u2028"']) {
    ids[key] = write(bucket, key, 9);
    write(bucket, key, 5);
  }
  const file = path.join(aws.home, 'plan.ndjson');
  await runPurge(aws, { keep: 0 }, { dryRun: true, planOut: file, confirm: undefined }, { signer: userKey(aws, 'auditor') });
  return { bucket, ids, file };
}

const carryOut = (aws: PracticeContext, file: string, bucket = 'attic') => runPurge(aws, {}, { basis: { by: 'plan', path: file }, bucket, confirm: bucket });

describe('a saved plan', () => {
  it('is a file for its owner alone, a line a version', async () => {
    const aws = await practiceContext();
    const { ids, file } = await plannedBucket(aws);

    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(lines[0]).toMatchObject({ bucket: 'attic', account: aws.practice.accountId, endpoint: aws.practice.endpoint, rules: ['--keep'] });
    expect(lines.slice(1, -1).map(({ action, key, versionId }) => [action, key, versionId])).toEqual(Object.entries(ids).map(([key, id]) => ['delete', key, id]));
    expect(lines.at(-1)).toEqual({ end: { versions: 4, uploads: 0 } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('is carried out exactly: nothing that became noncurrent since goes with it', async () => {
    const aws = await practiceContext();
    const { bucket, file } = await plannedBucket(aws);
    write(bucket, 'a', 0);

    const run = await carryOut(aws, file);

    expect(run).toMatchObject({ exitCode: 0, document: { plan: { file, seen: null, versions: 4 }, summary: { planned: 4, deleted: 4, codesUsed: 1 } } });
    expect(contentsOf(bucket)).toEqual(['a 0', 'a 5', 'b 5', 'c 5', 'd\n\u2028" 5']);
  });

  it('leaves alone what became current, and counts as done what is gone', async () => {
    const aws = await practiceContext();
    const { bucket, ids, file } = await plannedBucket(aws);
    const take = (key: string, id: string): void => {
      const version = bucket.objects.find(key, id);
      if (version !== undefined) bucket.objects.removeVersion(version);
    };
    take('a', bucket.objects.current('a')?.versionId ?? '');
    take('b', ids.b ?? '');
    remove(bucket, 'c', 0);

    const run = await carryOut(aws, file);

    expect(contentsOf(bucket)).toEqual(['a 9', 'b 5', 'c 0 x', 'c 5', 'd\n\u2028" 5']);
    expect(run).toMatchObject({ exitCode: 1, document: { summary: { planned: 4, deleted: 2, failed: 0 }, leftAlone: { gone: 1, changed: 1 }, error: null } });
    expect(run.output).toContain('2 versions deleted for good (35 bytes), 1 gone before, 1 not deleted for good, 1 code');
  });

  it('that was carried out once costs no code again', async () => {
    const aws = await practiceContext();
    const { file } = await plannedBucket(aws);
    await carryOut(aws, file);

    const again = await carryOut(aws, file);

    expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 4, deleted: 0, codesUsed: 0 }, leftAlone: { gone: 4, changed: 0 } } });
  });

  it('is not taken for another bucket, and not when it is cut off, edited badly or no plan', async () => {
    const aws = await practiceContext();
    const { bucket, file } = await plannedBucket(aws);
    const whole = readFileSync(file, 'utf8');
    const refusal = async (text: string): Promise<string | undefined> => {
      writeFileSync(file, text);
      return (await carryOut(aws, file)).failure?.message;
    };

    expect((await carryOut(aws, file, 'payments-protected')).failure?.message).toContain('was made for the bucket `attic`');
    expect(await refusal(whole.split('\n').slice(0, -2).join('\n'))).toContain('it is not whole');
    expect(await refusal(whole.replace('"versionId"', '"versoinId"'))).toContain('line 2 cannot be read');
    expect(await refusal(whole.split('\n').toSpliced(2, 1).join('\n'))).toContain('line 5 cannot be read');
    expect(await refusal('{}\n')).toContain('its first line is not the head');
    expect(contentsOf(bucket)).toHaveLength(8);
  });

  it('that nobody asked for is gone when the run is over', async () => {
    const aws = await practiceContext();
    const { bucket } = await plannedBucket(aws);

    const run = await runPurge(aws, { keep: 0 }, { planOut: path.join(aws.home, 'kept.ndjson') });
    write(bucket, 'a', 0);
    await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 0, document: { plan: { file: path.join(aws.home, 'kept.ndjson') }, summary: { deleted: 4 } } });
    expect(everythingUnder(path.join(aws.stateDirectory, 'plans'))).toBe('');
    expect(contentsOf(bucket)).toHaveLength(4);
  });

  it('that cannot be written ends the run before anything is listed', async () => {
    const aws = await practiceContext();
    makeBucket(aws);

    const run = await runPurge(aws, { keep: 0 }, { planOut: path.join(aws.home, 'nowhere', 'plan.ndjson'), dryRun: true });

    expect(run).toMatchObject({ exitCode: 3, failure: { kind: 'local-file' } });
    expect(aws.requests.map(({ operation }) => operation)).not.toContain('ListObjectVersions');
  });
});
