import { describe, expect, it } from 'vitest';
import { PHONE, type PracticeContext, practiceContext, type SigningKey, TOKEN } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable } from '../support/runs.js';
import { keyThatMay, sessionKey, userKey } from '../support/signers.js';

const rehearse = (aws: PracticeContext, buckets: string[], signer: SigningKey) => runEnable(aws, { buckets, dryRun: true }, { signer });

describe('enable --dry-run', () => {
  it('plans with read rights alone, sends nothing, asks for no code and exits 0', async () => {
    const aws = await practiceContext();

    const run = await rehearse(aws, ['ledger-ready', 'uploads-unversioned', 'payments-protected'], userKey(aws, 'auditor'));

    expect(run).toMatchObject({
      exitCode: 0,
      questions: [],
      head: { account: '111122223333', principal: 'arn:aws:iam::111122223333:user/auditor' },
      document: {
        dryRun: true,
        buckets: [
          { name: 'ledger-ready', outcome: 'skipped', plan: { wanted: { versioning: 'Enabled', mfaDelete: 'Enabled' }, blockers: [], cautions: [], awsCommand: expect.stringContaining('put-bucket-versioning') } },
          { name: 'uploads-unversioned', outcome: 'skipped', plan: { cautions: [expect.stringContaining('15 minutes')] } },
          { name: 'payments-protected', outcome: 'unchanged', plan: { wanted: null } },
        ],
        rootKey: null,
        record: null,
      },
    });
    expect(writesAmong(aws.requests)).toEqual([]);
    expect(run.output).toMatch(/ledger-ready .* would change/);
    expect(run.lines.at(-1)).toBe('Dry run: nothing was changed and no code was asked for.');
  });

  it('ticks the devices that make codes only', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'], dryRun: true });

    const devices = run.lines.slice(run.lines.indexOf('Step 2 of 6: MFA device'), run.lines.indexOf('Step 3 of 6: Buckets'));
    expect(devices.filter((line) => line.startsWith('✔'))).toEqual([`✔ \`${PHONE}\` (authenticator app)`, `✔ \`${TOKEN}\` (hardware token)`]);
    expect(devices.join('\n')).toMatch(/u2f.* is a passkey or security key: it makes no six-digit codes/);
  });

  it('exits 1 where something stands in the way, and names it', async () => {
    const aws = await practiceContext();

    const run = await rehearse(aws, ['ledger-ready', 'logs-lifecycle', 'strict-policy'], userKey(aws, 'auditor'));

    expect(run).toMatchObject({
      exitCode: 1,
      document: {
        buckets: [
          { outcome: 'skipped' },
          { outcome: 'blocked', plan: { blockers: [{ kind: 'lifecycle-in-the-way', hints: expect.arrayContaining([expect.stringContaining('aws s3api')]) }] } },
          { outcome: 'blocked', plan: { blockers: [{ kind: 'mfa-policy-in-the-way' }] } },
        ],
      },
    });
  });

  it('exits 3 where a bucket cannot be read, and 1 where another is blocked as well', async () => {
    const aws = await practiceContext();
    const auditor = userKey(aws, 'auditor');

    expect(await rehearse(aws, ['ledger-ready', 'no-such-bucket'], auditor)).toMatchObject({ exitCode: 3 });
    expect(await rehearse(aws, ['logs-lifecycle', 'no-such-bucket'], auditor)).toMatchObject({ exitCode: 1 });
  });

  it('works with a session, which could never carry a code', async () => {
    const aws = await practiceContext();

    const run = await rehearse(aws, ['ledger-ready'], sessionKey(aws, 'root'));

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'skipped' }] } });
    expect(run.lines).toContain('! these credentials may not list MFA devices, so the device could not be checked');
  });

  it('says what credentials without rights could not see, and exits 3', async () => {
    const aws = await practiceContext();

    const run = await rehearse(aws, ['ledger-ready'], userKey(aws, 'intern'));

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ outcome: 'failed', error: { kind: 'access-denied' } }] } });
    expect(run.lines).toContain('! these credentials may not list MFA devices, so the device could not be checked');
  });

  it('says what it could not read of a bucket, and what that may mean', async () => {
    const aws = await practiceContext();

    const run = await rehearse(aws, ['logs-lifecycle'], keyThatMay(aws, 's3:ListBucket', 's3:GetBucketVersioning'));

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'skipped', plan: { blockers: [] } }] } });
    expect(run.lines).toContain('! `logs-lifecycle`: the lifecycle configuration could not be read (AccessDenied): if there is one, AWS will refuse the change and the code is spent');
    expect(run.lines).toContain('! `logs-lifecycle`: the bucket policy could not be read (AccessDenied): if it denies requests without MFA context, it denies the root key as well');
  });

  it('says when it sees no device that makes codes', async () => {
    const aws = await practiceContext({ faults: ['fido-only-root'] });

    const run = await rehearse(aws, ['ledger-ready'], aws.practice.root);

    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain('! these credentials see no device of the root user that makes six-digit codes');
  });

  it('lets a person choose buckets, and asks nothing more', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { dryRun: true }, { script: [['Which credentials', 'environment'], ['Which buckets', ['ledger-ready']]] });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ name: 'ledger-ready' }] } });
  });
});
