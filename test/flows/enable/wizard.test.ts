import { describe, expect, it } from 'vitest';
import { PHONE, practiceContext, TOKEN } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable, throughThePlan, typesCodes } from '../support/runs.js';

const on = { status: 'Enabled', mfaDelete: 'Enabled' };

describe('the wizard', () => {
  it('leads from credentials to a bucket that is on, one question after the other', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, {}, {
      script: [
        ['Which credentials?', 'Use the environment variables'],
        ['Which device will you read codes from?', PHONE],
        ['Which buckets should be changed (turn on MFA Delete)?', ['ledger-ready']],
        ['Turn on MFA Delete on 1 bucket? It takes one code', true],
        ['Code of `root-account-mfa-device` to turn on MFA Delete on ledger-ready', () => aws.code()],
      ],
    });

    expect(run).toMatchObject({ exitCode: 0, head: { account: '111122223333', partition: 'aws', principal: 'arn:aws:iam::111122223333:root' } });
    expect(aws.stateOf('ledger-ready')).toEqual(on);
    expect(writesAmong(aws.requests)).toMatchObject([{ operation: 'PutBucketVersioning', bucket: 'ledger-ready', status: 200 }]);
    expect(run.lines.filter((line) => line.startsWith('Step '))).toEqual([
      'Step 1 of 6: Credentials',
      'Step 2 of 6: MFA device',
      'Step 3 of 6: Buckets',
      'Step 4 of 6: Plan',
      'Step 5 of 6: Codes',
      'Step 6 of 6: Next steps',
    ]);
    expect(run.lines).toContain('✔ checked 1 bucket, nothing is changed yet');
    expect(run.lines).toContain('✔ `ledger-ready`: versioning on, MFA Delete on, read back from AWS');
    expect(run.output).toMatch(/^Bucket +Before +After +Outcome\nledger-ready +versioning on, MFA Delete off +versioning on, MFA Delete on +changed\nrecord: \//);
    expect(run.document).toMatchObject({
      dryRun: false,
      buckets: [
        {
          ...{ name: 'ledger-ready', region: 'us-east-1', outcome: 'changed', error: null },
          ...{ before: { versioning: 'Enabled', mfaDelete: 'Disabled' }, after: { versioning: 'Enabled', mfaDelete: 'Enabled' } },
        },
      ],
      rootKey: { accessKeyIdLast4: aws.practice.root.accessKeyId.slice(-4), outcome: 'kept' },
    });
  });

  it('shows every bucket with its state, and lets none be ticked where nothing is to be done', async () => {
    const aws = await practiceContext();

    const { questions } = await runEnable(aws, {}, {
      script: [['Which credentials', 'environment'], ['Which device', PHONE], ['Which buckets', [/^ledger-ready/]], ['Turn on', true], ...typesCodes(aws, 1)],
    });

    expect(questions[2]?.choices).toEqual([
      'archive-suspended  (versioning suspended, MFA Delete off)',
      'backup-ireland  (versioning on, MFA Delete off)',
      'evidence-locked  (versioning on, MFA Delete off)',
      'ledger-ready  (versioning on, MFA Delete off)',
      'logs-lifecycle  (versioning on, MFA Delete off)',
      'odd-names  (versioning on, MFA Delete on) (nothing to do)',
      'payments-protected  (versioning on, MFA Delete on) (nothing to do)',
      'replicated-source  (versioning on, MFA Delete off)',
      'strict-policy  (versioning on, MFA Delete off)',
      'uploads-unversioned  (never versioned, MFA Delete off)',
      'vault-suspended  (versioning suspended, MFA Delete on)',
    ]);
  });

  it('has nothing to ask where every bucket is on already', async () => {
    const aws = await practiceContext();
    const { buckets } = aws.practice.account.buckets.list({ owner: aws.practice.accountId, limit: 100 });
    for (const bucket of buckets) bucket.setVersioning({ status: 'Enabled', mfaDelete: 'Enabled' }, 0);

    const run = await runEnable(aws, {}, { script: [['Which credentials', 'environment'], ['Which device', PHONE]] });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [], record: null } });
    expect(run.lines.at(-1)).toBe('✔ nothing to do: on every bucket of this account, MFA Delete is on already');
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('waits for the next code between two buckets, with a countdown', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'evidence-locked'] }, { script: [...throughThePlan, ...typesCodes(aws, 2)] });

    expect(run.exitCode).toBe(0);
    expect(run.lines).toContain('Waiting 28 s for the next code of `root-account-mfa-device`');
    const writes = writesAmong(aws.requests);
    expect(writes.map(({ bucket, status, at }) => [bucket, status, new Date(at).toISOString().slice(11, 19)])).toEqual([
      ['ledger-ready', 200, '12:00:02'],
      ['evidence-locked', 200, '12:00:30'],
    ]);
    expect(new Set(writes.map(({ mfa }) => mfa)).size).toBe(2);
  });

  it('takes two devices in turn, without waiting', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'evidence-locked'] }, {
      script: [
        ['Which credentials', 'environment'],
        ['Which device', 'All 2, in turn'],
        ['Turn on MFA Delete on 2 buckets? It takes 2 codes', true],
        ['Code of `root-account-mfa-device` to turn on MFA Delete on ledger-ready', () => aws.code(PHONE)],
        [`Code of \`${TOKEN}\` to turn on MFA Delete on evidence-locked`, () => aws.code(TOKEN)],
      ],
    });

    expect(run.exitCode).toBe(0);
    expect(aws.clock.slept).toEqual([]);
    expect([aws.stateOf('ledger-ready'), aws.stateOf('evidence-locked')]).toEqual([on, on]);
  });

  it('turns versioning on in the same call where it never was, and passes on AWS’s advice to wait', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['uploads-unversioned'] }, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ before: { versioning: 'Unversioned', mfaDelete: 'Disabled' }, outcome: 'changed' }] } });
    expect(run.narration).toContain('AWS advises to wait 15 minutes');
    expect(aws.stateOf('uploads-unversioned')).toEqual(on);
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('turns suspended versioning on again and keeps what Object Lock and replication say', async () => {
    const aws = await practiceContext();
    const buckets = ['archive-suspended', 'vault-suspended', 'evidence-locked', 'replicated-source'];

    const run = await runEnable(aws, { buckets }, { script: [...throughThePlan, ...typesCodes(aws, 4)] });

    expect(run.exitCode).toBe(0);
    expect(buckets.map((bucket) => aws.stateOf(bucket))).toEqual([on, on, on, on]);
    expect(run.lines).toContain('! `archive-suspended`: versioning is suspended now and is turned on again in the same call');
    expect(run.lines).toContain('! `evidence-locked`: Object Lock is on too: both will apply, and a code does not override a lock');
    expect(run.narration).toContain('`replicated-source`: the bucket is a replication source');
  });
});

describe('what follows a change', () => {
  it('is told with lines to copy: Terraform, the console, and how the root key goes', async () => {
    const aws = await practiceContext();
    const key = aws.practice.root.accessKeyId;

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run.lines.slice(run.lines.indexOf('Step 6 of 6: Next steps'))).toEqual(
      expect.arrayContaining([
        '  resource "aws_s3_bucket_versioning" "ledger_ready" {',
        'In the console: https://console.aws.amazon.com/s3/buckets/ledger-ready?tab=properties → Bucket Versioning',
        '[x] `ledger-ready`: MFA Delete is on',
        '[x] the root user signs in with MFA',
        `      aws iam delete-access-key --access-key-id ${key} --endpoint-url ${aws.practice.endpoint}`,
        '[ ] see that no root access key is left, with other credentials of the account (prints 0):',
        `      aws iam get-account-summary --query SummaryMap.AccountAccessKeysPresent --endpoint-url ${aws.practice.endpoint}`,
      ]),
    );
  });

  it('is shown as the AWS CLI command that would do the same', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run.lines).toContain(
      `  aws s3api put-bucket-versioning --bucket ledger-ready --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa '${PHONE} CODE' --region us-east-1 --endpoint-url ${aws.practice.endpoint}`,
    );
  });
});

describe('enable --sandbox off a terminal', () => {
  it('reads the practice devices by itself, in turn', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'uploads-unversioned', 'backup-ireland'], yes: true }, { embedded: true });

    expect(run).toMatchObject({ exitCode: 0, questions: [] });
    expect(writesAmong(aws.requests).map(({ mfa }) => mfa?.split(' ')[0])).toEqual([PHONE, TOKEN, PHONE]);
    expect(run.lines).toContain('Waiting 28 s for the next code of `root-account-mfa-device`');
  });
});
