import { describe, expect, it } from 'vitest';
import { PHONE, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable, runVerify } from '../support/runs.js';
import { type Refusals, storageServer } from '../support/storage-server.js';

/** A practice account behind a server that has neither STS nor IAM. */
async function storage(refusals: Refusals = 'as AWS', faults: string[] = []) {
  const aws = await practiceContext({ faults });
  const { url } = await storageServer(aws.practice.endpoint, refusals);
  return { aws, endpointUrl: url };
}

const SKIPPED = 'This endpoint has no STS: the checks of the root user and of its MFA devices are skipped.';
const one = { buckets: ['ledger-ready'], yes: true };

describe('enable on a server without STS and IAM', () => {
  it('skips the checks of the root user with one line, and does the rest', async () => {
    const { aws, endpointUrl } = await storage();

    const run = await runEnable(aws, { ...one, mfaSerials: [PHONE], mfaCode: aws.code() }, { endpointUrl });

    expect(run).toMatchObject({
      exitCode: 0,
      head: { account: null, partition: null, principal: null },
      document: { buckets: [{ outcome: 'changed', after: { mfaDelete: 'Enabled' } }], rootKey: null },
    });
    expect(run.lines.filter((line) => line === SKIPPED)).toHaveLength(1);
    expect(run.narration).not.toContain('Root key checklist');
    expect(writesAmong(aws.requests)).toMatchObject([{ operation: 'PutBucketVersioning', expectedOwner: null, status: 200 }]);
  });

  it('needs --mfa-serial, because there is nobody to ask for devices: exit 2', async () => {
    const { aws, endpointUrl } = await storage();

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() }, { endpointUrl });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', hints: [expect.stringContaining('--mfa-serial')] } });
    expect(aws.requests).toEqual([]);
  });

  it('refuses --ephemeral-root-key, which needs a root user: exit 2', async () => {
    const { aws, endpointUrl } = await storage();

    const run = await runEnable(aws, { ...one, mfaSerials: [PHONE], mfaCode: aws.code(), ephemeralRootKey: true, rootKey: undefined }, { endpointUrl });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage', message: expect.stringContaining('has no STS') } });
    expect(aws.requests).toEqual([]);
  });

  it('takes a bare 403 for a refused code, and asks a person again', async () => {
    const { aws, endpointUrl } = await storage('bare 403');

    const run = await runEnable(aws, { buckets: ['ledger-ready'], mfaSerials: [PHONE] }, {
      endpointUrl,
      script: [['Which credentials', 'environment'], ['Turn on', true], ['Code of', () => aws.wrongCode()], ['Code of', () => aws.code()]],
    });

    expect(run.exitCode).toBe(0);
    expect(run.narration).toMatch(/^! \S+ refused s3:PutBucketVersioning on `ledger-ready` \(status 403\): because of the MFA code, or because it is not permitted; the answer does not say which; that code is spent \[code-refused\]$/m);
    expect(writesAmong(aws.requests).map(({ status }) => status)).toEqual([400, 200]);
  });

  it('ends with exit 5 on a bare 403 where nobody can be asked', async () => {
    const { aws, endpointUrl } = await storage('bare 403', ['codes-refused']);

    const run = await runEnable(aws, { ...one, mfaSerials: [PHONE], mfaCode: aws.code() }, { endpointUrl });

    expect(run).toMatchObject({ exitCode: 5, document: { buckets: [{ outcome: 'failed', error: { kind: 'code-refused', aws: { code: null, httpStatus: 403 } } }] } });
  });

  it('lets users other than a root user try: the server decides', async () => {
    const { aws, endpointUrl } = await storage();
    const admin = aws.practice.users.find(({ userName }) => userName === 'admin');
    const serial = 'arn:aws:iam::111122223333:mfa/admin';

    const run = await runEnable(aws, { ...one, mfaSerials: [serial], mfaCode: aws.code(serial) }, { endpointUrl, signer: admin ?? null });

    expect(run).toMatchObject({ exitCode: 4, document: { buckets: [{ outcome: 'failed', error: { kind: 'not-root' } }] } });
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('rehearses without a serial number', async () => {
    const { aws, endpointUrl } = await storage();

    const run = await runEnable(aws, { buckets: ['ledger-ready'], dryRun: true }, { endpointUrl });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ plan: { awsCommand: expect.stringContaining('SERIAL CODE') } }], rootKey: null } });
  });
});

describe('verify on a server without STS and IAM', () => {
  it('judges buckets as ever, with nobody in the head', async () => {
    const { aws, endpointUrl } = await storage();

    const run = await runVerify(aws, { buckets: ['ledger-ready', 'payments-protected'] }, { endpointUrl });

    expect(run).toMatchObject({ exitCode: 1, head: { account: null }, document: { buckets: [{ verdict: 'off' }, { verdict: 'on' }] } });
  });
});
