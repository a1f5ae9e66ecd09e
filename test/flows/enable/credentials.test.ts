import { describe, expect, it } from 'vitest';
import { callerIdentity, serve } from '../../aws/support/canned-server.js';
import { type PracticeContext, practiceContext, type SigningKey } from '../../support/practice-context.js';
import { runEnable, typesCodes } from '../support/runs.js';
import { sessionKey, userKey } from '../support/signers.js';

describe('credentials that cannot carry a code', () => {
  it.each<[string, (aws: PracticeContext) => SigningKey | null, object]>([
    ['an IAM user with full S3 rights and a device of its own', (aws) => userKey(aws, 'admin'), { kind: 'not-root', message: expect.stringContaining('only the root user of account 111122223333') }],
    ['a session of the root user', (aws) => sessionKey(aws, 'root'), { kind: 'session-credentials', hints: expect.arrayContaining([expect.stringMatching(/DevPay and Mfa are mutually exclusive.*CloudShell.*aws login/)]) }],
    ['a session of an IAM user', (aws) => sessionKey(aws, 'admin'), { kind: 'session-credentials' }],
    ['a session that is over', (aws) => sessionKey(aws, 'root', -1), { kind: 'expired-credentials' }],
    ['a key that AWS does not know', () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }), { kind: 'unknown-access-key' }],
    ['a secret of another key', (aws) => ({ ...aws.practice.root, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }), { kind: 'wrong-secret-key' }],
    ['no credentials at all', () => null, { kind: 'no-credentials' }],
  ])('%s: exit 4 before devices or buckets are looked at', async (_name, signer, failure) => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'], yes: true, mfaCode: aws.code() }, { signer: signer(aws) });

    expect(run).toMatchObject({ exitCode: 4, failure });
    expect(aws.requests.filter(({ operation }) => operation !== 'GetCallerIdentity')).toEqual([]);
  });

  it('a key that was made inactive is unknown to AWS: exit 4', async () => {
    const aws = await practiceContext();
    const key = aws.practice.account.keys.named(aws.practice.root.accessKeyId);
    if (key !== undefined) key.status = 'Inactive';

    expect(await runEnable(aws, { buckets: ['ledger-ready'], yes: true, mfaCode: aws.code() })).toMatchObject({ exitCode: 4, failure: { kind: 'unknown-access-key' } });
  });

  it.each([
    ['aws-us-gov', 'GovCloud'],
    ['aws-cn', 'China'],
  ])('partition %s has no MFA Delete: exit 4, whoever signs', async (partition, name) => {
    const aws = await practiceContext();
    const { url, seen } = await serve(callerIdentity('111122223333', `arn:${partition}:iam::111122223333:user/someone`));

    const run = await runEnable(aws, { buckets: ['ledger-ready'], dryRun: true }, { endpointUrl: url });

    expect(run).toMatchObject({ exitCode: 4, failure: { kind: 'unsupported-partition', message: expect.stringContaining(name) } });
    expect(seen).toHaveLength(1);
  });
});

describe('the wizard and credentials', () => {
  it('explains what does not fit, tells how a root key is made, and offers the choice again', async () => {
    const aws = await practiceContext();
    const { accessKeyId, secretAccessKey } = aws.practice.root;

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, {
      signer: sessionKey(aws, 'root'),
      script: [
        ['Which credentials', 'environment'],
        ['Try again with other credentials?', true],
        ['Which credentials', 'Paste an access key (kept in memory only)'],
        ['Access key id', 'my root key'],
        ['Access key id', ` ${accessKeyId} `],
        ['Secret access key', () => secretAccessKey],
        ['Which device', 'root-account-mfa-device'],
        ['Turn on', true],
        ...typesCodes(aws, 1),
      ],
    });

    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain('error: these are a session of the root user');
    expect(run.narration).toContain('https://console.aws.amazon.com/iam/home#/security_credentials');
    expect(run.lines).toContain('! an access key id looks like AKIAIOSFODNN7EXAMPLE');
    expect(run.lines).toContain(`✔ the pasted key (AKIA…${accessKeyId.slice(-4)}): root user of account 111122223333`);
    expect(run.narration).toContain('    (the AWS CLI has to sign with that key) or in the console: ');
  });

  it('ends with exit 4 when nobody wants to try again', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, {}, { signer: userKey(aws, 'auditor'), script: [['Which credentials', 'environment'], ['Try again', false]] });

    expect(run).toMatchObject({ exitCode: 4, failure: { kind: 'not-root' } });
    expect(aws.requests.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
  });

  it('lists the profiles of the shared files and uses the one that is chosen', async () => {
    const aws = await practiceContext();
    const { accessKeyId, secretAccessKey } = aws.practice.root;
    const auditor = userKey(aws, 'auditor');
    aws.writeProfiles(
      [
        '[audit]',
        `aws_access_key_id = ${auditor.accessKeyId}`,
        `aws_secret_access_key = ${auditor.secretAccessKey}`,
        '[breakglass]',
        `aws_access_key_id = ${accessKeyId}`,
        `aws_secret_access_key = ${secretAccessKey}`,
      ].join('\n'),
    );

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, {
      signer: null,
      script: [['Which credentials', 'Use profile breakglass'], ['Which device', 'root-account'], ['Turn on', true], ...typesCodes(aws, 1)],
    });

    expect(run.questions[0]?.choices).toEqual(['Use profile audit', 'Use profile breakglass', 'Paste an access key (kept in memory only)']);
    expect(run.exitCode).toBe(0);
    expect(run.lines).toContain(`✔ profile breakglass (AKIA…${accessKeyId.slice(-4)}): root user of account 111122223333`);
    expect(run.lines).toContain('[ ] remove the key from profile breakglass in the shared credentials file');
    expect(run.narration).toMatch(/aws s3api put-bucket-versioning .* --profile breakglass /);
    expect(run.lines).toContain(`      aws iam delete-access-key --access-key-id ${accessKeyId} --profile breakglass --endpoint-url ${aws.practice.endpoint}`);
  });

  it('does not ask for credentials where --profile names them', async () => {
    const aws = await practiceContext();
    const { accessKeyId, secretAccessKey } = aws.practice.root;
    aws.writeProfiles(`[ops]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, {
      signer: userKey(aws, 'intern'),
      profile: 'ops',
      script: [['Which device', 'root-account'], ['Turn on', true], ...typesCodes(aws, 1)],
    });

    expect(run.exitCode).toBe(0);
  });
});
