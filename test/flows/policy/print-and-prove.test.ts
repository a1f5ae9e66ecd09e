import { describe, expect, it } from 'vitest';
import { policyAttach } from '../../../src/flows/policy-attach.js';
import { policyPrint, type PolicyPrintOptions } from '../../../src/flows/policy-print.js';
import { policyProve } from '../../../src/flows/policy-prove.js';
import { statementsDenyingRootWithoutMfa } from '../../../src/core/policies/mfa-policy.js';
import { type FlowRun, practiceContext, type PracticeContext, type RunOptions } from '../../support/practice-context.js';
import { keyThatMay, userKey } from '../support/signers.js';

const demand = { style: 'present', actions: ['s3:*'], resources: ['*'], maxAgeSeconds: null } as const;
const print = (aws: PracticeContext, options: PolicyPrintOptions, run?: RunOptions): Promise<FlowRun> => aws.run('policy print', (context) => policyPrint(options, context), run);
const prove = (aws: PracticeContext, name: string, actions = ['s3:ListAllMyBuckets', 's3:DeleteObject']): Promise<FlowRun> =>
  aws.run('policy prove', (context) => policyProve({ target: { kind: 'user', name }, actions, resources: ['*'] }, context));

describe('policy print', () => {
  it('prints the document on stdout alone, asks nobody and explains it beside', async () => {
    const aws = await practiceContext();
    const run = await print(aws, { style: 'policy', demand, bucket: null }, { signer: null });
    expect(JSON.parse(run.output)).toEqual(run.document?.document);
    expect(aws.requests).toEqual([]);
    expect(run.narration).toContain('A session with MFA is not MFA Delete');
  });

  it('merges the form for a bucket with the policy it has, and shows the difference', async () => {
    const aws = await practiceContext();
    const bucket = aws.practice.account.buckets.find('ledger-ready');
    const theirs = { Sid: 'Theirs', Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::ledger-ready/*' };
    if (bucket) bucket.policy = JSON.stringify({ Version: '2012-10-17', Id: 'theirs', Statement: theirs });
    const run = await print(aws, { style: 'policy', demand, bucket: 'ledger-ready' });
    expect(JSON.parse(run.output)).toEqual({
      Version: '2012-10-17',
      Id: 'theirs',
      Statement: [
        theirs,
        {
          Sid: 'DenyWithoutMfa',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: ['arn:aws:s3:::ledger-ready', 'arn:aws:s3:::ledger-ready/*'],
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' }, ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:root' } },
        },
      ],
    });
    expect(String(run.document?.diff)).toContain('+       "Sid": "DenyWithoutMfa",');
    expect(String(run.document?.diff)).not.toContain('-       "Sid": "Theirs"');
    expect(run.narration).toContain('Roles that were assumed without MFA are stopped too');
    const question = { action: 's3:PutBucketVersioning', bucket: 'ledger-ready', partition: 'aws', account: '111122223333' };
    expect(statementsDenyingRootWithoutMfa(run.output, question)).toEqual([]);
  });

  it('replaces what it printed before: printing twice changes nothing more', async () => {
    const aws = await practiceContext();
    const bucket = aws.practice.account.buckets.find('ledger-ready');
    const first = await print(aws, { style: 'policy', demand, bucket: 'ledger-ready' });
    if (bucket) bucket.policy = first.output;
    const again = await print(aws, { style: 'policy', demand, bucket: 'ledger-ready' });
    expect(again.output).toBe(first.output);
    expect(String(again.document?.diff)).not.toMatch(/^[+-]/m);
  });

  it('says so where the present policy may not be read', async () => {
    const aws = await practiceContext();
    const run = await print(aws, { style: 'policy', demand, bucket: 'ledger-ready' }, { signer: keyThatMay(aws, 's3:ListBucket') });
    expect(run.document).toMatchObject({ presentRead: false, diff: null });
    expect(run.narration).toContain('The present policy could not be read, and putting one replaces it whole');
    expect(run.narration).toContain('what is printed lacks the statements that the policy of `ledger-ready` has now');
    expect(run.exitCode).toBe(3);
  });

  it('prints the alarm', async () => {
    const aws = await practiceContext();
    const run = await print(aws, { style: 'alarm' }, { signer: null });
    expect(JSON.parse(run.output)).toMatchObject({ 'detail-type': ['AWS API Call via CloudTrail'], $or: [{ source: ['aws.s3'] }, { source: ['aws.iam'] }, { source: ['aws.s3'] }] });
    expect(run.narration).toContain('aws events put-rule --name s3-mfa-delete-alarm --event-pattern file://s3-mfa-delete-alarm.json --region us-east-1');
  });
});

describe('policy prove', () => {
  it('finds what goes without MFA, and no longer once the policy is attached', async () => {
    const aws = await practiceContext();
    const before = await prove(aws, 'admin');
    expect(before.exitCode).toBe(1);
    expect(before.document).toMatchObject({ proven: false, actions: [{ verdict: 'open' }, { verdict: 'open' }] });
    const target = { kind: 'user', name: 'admin' } as const;
    await aws.run('policy attach', (context) => policyAttach({ target, name: 'RequireMfa', demand, dryRun: false, yes: true }, context));
    const after = await prove(aws, 'admin');
    expect(after.exitCode).toBe(0);
    expect(after.output).toMatch(/s3:DeleteObject +denied +allowed +only with MFA/);
  });

  it('does not call it proven where nothing goes at all', async () => {
    const aws = await practiceContext();
    const run = await prove(aws, 'intern');
    expect(run.exitCode).toBe(1);
    expect(run.document).toMatchObject({ proven: false, actions: [{ verdict: 'refused', withMfa: 'implicitDeny' }, { verdict: 'refused' }] });
  });

  it('needs the right to ask', async () => {
    const aws = await practiceContext();
    const signer = userKey(aws, 'admin');
    const run = await aws.run('policy prove', (context) => policyProve({ target: { kind: 'user', name: 'admin' }, actions: ['s3:GetObject'], resources: ['*'] }, context), { signer });
    expect(run.failure).toMatchObject({ kind: 'access-denied' });
  });

  it.each([
    ['user', 'admin', 'user/operations/admin'],
    ['group', 'operators', 'group/operations/night/operators'],
    ['role', 'deployer', 'role/service-role/deployer'],
  ] as const)('looks up the ARN of a %s that has a path', async (kind, name, resource) => {
    const aws = await practiceContext();
    const arn = `arn:aws:iam::111122223333:${resource}`;
    const { people } = aws.practice.account;
    const holder = { user: people.find(name), group: people.findGroup(name), role: people.findRole(name) }[kind];
    if (holder !== undefined) Object.assign(holder, { arn });
    const target = { kind, name };
    await aws.run('policy attach', (context) => policyAttach({ target, name: 'RequireMfa', demand, dryRun: false, yes: true }, context));
    const run = await aws.run('policy prove', (context) => policyProve({ target, actions: ['s3:GetObject'], resources: ['*'] }, context));
    expect(run.document).toMatchObject({ target: { kind, name, arn }, actions: [{ withoutMfa: 'explicitDeny', verdict: kind === 'user' ? 'protected' : 'refused' }] });
  });

  it.each(['user', 'group', 'role'] as const)('says that a %s is not there', async (kind) => {
    const aws = await practiceContext();
    const run = await aws.run('policy prove', (context) => policyProve({ target: { kind, name: 'nobody' }, actions: ['s3:GetObject'], resources: ['*'] }, context));
    expect(run.failure).toMatchObject({ kind: 'identity-not-found', exitCode: 3 });
  });
});
