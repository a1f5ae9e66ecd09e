import type { LifecycleRule } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { isSameLifecycle } from '../../../src/aws/buckets/same-lifecycle.js';
import { lifecycleOf } from '../../../src/aws/buckets/lifecycle-document.js';

const old: LifecycleRule = { ID: 'old', Status: 'Enabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } };
const logs: LifecycleRule = {
  ID: 'logs',
  Status: 'Enabled',
  Filter: { And: { Prefix: 'logs/', Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] } },
  Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }, { Days: 90, StorageClass: 'GLACIER' }],
};
const whole = (...rules: LifecycleRule[]) => ({ rules, transitionDefaultMinimumObjectSize: null });
const without = ({ ID: _id, ...rule }: LifecycleRule): LifecycleRule => rule;

describe('a lifecycle configuration is as it was put', () => {
  test.each<[string, LifecycleRule[], LifecycleRule[]]>([
    ['word for word', [old, logs], [old, logs]],
    ['in another order', [logs, old], [old, logs]],
    ['with tags and transitions in another order', [{ ...logs, Filter: { And: { Tags: [{ Value: '2', Key: 'b' }, { Key: 'a', Value: '1' }], Prefix: 'logs/' } }, Transitions: logs.Transitions?.toReversed() }], [logs]],
    ['with names that AWS gave', [{ ...old, ID: 'MDkxZjE2' }, logs], [without(old), logs]],
    ['with two rules alike but for their names', [{ ...old, ID: 'a' }, { ...old, ID: 'b' }], [without(old), without(old)]],
    ['with a filter that has no condition', [{ ...old, Filter: {} }], [old]],
    ['with the prefix of old', [{ ...without(old), ID: 'old', Filter: undefined, Prefix: '' }], [old]],
    ['with what is not there', [{ ...old, Expiration: undefined }], [old]],
  ])('%s', (_how, shown, put) => {
    expect(isSameLifecycle(whole(...shown), whole(...put))).toBe(true);
  });

  test('with a day that was read from a file', () => {
    const put = lifecycleOf({ Rules: [{ ID: 'once', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Date: '2030-01-01T00:00:00+00:00' } }] }, 'saved.json');

    expect(isSameLifecycle(whole({ ID: 'once', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Date: new Date('2030-01-01T00:00:00Z') } }), put)).toBe(true);
  });

  test('with a size that AWS chose, where none was put', () => {
    expect(isSameLifecycle({ rules: [old], transitionDefaultMinimumObjectSize: 'all_storage_classes_128K' }, whole(old))).toBe(true);
  });
});

describe('a lifecycle configuration is another', () => {
  test.each<[string, LifecycleRule[]]>([
    ['with as many rules, one of them different', [{ ...old, NoncurrentVersionExpiration: { NoncurrentDays: 3 } }, logs]],
    ['with a rule that is off', [old, { ...logs, Status: 'Disabled' }]],
    ['with another name', [{ ...old, ID: 'new' }, logs]],
    ['with another prefix', [{ ...old, Filter: { Prefix: 'a/' } }, logs]],
    ['with a rule less', [old]],
    ['with a rule more', [old, logs, { ...old, ID: 'more' }]],
    ['with one rule twice', [old, old]],
  ])('%s', (_how, shown) => {
    expect(isSameLifecycle(whole(...shown), whole(old, logs))).toBe(false);
  });

  test('with another size', () => {
    const of = (size: 'all_storage_classes_128K' | 'varies_by_storage_class') => ({ rules: [old], transitionDefaultMinimumObjectSize: size });
    expect(isSameLifecycle(of('all_storage_classes_128K'), of('varies_by_storage_class'))).toBe(false);
  });
});
