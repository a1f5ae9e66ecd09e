import { describe, expect, test } from 'vitest';
import type { MfaDelete, Versioning } from '../../../src/core/buckets/bucket-state.js';
import { type SwitchName, switchTargets, type WantedState } from '../../../src/core/switch/target.js';

type Row = [SwitchName, Versioning, MfaDelete, [WantedState['versioning'], MfaDelete] | null];

describe('what each command wants of a bucket', () => {
  test.each<Row>([
    ['enable', 'Unversioned', 'Disabled', ['Enabled', 'Enabled']],
    ['enable', 'Enabled', 'Disabled', ['Enabled', 'Enabled']],
    ['enable', 'Enabled', 'Enabled', null],
    ['enable', 'Suspended', 'Disabled', ['Enabled', 'Enabled']],
    ['enable', 'Suspended', 'Enabled', ['Enabled', 'Enabled']],
    ['disable', 'Unversioned', 'Disabled', null],
    ['disable', 'Unversioned', 'Enabled', null],
    ['disable', 'Enabled', 'Disabled', null],
    ['disable', 'Enabled', 'Enabled', ['Enabled', 'Disabled']],
    ['disable', 'Suspended', 'Disabled', null],
    ['disable', 'Suspended', 'Enabled', ['Suspended', 'Disabled']],
    ['suspend', 'Unversioned', 'Disabled', null],
    ['suspend', 'Enabled', 'Disabled', ['Suspended', 'Disabled']],
    ['suspend', 'Enabled', 'Enabled', ['Suspended', 'Enabled']],
    ['suspend', 'Suspended', 'Disabled', null],
    ['suspend', 'Suspended', 'Enabled', null],
  ])('%s where versioning is %s and MFA Delete %s: %j', (name, versioning, mfaDelete, wanted) => {
    const expected = wanted === null ? null : { versioning: wanted[0], mfaDelete: wanted[1] };
    expect(switchTargets[name].wanted({ versioning, mfaDelete })).toEqual(expected);
  });

  test.each(Object.values(switchTargets))('$name is done once its wish is granted', ({ wanted }) => {
    const first = wanted({ versioning: 'Enabled', mfaDelete: 'Disabled' }) ?? { versioning: 'Enabled', mfaDelete: 'Disabled' };
    expect(wanted(first)).toBeNull();
  });

  test.each(Object.entries(switchTargets))('%s is filed under its own name', (name, target) => {
    expect(target.name).toBe(name);
  });

  test('each says in its own words what it does and what is done then', () => {
    const words = Object.values(switchTargets).flatMap(({ verb, done }) => [verb, done]);
    expect(words.filter((text) => !/^\S+ .*\S$/.test(text))).toEqual([]);
    expect(new Set(words).size).toBe(6);
  });
});
