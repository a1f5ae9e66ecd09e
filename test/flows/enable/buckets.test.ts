import { describe, expect, it } from 'vitest';
import { PHONE, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable } from '../support/runs.js';

const on = { status: 'Enabled', mfaDelete: 'Enabled' };
const byCode = { yes: true, mfaSerials: [PHONE] };

describe('a bucket that is on already', () => {
  it('is said and skipped: exit 0, no code, no record', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: ['payments-protected'], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ name: 'payments-protected', outcome: 'unchanged', error: null }], record: null } });
    expect(run.output).toMatch(/payments-protected .* unchanged/);
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('does not count where one code is to do', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: ['payments-protected', 'ledger-ready'], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'unchanged' }, { outcome: 'changed' }] } });
  });
});

describe('buckets that cannot be changed', () => {
  it('do not keep the others from being changed', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: ['logs-lifecycle', 'no-such-bucket', 'ledger-ready', 'strict-policy', 'partner-files'], mfaCode: aws.code() });

    expect(run).toMatchObject({
      exitCode: 1,
      document: {
        buckets: [
          { name: 'logs-lifecycle', outcome: 'blocked', error: { kind: 'lifecycle-in-the-way' }, after: { mfaDelete: 'Disabled' } },
          { name: 'no-such-bucket', outcome: 'failed', error: { kind: 'bucket-not-found' }, after: { versioning: null, mfaDelete: null } },
          { name: 'ledger-ready', outcome: 'changed', error: null },
          { name: 'strict-policy', outcome: 'blocked', error: { kind: 'mfa-policy-in-the-way' } },
          { name: 'partner-files', outcome: 'failed', error: { kind: 'access-denied' } },
        ],
      },
    });
    expect(writesAmong(aws.requests)).toMatchObject([{ bucket: 'ledger-ready', status: 200 }]);
    expect(run.lines).toContain('[ ] `no-such-bucket`: state unknown');
  });

  it('are named with the way out', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: ['logs-lifecycle', 'strict-policy'], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 1, document: { record: null } });
    expect(run.narration).toContain('`logs-lifecycle` has a lifecycle configuration (2 rules)');
    expect(run.narration).toMatch(/aws s3api delete-bucket-lifecycle --bucket logs-lifecycle /);
    expect(run.narration).toContain('the bucket policy of `strict-policy` (DenyWithoutMfa) denies requests without MFA context');
    expect(run.narration).toContain('"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:root"}');
  });

  it('include those whose lifecycle rules are all disabled', async () => {
    const aws = await practiceContext();
    const bucket = aws.practice.account.buckets.find('ledger-ready');
    if (bucket) bucket.lifecycle = { transitionDefaultMinimumObjectSize: 'all_storage_classes_128K', rules: [{ ID: 'old', Filter: { Prefix: '' }, Status: 'Disabled', Expiration: { Days: '9' } }] };

    const run = await runEnable(aws, { ...byCode, buckets: ['ledger-ready'], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 1, document: { buckets: [{ outcome: 'blocked' }] } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it.each([
    ['no-such-bucket', 'bucket-not-found', 'check the name and the account'],
    ['partner-files', 'access-denied', 'use other credentials, of the account that owns the bucket: `--profile <name>`'],
  ])('%s alone: exit 3, and no code is spent', async (bucket, kind, hint) => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: [bucket], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ outcome: 'failed', error: { kind } }], record: null } });
    expect(run.narration).toContain(hint);
    expect(run.narration).not.toContain('nothing is changed yet');
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('may turn out only when AWS refuses; the rest of the run goes on', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketVersioning', () => {
      const bucket = aws.practice.account.buckets.find('evidence-locked');
      if (bucket) bucket.lifecycle = { transitionDefaultMinimumObjectSize: 'all_storage_classes_128K', rules: [{ ID: 'new', Filter: { Prefix: '' }, Status: 'Enabled', Expiration: { Days: '9' } }] };
    });

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'evidence-locked', 'backup-ireland'], yes: true }, { embedded: true });

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ outcome: 'changed' }, { outcome: 'failed', error: { kind: 'bucket-state', aws: { code: 'InvalidBucketState', httpStatus: 409 } } }, { outcome: 'changed' }] } });
    expect(aws.stateOf('evidence-locked')).toEqual({ status: 'Enabled', mfaDelete: null });
    expect(writesAmong(aws.requests).map(({ status }) => status)).toEqual([200, 409, 200]);
  });
});

describe('a bucket in another region', () => {
  it('is found first, and its code goes straight there, once', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: ['backup-ireland'], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ region: 'eu-west-1', outcome: 'changed' }] } });
    const asked = aws.requests.filter(({ bucket }) => bucket === 'backup-ireland').map(({ operation, region }) => `${operation} ${region}`);
    expect(asked[0]).toBe('HeadBucket us-east-1');
    expect(new Set(asked.slice(1).map((request) => request.split(' ')[1]))).toEqual(new Set(['eu-west-1']));
    expect(asked.filter((request) => request.startsWith('Put'))).toEqual(['PutBucketVersioning eu-west-1']);
  });
});

describe('names of buckets', () => {
  it('are taken as people write them, each bucket once', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: ['s3://ledger-ready/', 'arn:aws:s3:::ledger-ready', 'ledger-ready'], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ name: 'ledger-ready' }] } });
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('come from standard input where - stands, without blank lines and comments', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...byCode, buckets: ['-'], mfaCode: aws.code() }, { stdin: ['# from the inventory', '', ' ledger-ready ', 'payments-protected'] });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ name: 'ledger-ready', outcome: 'changed' }, { name: 'payments-protected', outcome: 'unchanged' }] } });
  });

  it.each([
    [['Ledger-Ready'], 'invalid-bucket-name'],
    [['-'], 'missing-input'],
  ])('%j cannot be used: exit 2 before AWS is asked anything', async (buckets, kind) => {
    const aws = await practiceContext();

    expect(await runEnable(aws, { ...byCode, buckets, mfaCode: aws.code() })).toMatchObject({ exitCode: 2, failure: { kind } });
    expect(aws.requests).toEqual([]);
  });

  it('are needed off a terminal: exit 2', async () => {
    const aws = await practiceContext();

    expect(await runEnable(aws, { ...byCode, mfaCode: aws.code() })).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', message: expect.stringContaining('no bucket was named') } });
  });
});

describe('many buckets', () => {
  it('take one code each, twenty as well as one', async () => {
    const aws = await practiceContext();
    const buckets = Array.from({ length: 20 }, (_, index) => `ledger-${index + 1}`);
    for (const name of buckets) aws.practice.account.buckets.create({ name, region: 'us-east-1', owner: aws.practice.accountId, createdAt: 0 });

    const run = await runEnable(aws, { buckets, yes: true }, { embedded: true });

    expect(run.exitCode).toBe(0);
    expect(buckets.map((name) => aws.stateOf(name))).toEqual(buckets.map(() => on));
    const codes = writesAmong(aws.requests).map(({ mfa }) => mfa);
    expect([codes.length, new Set(codes).size]).toEqual([20, 20]);
  });
});
