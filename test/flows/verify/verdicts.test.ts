import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/core/buckets/verdict.js';
import { type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runVerify } from '../support/runs.js';
import { keyThatMay } from '../support/signers.js';

/** One bucket of the practice account for each verdict. */
const examples = {
  on: 'payments-protected',
  off: 'ledger-ready',
  blocked: 'logs-lifecycle',
  suspended: 'vault-suspended',
  unversioned: 'uploads-unversioned',
  unknown: 'partner-files',
} satisfies Record<Verdict, string>;

type Verified = { name: string; verdict: Verdict; reason: string | null; fix: string | null };

const verdictsIn = ({ document }: { document: Record<string, unknown> | null }) =>
  (document?.buckets as Verified[]).map(({ name, verdict }) => `${name} ${verdict}`);

const judge = (aws: PracticeContext, ...verdicts: Verdict[]) => runVerify(aws, { buckets: verdicts.map((verdict) => examples[verdict]) });

describe('a verdict', () => {
  it.each<[Verdict, number, object]>([
    ['on', 0, { versioning: 'Enabled', mfaDelete: 'Enabled', reason: null, fix: null }],
    ['off', 1, { versioning: 'Enabled', mfaDelete: 'Disabled', reason: null, fix: expect.stringMatching(/^s3-mfa-delete enable ledger-ready --endpoint-url http:/) }],
    ['blocked', 1, { versioning: 'Enabled', mfaDelete: 'Disabled', reason: 'lifecycle-configuration', fix: expect.stringMatching(/^s3-mfa-delete enable logs-lifecycle --endpoint-url http:/) }],
    ['suspended', 1, { versioning: 'Suspended', mfaDelete: 'Enabled', fix: expect.stringMatching(/^s3-mfa-delete enable vault-suspended --endpoint-url http:/) }],
    ['unversioned', 1, { versioning: 'Unversioned', mfaDelete: 'Disabled', fix: expect.stringMatching(/^s3-mfa-delete enable uploads-unversioned --endpoint-url http:/) }],
    ['unknown', 3, { versioning: null, mfaDelete: null, reason: 'AccessDenied', fix: null }],
  ])('is %s: exit %i', async (verdict, exitCode, bucket) => {
    const aws = await practiceContext();

    const run = await judge(aws, verdict);

    expect(run).toMatchObject({ exitCode, document: { summary: { buckets: 1, [verdict]: 1 }, buckets: [{ name: examples[verdict], region: 'us-east-1', verdict, probe: null, ...bucket }] } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('of a bucket that does not exist is unknown, not off', async () => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { buckets: ['no-such-bucket'] })).toMatchObject({ exitCode: 3, document: { buckets: [{ verdict: 'unknown', region: null, fix: null }] } });
  });

  it('reads the lifecycle configuration only where it matters', async () => {
    const aws = await practiceContext();

    await judge(aws, 'on', 'off', 'suspended', 'unversioned');

    expect(aws.requests.filter(({ operation }) => operation === 'GetBucketLifecycleConfiguration').map(({ bucket }) => bucket)).toEqual([examples.off]);
  });

  it('stays off where the lifecycle configuration may not be read, and says so', async () => {
    const aws = await practiceContext();
    const signer = keyThatMay(aws, 's3:ListBucket', 's3:GetBucketVersioning');

    const run = await runVerify(aws, { buckets: [examples.blocked] }, { signer });

    expect(run).toMatchObject({ exitCode: 1, document: { buckets: [{ verdict: 'off', reason: 'lifecycle-unreadable' }] } });
  });
});

describe('what verify exits with', () => {
  it.each<[string, Verdict[], Verdict[] | null, number]>([
    ['all on', ['on'], null, 0],
    ['a finding before anything unknown', ['on', 'unknown', 'off'], null, 1],
    ['unknown alone', ['on', 'unknown'], null, 3],
    ['findings that do not count', ['off', 'suspended', 'unversioned'], [], 0],
    ['only what counts: it is there', ['off', 'suspended'], ['off'], 1],
    ['only what counts: it is not there', ['suspended', 'on'], ['off', 'blocked'], 0],
    ['unknown, though nothing counts: an incomplete run never exits 0', ['unknown', 'on'], [], 3],
    ['unknown, counted as a finding', ['unknown'], ['unknown'], 3],
  ])('%s', async (_name, found, failOn, exitCode) => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: found.map((verdict) => examples[verdict]), failOn });

    expect(run.exitCode).toBe(exitCode);
  });
});

describe('which buckets verify reads', () => {
  it('are the named ones, in the order of naming, each once', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: ['vault-suspended', 's3://ledger-ready', 'backup-ireland', 'vault-suspended'] });

    expect(verdictsIn(run)).toEqual(['vault-suspended suspended', 'ledger-ready off', 'backup-ireland off']);
    expect(aws.requests.filter(({ operation }) => operation === 'ListBuckets')).toEqual([]);
  });

  it('come from standard input where - stands', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: ['-'] }, { stdin: ['payments-protected', '# done', 'odd-names'] });

    expect(verdictsIn(run)).toEqual(['payments-protected on', 'odd-names on']);
    expect(run.exitCode).toBe(0);
  });

  it('are with --all every bucket of the account, by name, each asked in its own region', async () => {
    const aws = await practiceContext({ buckets: 20 });

    const run = await runVerify(aws, { all: true });

    const names = (run.document?.buckets as Verified[]).map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(run).toMatchObject({ exitCode: 1, document: { summary: { buckets: 31, on: 20, off: 6, blocked: 1, suspended: 2, unversioned: 2, unknown: 0 } } });
    expect(names).not.toContain('partner-files');
    expect(aws.requests.filter(({ bucket }) => bucket === 'backup-ireland').map(({ region }) => region)).toEqual(['eu-west-1', 'eu-west-1']);
  });

  it('may be none: an empty account has nothing to fail', async () => {
    const aws = await practiceContext();
    const { buckets } = aws.practice.account;
    for (const { name } of buckets.list({ owner: aws.practice.accountId, limit: 100 }).buckets) buckets.remove(name);

    const run = await runVerify(aws, { all: true });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { buckets: 0, on: 0, unknown: 0 }, buckets: [] } });
    expect(run.output.split('\n').at(-2)).toBe('0 buckets');
  });

  it('have to have names that can be: exit 2 before AWS is asked', async () => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { buckets: ['Ledger_1'] })).toMatchObject({ exitCode: 2, failure: { kind: 'invalid-bucket-name' } });
    expect(aws.requests).toEqual([]);
  });
});
