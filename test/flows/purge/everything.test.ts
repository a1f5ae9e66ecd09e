import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hostileKeys } from '../../../src/sandbox/seed/objects.js';
import { practiceContext } from '../../support/practice-context.js';
import { typesCodes } from '../support/runs.js';
import { BUCKET, contentsOf, makeBucket, remove, runPurge, write } from './support/runs.js';

const everything = { allVersions: true };

describe('--expired-delete-markers', () => {
  it('removes markers with nothing under them, and no others', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    remove(bucket, 'lonely', 9);
    write(bucket, 'hidden', 9);
    remove(bucket, 'hidden', 5);
    remove(bucket, 'twice', 9);
    remove(bucket, 'twice', 5);

    const run = await runPurge(aws, { expiredDeleteMarkers: true });

    expect(contentsOf(bucket)).toEqual(['hidden 5 x', 'hidden 9', 'twice 5 x', 'twice 9 x']);
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { versions: 0, deleteMarkers: 1 }, summary: { deleted: 1 } } });
  });

  it('leaves a marker that was covered by a new version since the plan was made', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    remove(bucket, 'lonely', 9);

    const run = await runPurge(aws, { expiredDeleteMarkers: true }, { confirm: undefined }, { embedded: true, script: [['type the bucket', () => (write(bucket, 'lonely', 0), BUCKET)]] });

    expect(contentsOf(bucket)).toEqual(['lonely 0', 'lonely 9 x']);
    expect(run).toMatchObject({ exitCode: 1, document: { summary: { deleted: 0 }, leftAlone: { gone: 0, changed: 1 } } });
    expect(run.output).toContain('1 version left alone: changed since the plan was made');
  });
});

describe('--all-versions', () => {
  it('empties a bucket of hostile names exactly, after the words were typed, and journals the names exactly', async () => {
    const aws = await practiceContext();
    const bucket = aws.practice.account.buckets.find('odd-names');
    const versions = bucket?.objects.size() ?? 0;

    const run = await runPurge(aws, everything, { bucket: 'odd-names', confirm: undefined }, {
      embedded: true,
      script: [['type “delete all versions of odd-names”', 'odd-names'], ['type “delete all versions of odd-names”', 'delete all versions of odd-names'], ...typesCodes(aws, 6)],
    });

    expect(bucket?.objects.size()).toBe(0);
    // Two keys hold characters that XML cannot carry: their five versions go with a code each.
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { codes: 6 }, summary: { planned: versions, deleted: versions, failed: 0, codesUsed: 6 } } });
    const keys = readFileSync(String(run.document?.journal), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { key: string }).key);
    expect(new Set(keys)).toEqual(new Set(hostileKeys));
    expect(run.narration + run.output).not.toMatch(/[\u001b\u202e\u0001]/);
  });

  it('wants the words off a terminal, too: the name alone is refused before anybody signs in', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    write(bucket, 'a', 5);

    const refused = await runPurge(aws, everything);
    const unsaid = await runPurge(aws, everything, { confirm: undefined });
    const sent = aws.requests.length;
    const run = await runPurge(aws, everything, { confirm: `delete all versions of ${BUCKET}` });

    expect(refused).toMatchObject({ exitCode: 2, failure: { kind: 'usage', hints: ["give `--confirm 'delete all versions of attic'`, to the letter"] } });
    expect(unsaid).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input' } });
    expect(sent).toBeGreaterThan(0);
    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 1 } } });
    expect(contentsOf(bucket)).toEqual([]);
  });
});
