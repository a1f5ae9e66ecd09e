import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import { identityOf } from '../../../src/core/signers/identity.js';
import { changesOf, isBlockedByLifecycleOnly, planBucket, type PlanSetting } from '../../../src/core/switch/plan.js';
import { type SwitchName, switchTargets } from '../../../src/core/switch/target.js';
import { inspectedBucket } from '../support/inspected-bucket.js';

const setting = (name: SwitchName, more: Partial<PlanSetting> = {}): PlanSetting => ({
  target: switchTargets[name],
  identity: identityOf('111122223333', 'arn:aws:iam::111122223333:root'),
  serialNumber: 'GAHT12345678',
  cli: { profile: null, endpointUrl: null },
  mayRemoveLifecycle: () => false,
  ...more,
});

const blocked = inspectedBucket({ lifecycleRules: { read: true, value: 2 } });

describe('the plan for one bucket', () => {
  test('a change says what is asked for, what to mind and how the AWS CLI would do it', () => {
    expect(planBucket(inspectedBucket(), setting('enable'))).toEqual({
      step: 'change',
      name: 'ledger',
      region: 'eu-west-1',
      before: { versioning: 'Enabled', mfaDelete: 'Disabled' },
      wanted: { versioning: 'Enabled', mfaDelete: 'Enabled' },
      cautions: [],
      awsCommand:
        "aws s3api put-bucket-versioning --bucket ledger --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'GAHT12345678 CODE' --region eu-west-1",
      setsLifecycleAside: false,
    });
  });

  test('nothing to do is no change, and nothing can stand in its way', () => {
    const on = { ...blocked, state: { versioning: 'Enabled', mfaDelete: 'Enabled' } } as const;
    expect(planBucket(on, setting('enable'))).toEqual({ step: 'nothing', name: 'ledger', region: 'eu-west-1', before: on.state });
  });

  test('blockers stop it', () => {
    expect(planBucket(blocked, setting('enable'))).toMatchObject({
      step: 'blocked',
      before: { versioning: 'Enabled', mfaDelete: 'Disabled' },
      blockers: [{ kind: 'lifecycle-in-the-way' }],
    });
  });

  test('a lifecycle configuration that may be removed is set aside, and that is said', () => {
    const plan = planBucket(blocked, setting('enable', { mayRemoveLifecycle: (name) => name === 'ledger' }));
    expect(plan).toMatchObject({ step: 'change', setsLifecycleAside: true, cautions: [expect.stringMatching(/saved to a file and removed first/)] });
  });

  test('but only where it is all that stands in the way, and only in the bucket it was allowed for', () => {
    const requiresMfa = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };
    const both = { ...blocked, policy: { read: true, value: JSON.stringify({ Statement: requiresMfa }) } } as const;
    expect(planBucket(both, setting('enable', { mayRemoveLifecycle: () => true }))).toMatchObject({ step: 'blocked', blockers: [{ kind: 'mfa-policy-in-the-way' }] });
    expect(planBucket(blocked, setting('enable', { mayRemoveLifecycle: (name) => name !== 'ledger' }))).toMatchObject({ step: 'blocked' });
    expect([blocked, both, inspectedBucket()].map((found) => isBlockedByLifecycleOnly(planBucket(found, setting('enable'))))).toEqual([true, false, false]);
  });

  test('a bucket that could not be read keeps the reason', () => {
    const failure = new Failure('bucket-not-found', '`ledger` does not exist');
    expect(planBucket({ name: 'ledger', failure }, setting('enable'))).toEqual({ step: 'unreadable', name: 'ledger', region: null, before: null, failure });
  });

  test('disable leaves versioning suspended where it is', () => {
    const plan = planBucket(inspectedBucket({ state: { versioning: 'Suspended', mfaDelete: 'Enabled' } }), setting('disable'));
    expect(plan).toMatchObject({ step: 'change', wanted: { versioning: 'Suspended', mfaDelete: 'Disabled' } });
  });

  test('only changes are acted on, in their order', () => {
    const plans = [inspectedBucket({ name: 'one' }), blocked, inspectedBucket({ name: 'two' })].map((found) => planBucket(found, setting('enable')));
    expect(changesOf(plans).map(({ name }) => name)).toEqual(['one', 'two']);
  });
});
