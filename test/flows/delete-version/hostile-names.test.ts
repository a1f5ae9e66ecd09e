import { describe, expect, it } from 'vitest';
import { hostileKeys, textContent } from '../../../src/sandbox/seed/objects.js';
import { practiceContext } from '../../support/practice-context.js';
import { bucketOf, deleting, journalOf, listFile, nameOf, summaryOf, unattended, versionsIn } from '../support/deletion-runs.js';

const bucket = 'odd-names';
// eslint-disable-next-line no-control-regex
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('objects with hostile names', () => {
  it('are deleted exactly, journalled exactly and shown safely', async () => {
    const aws = await practiceContext();
    const all = versionsIn(bucketOf(aws, bucket));
    const wanted = all.filter((_, index) => index % 2 === 0);
    const run = await deleting(aws, { bucket, from: listFile(aws, wanted), isConfirmed: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(versionsIn(bucketOf(aws, bucket)).map(nameOf)).toEqual(all.filter((_, index) => index % 2 === 1).map(nameOf));
    expect(journalOf(run).map(nameOf).toSorted()).toEqual(wanted.map(nameOf).toSorted());
    expect(run.lines.filter((line) => obeyed.test(line))).toEqual([]);
    expect(run.output).not.toMatch(obeyed);
    expect(run.narration).toContain('\\x1b[31mred\\x1b[0m');
    expect(run.narration).toContain('quote\'s "and" \\x60ticks\\x60 $(id)');
    expect(run.lines.every((line) => line.length < 250)).toBe(true);
  });

  it('that XML cannot carry go one by one, and the plan counts their codes', async () => {
    const aws = await practiceContext();
    const wanted = versionsIn(bucketOf(aws, bucket)).filter(({ key }) => key === 'control-\u0001' || key === 'report');
    const run = await deleting(aws, { bucket, from: listFile(aws, wanted), isConfirmed: true }, unattended);
    const singles = wanted.filter(({ key }) => key === 'control-\u0001').length;
    expect(run.document?.plan).toMatchObject({ requests: singles + 1 });
    expect(run.narration).toContain(`It takes ${singles + 1} codes`);
    expect(run.narration).toContain('with control characters in the key: AWS takes those one by one, each with a code of its own');
    expect(summaryOf(run)).toMatchObject({ deleted: wanted.length, codesUsed: singles + 1 });
    const coded = aws.requests.filter(({ mfa }) => mfa !== null).map(({ operation }) => operation);
    expect(coded.toSorted()).toEqual([...Array.from({ length: singles }, () => 'DeleteObject'), 'DeleteObjects']);
  });

  it.each(hostileKeys.map((key) => [key.length > 100 ? `${key.slice(0, 20)}…` : JSON.stringify(key), key] as const))('one alone, as it stands on the command line: %s', async (_, key) => {
    const aws = await practiceContext();
    const { objects } = bucketOf(aws, bucket);
    const current = objects.current(key);
    const others = objects.size() - 1;
    const run = await deleting(aws, { bucket, key, versionIds: [current?.versionId ?? ''], isConfirmed: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(objects.find(key, current?.versionId ?? '')).toBeUndefined();
    expect(objects.size()).toBe(others);
    expect(journalOf(run).map((line) => line.key)).toEqual([key]);
  });

  it('are told apart from those that only look alike', async () => {
    const aws = await practiceContext();
    const { objects } = bucketOf(aws, bucket);
    const alike = ['a%2Fb', 'a/b', 'a%252Fb', 'a+b', 'a b', 'e\u0301 is not \u00e9', '\u00e9 is not \u00e9', './dot/../segments', 'segments'];
    for (const key of alike) objects.put(key, textContent(key), { versioning: 'Enabled', at: aws.clock.now() });
    const wanted = ['a%2Fb', 'a+b', 'e\u0301 is not \u00e9', './dot/../segments'].map((key) => ({ key, versionId: objects.current(key)?.versionId ?? '' }));
    const before = versionsIn(bucketOf(aws, bucket)).map(nameOf);
    await deleting(aws, { bucket, from: listFile(aws, wanted), isConfirmed: true }, unattended);
    const gone = before.filter((name) => !versionsIn(bucketOf(aws, bucket)).map(nameOf).includes(name));
    expect(gone.toSorted()).toEqual(wanted.map(nameOf).toSorted());
  });
});
