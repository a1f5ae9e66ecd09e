import { describe, expect, test } from 'vitest';
import type { BucketInspection } from '../../../src/core/buckets/bucket-state.js';
import { identityOf } from '../../../src/core/signers/identity.js';
import { obstaclesFor, type ObstacleSetting } from '../../../src/core/switch/obstacles.js';
import type { WantedState } from '../../../src/core/switch/target.js';
import { inspectedBucket } from '../support/inspected-bucket.js';

const root = identityOf('111122223333', 'arn:aws:iam::111122223333:root');
const setting: ObstacleSetting = { identity: root, cli: { profile: null, endpointUrl: null } };
const enable: WantedState = { versioning: 'Enabled', mfaDelete: 'Enabled' };
const disable: WantedState = { versioning: 'Enabled', mfaDelete: 'Disabled' };
const suspend: WantedState = { versioning: 'Suspended', mfaDelete: 'Enabled' };

const off = inspectedBucket();
const on = inspectedBucket({ state: { versioning: 'Enabled', mfaDelete: 'Enabled' } });
const denied = { read: false, code: 'AccessDenied' } as const;
const rules = (value: number) => ({ read: true, value }) as const;
const locked = { read: true, value: { enabled: true, defaultRetention: false } } as const;
const requiresMfa = {
  read: true,
  value: JSON.stringify({
    Statement: { Sid: 'Mfa', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::ledger', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
  }),
} as const;

type Row = [title: string, found: BucketInspection, wanted: WantedState, blockers: string[], cautions: RegExp[]];

describe('what stands in the way, and what is to be known', () => {
  test.each<Row>([
    ['nothing', off, enable, [], []],
    ['lifecycle rules bar MFA Delete', { ...off, lifecycleRules: rules(1) }, enable, ['lifecycle-in-the-way'], []],
    ['but not its end', { ...on, lifecycleRules: rules(1) }, disable, [], []],
    ['nor a bucket that has it already', { ...on, state: { versioning: 'Suspended', mfaDelete: 'Enabled' }, lifecycleRules: rules(1) }, enable, [], [/suspended now/]],
    ['an unreadable lifecycle configuration may cost a code', { ...off, lifecycleRules: denied }, enable, [], [/^the lifecycle configuration could not be read \(AccessDenied\): .*the code is spent$/]],
    ['and is of no interest to disable', { ...on, lifecycleRules: denied }, disable, [], []],
    ['a policy that requires MFA denies the root key', { ...off, policy: requiresMfa }, enable, ['mfa-policy-in-the-way'], []],
    ['also when turning off', { ...on, policy: requiresMfa }, disable, ['mfa-policy-in-the-way'], []],
    ['also when suspending', { ...on, policy: requiresMfa }, suspend, ['mfa-policy-in-the-way'], []],
    ['a policy without MFA conditions does not', { ...off, policy: { read: true, value: '{"Statement":[{"Effect":"Deny"}]}' } }, enable, [], []],
    ['an unreadable policy', { ...off, policy: denied }, enable, [], [/^the bucket policy could not be read \(AccessDenied\): .*denies the root key/]],
    ['a policy that is none', { ...off, policy: { read: true, value: '<html>' } }, enable, [], [/^the bucket policy is not a policy document/]],
    ['several at once', { ...off, lifecycleRules: rules(3), policy: requiresMfa }, enable, ['lifecycle-in-the-way', 'mfa-policy-in-the-way'], []],
    ['suspending without MFA Delete needs no code', { ...off, objectLock: locked }, { versioning: 'Suspended', mfaDelete: 'Disabled' }, ['mfa-delete-off'], []],
    ['and lifecycle rules do not bar that', { ...off, lifecycleRules: rules(1) }, { versioning: 'Suspended', mfaDelete: 'Disabled' }, ['mfa-delete-off'], []],
    ['versioning that never was does not begin by suspending it', { ...off, state: { versioning: 'Unversioned', mfaDelete: 'Disabled' } }, { versioning: 'Suspended', mfaDelete: 'Disabled' }, ['mfa-delete-off'], []],
    ['Object Lock bars suspending', { ...on, objectLock: locked }, suspend, ['object-lock-in-the-way'], []],
    ['replication bars suspending', { ...on, replicationRules: rules(1) }, suspend, ['replication-in-the-way'], []],
    ['neither bars enabling', { ...off, objectLock: locked, replicationRules: rules(1) }, enable, [], [/Object Lock is on too/, /replication source/]],
    ['neither is of interest to disable', { ...on, objectLock: locked, replicationRules: rules(1) }, disable, [], []],
    ['unreadable, both may cost a code when suspending', { ...on, objectLock: denied, replicationRules: denied }, suspend, [], [/^the Object Lock configuration could not be read .*the code is spent$/, /^the replication configuration could not be read .*the code is spent$/]],
    ['unreadable, neither is of interest to enable', { ...off, objectLock: denied, replicationRules: denied }, enable, [], []],
    ['MFA Delete that is on already brings nothing new', { ...on, state: { versioning: 'Suspended', mfaDelete: 'Enabled' }, objectLock: locked, replicationRules: rules(1) }, enable, [], [/suspended now/]],
    ['versioning that is suspended already is not suspended by disable', { ...on, state: { versioning: 'Suspended', mfaDelete: 'Enabled' }, objectLock: denied, replicationRules: rules(1) }, { versioning: 'Suspended', mfaDelete: 'Disabled' }, [], []],
    ['versioning begins', { ...off, state: { versioning: 'Unversioned', mfaDelete: 'Disabled' } }, enable, [], [/15 minutes/]],
    ['versioning begins again', { ...off, state: { versioning: 'Suspended', mfaDelete: 'Disabled' } }, enable, [], [/turned on again/]],
  ])('%s', (_, found, wanted, blockers, cautions) => {
    const obstacles = obstaclesFor(found, wanted, setting);
    expect(obstacles.blockers.map(({ kind }) => kind)).toEqual(blockers);
    expect(obstacles.cautions).toEqual(cautions.map((pattern) => expect.stringMatching(pattern)));
    for (const { exitCode, message, hints } of obstacles.blockers) {
      expect(exitCode).toBe(1);
      expect(message).toContain('`ledger`');
      expect(hints.filter((hint) => hint.trim() === '')).toEqual([]);
    }
  });

  test('servers without root users have no policy that could lock one out', () => {
    expect(obstaclesFor({ ...off, policy: requiresMfa }, enable, { ...setting, identity: null }).blockers).toEqual([]);
  });
});

describe('the way out is a command to be typed as it stands', () => {
  const cli = { profile: 'prod', endpointUrl: null };

  test('for a lifecycle configuration', () => {
    const [blocker] = obstaclesFor({ ...off, lifecycleRules: rules(2) }, enable, { ...setting, cli }).blockers;
    expect(blocker?.message).toBe('`ledger` has a lifecycle configuration (2 rules), and AWS does not allow one together with MFA Delete');
    expect(obstaclesFor({ ...off, lifecycleRules: rules(1) }, enable, setting).blockers[0]?.message).toContain('(1 rule)');
    expect(blocker?.hints).toEqual([
      '`s3-mfa-delete enable` can do both: it asks on a terminal; elsewhere add `--remove-lifecycle <backup-directory>`',
      'or save it by hand: `aws s3api get-bucket-lifecycle-configuration --bucket ledger --profile prod --region eu-west-1 > ledger-lifecycle.json`',
      'then remove it: `aws s3api delete-bucket-lifecycle --bucket ledger --profile prod --region eu-west-1`',
    ]);
  });

  test('for suspending where no code is needed', () => {
    const [blocker] = obstaclesFor(off, { versioning: 'Suspended', mfaDelete: 'Disabled' }, { ...setting, cli }).blockers;
    expect(blocker?.hints).toEqual([
      'with any credentials that may: `aws s3api put-bucket-versioning --bucket ledger --versioning-configuration Status=Suspended --profile prod --region eu-west-1`',
    ]);
  });

  test('for replication', () => {
    const [blocker] = obstaclesFor({ ...on, replicationRules: rules(1) }, suspend, { ...setting, cli }).blockers;
    expect(blocker?.hints).toEqual(['remove the replication first: `aws s3api delete-bucket-replication --bucket ledger --profile prod --region eu-west-1`']);
  });

  test('for a policy, the condition to add and the statement it belongs to', () => {
    const [blocker] = obstaclesFor({ ...off, policy: requiresMfa }, enable, setting).blockers;
    expect(blocker?.message).toContain('(Mfa)');
    expect(blocker?.hints[0]).toBe('add to the Condition of that statement: `"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:root"}`');
  });

  test('for several statements of a policy, each by its name', () => {
    const [statement] = [(JSON.parse(requiresMfa.value) as { Statement: object }).Statement];
    const policy = { read: true, value: JSON.stringify({ Statement: [statement, { ...statement, Sid: 'Again' }] }) } as const;
    expect(obstaclesFor({ ...off, policy }, enable, setting).blockers[0]?.message).toContain('(Mfa, Again)');
  });

  test('and a name that a server made up cannot run anything', () => {
    const [blocker] = obstaclesFor({ ...off, name: 'x;reboot', lifecycleRules: rules(1) }, enable, setting).blockers;
    expect(blocker?.hints.join('\n')).toContain("--bucket 'x;reboot' --region eu-west-1 > 'x;reboot-lifecycle.json'`");
  });
});
