import { AttachUserPolicyCommand, CreatePolicyCommand, CreatePolicyVersionCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { policyAttach, type PolicyAttachOptions } from '../../../src/flows/policy-attach.js';
import { policyDetach } from '../../../src/flows/policy-detach.js';
import { documentInForce } from '../../../src/sandbox/people/managed-policies.js';
import { clientsOf } from '../../sandbox/support/practice-clients.js';
import { ctrlC } from '../../support/scripted-ui.js';
import { type FlowRun, practiceContext, type PracticeContext, type RunOptions } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { keyThatMay, userKey } from '../support/signers.js';

const ARN = 'arn:aws:iam::111122223333:policy/RequireMfa';
const demand = { style: 'present', actions: ['s3:*'], resources: ['*'], maxAgeSeconds: null } as const;
const admin = { kind: 'user', name: 'admin' } as const;

const attach = (aws: PracticeContext, options: Partial<PolicyAttachOptions> = {}, run?: RunOptions): Promise<FlowRun> =>
  aws.run('policy attach', (context) => policyAttach({ target: admin, name: 'RequireMfa', demand, dryRun: false, yes: true, ...options }, context), run);
const detach = (aws: PracticeContext, name = 'admin'): Promise<FlowRun> =>
  aws.run('policy detach', (context) => policyDetach({ target: { kind: 'user', name }, name: 'RequireMfa', dryRun: false, yes: true }, context));

const writes = (aws: PracticeContext): string[] => writesAmong(aws.requests).map(({ operation }) => operation).filter((name) => !name.startsWith('Simulate'));
const holder = (aws: PracticeContext, name = 'admin') => [...(aws.practice.account.people.find(name)?.attached ?? [])];

describe('policy attach', () => {
  it('makes the policy, attaches it and reads both back', async () => {
    const aws = await practiceContext();
    const run = await attach(aws);
    expect(run.exitCode).toBe(0);
    expect(run.output).toBe('user admin: needs MFA now (policy RequireMfa)\n');
    expect(writes(aws)).toEqual(['CreatePolicy', 'AttachUserPolicy']);
    expect(holder(aws).map(({ arn }) => arn)).toEqual([ARN]);
    expect(JSON.parse(documentInForce(holder(aws)[0] as never))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'DenyWithoutMfa', Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    });
    expect(run.document).toMatchObject({ outcome: 'changed', missing: [], lockout: null, plan: { policy: 'create', attach: true, deleteVersion: null } });
    expect(run.narration).toContain('Prove it: `s3-mfa-delete policy prove --user admin`');
  });

  it('does nothing the second time', async () => {
    const aws = await practiceContext();
    await attach(aws);
    const before = writes(aws).length;
    const again = await attach(aws, { yes: false });
    expect(again.output).toBe('user admin: needs MFA already (policy RequireMfa)\n');
    expect(again.document).toMatchObject({ outcome: 'unchanged', record: null });
    expect(writes(aws)).toHaveLength(before);
  });

  it('puts a new version in force, shows what changes and says for whom else', async () => {
    const aws = await practiceContext();
    await attach(aws);
    await attach(aws, { target: { kind: 'user', name: 'auditor' } });
    const run = await attach(aws, { demand: { ...demand, style: 'age', maxAgeSeconds: 3600 } });
    expect(run.document).toMatchObject({ outcome: 'changed', plan: { policy: 'update', attach: false } });
    expect(run.narration).toContain('-         "BoolIfExists": {');
    expect(run.narration).toContain('+           "aws:MultiFactorAuthAge": "3600"');
    expect(run.narration).toContain('`RequireMfa` is attached to 1 other identity, for whom it changes as well');
    expect(holder(aws)[0]?.defaultVersionId).toBe('v2');
  });

  it('deletes the oldest version that is not in force before a sixth one', async () => {
    const aws = await practiceContext();
    const { iam } = clientsOf(aws.practice, aws.practice.root);
    const document = (sid: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'DenyWithoutMfa', Effect: 'Deny', Action: `s3:${sid}`, Resource: '*' }] });
    await iam.send(new CreatePolicyCommand({ PolicyName: 'RequireMfa', PolicyDocument: document('One') }));
    for (const sid of ['Two', 'Three', 'Four', 'Five']) await iam.send(new CreatePolicyVersionCommand({ PolicyArn: ARN, PolicyDocument: document(sid) }));
    await iam.send(new AttachUserPolicyCommand({ UserName: 'admin', PolicyArn: ARN }));
    const before = writes(aws).length;
    const run = await attach(aws);
    expect(writes(aws).slice(before)).toEqual(['DeletePolicyVersion', 'CreatePolicyVersion']);
    expect(run.document).toMatchObject({ plan: { policy: 'update', deleteVersion: 'v2', attach: false } });
    expect(holder(aws)[0]?.versions.map(({ versionId }) => versionId)).toEqual(['v6', 'v5', 'v4', 'v3', 'v1']);
  });

  it('does not replace what others wrote under the name with --yes, and asks in so many words', async () => {
    const aws = await practiceContext();
    const { iam } = clientsOf(aws.practice, aws.practice.root);
    const theirs = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'RequireMfa', Effect: 'Deny', Action: '*', Resource: '*' }] });
    await iam.send(new CreatePolicyCommand({ PolicyName: 'RequireMfa', PolicyDocument: theirs }));
    const before = writes(aws).length;
    const refused = await attach(aws);
    expect(refused).toMatchObject({ exitCode: 2, failure: { kind: 'usage', message: expect.stringContaining('`--yes` does not replace them') } });
    expect(refused.lines).toContain('! `RequireMfa` has statements that this program did not write: they would be gone');
    expect(refused.narration).toContain('-       "Sid": "RequireMfa"');
    expect((await attach(aws, { yes: false })).failure?.kind).toBe('usage');
    expect((await attach(aws, { dryRun: true })).document).toMatchObject({ outcome: 'planned' });
    expect(writes(aws)).toHaveLength(before);
    const asked = 'Replace what the managed policy RequireMfa says, and require MFA of user `admin`?';
    expect((await attach(aws, { yes: false }, { script: [[asked, true]] })).document).toMatchObject({ outcome: 'changed', plan: { policy: 'update' } });
  });

  it('never changes anything in a dry run, nor without consent', async () => {
    const aws = await practiceContext();
    const dry = await attach(aws, { dryRun: true });
    expect(dry.document).toMatchObject({ outcome: 'planned', record: null });
    expect((await attach(aws, { yes: false })).failure?.kind).toBe('missing-input');
    expect((await attach(aws, { yes: false }, { script: [['Require MFA of user `admin`?', false]] })).failure?.kind).toBe('declined');
    expect((await attach(aws, { yes: false }, { script: [['Require MFA of user `admin`?', ctrlC]] })).failure?.kind).toBe('interrupted');
    expect(writes(aws)).toEqual([]);
  });

  it('says what is missing, with the commands that add it', async () => {
    const aws = await practiceContext();
    const run = await attach(aws, { target: { kind: 'user', name: 'intern' }, dryRun: true });
    expect(run.document?.missing).toEqual([
      {
        what: 'device',
        message: 'user `intern` has no MFA device that makes codes, so nobody will get past the policy as intern',
        commands: [
          'aws iam create-virtual-mfa-device --virtual-mfa-device-name intern --bootstrap-method QRCodePNG --outfile intern.png',
          'aws iam enable-mfa-device --user-name intern --serial-number SERIAL --authentication-code1 CODE --authentication-code2 NEXT_CODE',
        ],
      },
      {
        what: 'rights',
        message: 'no policy allows user `intern` s3:ListAllMyBuckets or s3:ListBucket, with MFA or without: this policy only takes rights away',
        commands: ['aws iam attach-user-policy --user-name intern --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
      },
    ]);
  });

  it('warns whoever would lock himself out', async () => {
    const aws = await practiceContext();
    const signer = keyThatMay(aws, 'iam:*', 's3:*');
    const target = { kind: 'user', name: 'reader' } as const;
    const run = await attach(aws, { target, dryRun: true }, { signer });
    expect(run.document?.lockout).toBe('this holds for you, `reader`, and you have no MFA device that makes codes: you would lock yourself out');
    expect((await attach(aws, { dryRun: true }, { signer })).document?.lockout).toBeNull();
  });

  it('names what it may not check, and stops where it may not look at all', async () => {
    const aws = await practiceContext();
    const signer = keyThatMay(aws, 'iam:List*', 'iam:GetPolicy*');
    const run = await attach(aws, { dryRun: true }, { signer });
    expect(run.document?.unchecked).toEqual([expect.stringContaining('denied iam:SimulatePrincipalPolicy')]);
    expect((await attach(aws, {}, { signer: userKey(aws, 'intern') })).failure?.kind).toBe('access-denied');
  });

  it.each(['user', 'group', 'role'] as const)('does not make a policy for a %s that is not there', async (kind) => {
    const aws = await practiceContext();
    const run = await attach(aws, { target: { kind, name: 'nobody' } });
    expect(run.failure).toMatchObject({ kind: 'identity-not-found', exitCode: 3 });
    expect(writes(aws)).toEqual([]);
  });

  it('stops between two steps when it is interrupted, and goes on from there the next time', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('CreatePolicy', () => aws.interrupt());
    const run = await attach(aws);
    expect(run.failure?.kind).toBe('interrupted');
    expect(run.changes).toContain('changed: `iam:CreatePolicy` (send iam:CreatePolicy for user `admin`)');
    expect(writes(aws)).toEqual(['CreatePolicy']);
    expect((await attach(aws)).document).toMatchObject({ plan: { policy: 'keep', attach: true }, outcome: 'changed' });
  });

  it('attaches to groups and roles as well', async () => {
    const aws = await practiceContext();
    await attach(aws, { target: { kind: 'group', name: 'operators' } });
    await attach(aws, { target: { kind: 'role', name: 'deployer' } });
    expect(writes(aws)).toEqual(['CreatePolicy', 'AttachGroupPolicy', 'AttachRolePolicy']);
  });

  it('attaches to a role that has a path, and says what it lacks', async () => {
    const aws = await practiceContext();
    const role = aws.practice.account.people.findRole('deployer');
    Object.assign(role ?? {}, { arn: 'arn:aws:iam::111122223333:role/ci/deployer' });
    const run = await attach(aws, { target: { kind: 'role', name: 'deployer' } });
    expect(run.document).toMatchObject({ outcome: 'changed', missing: [{ what: 'rights' }], unchecked: [] });
  });
});

describe('policy detach', () => {
  it('takes it away, says when nobody has it any more, and does nothing the second time', async () => {
    const aws = await practiceContext();
    await attach(aws);
    const run = await detach(aws);
    expect(run.document).toMatchObject({ outcome: 'changed', policy: { arn: ARN } });
    expect(run.narration).toContain(`aws iam delete-policy --policy-arn ${ARN}`);
    expect(holder(aws)).toEqual([]);
    expect((await detach(aws)).document).toMatchObject({ outcome: 'unchanged', record: null });
  });

  it('looks again where IAM still shows what was detached', async () => {
    const aws = await practiceContext();
    await attach(aws);
    const { attached } = aws.practice.account.people.find('admin') ?? { attached: new Set() };
    const [policy] = attached;
    const looks = (): number => aws.requests.filter(({ operation }) => operation === 'ListAttachedUserPolicies').length;
    aws.onceAnswering('DetachUserPolicy', () => {
      const before = looks();
      const hold = (): void => {
        if (looks() < before + 3) aws.onceAnswering('ListAttachedUserPolicies', hold);
        else attached.delete(policy as never);
      };
      attached.add(policy as never);
      aws.onceAnswering('ListAttachedUserPolicies', hold);
    });
    expect((await detach(aws)).document).toMatchObject({ outcome: 'changed' });
    expect(holder(aws)).toEqual([]);
  });
});
