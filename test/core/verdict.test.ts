import { describe, expect, test } from 'vitest';
import type { Reading, VersioningState } from '../../src/core/bucket-state.js';
import { fixFor, judge, needsLifecycle, summarize, type Verdict, verdicts, verifyExitCode } from '../../src/core/verdict.js';

const rules = (value: number): Reading<number> => ({ read: true, value });
const denied: Reading<number> = { read: false, code: 'AccessDenied' };

describe('every state has one verdict', () => {
  test.each<[VersioningState['versioning'], VersioningState['mfaDelete'], Reading<number> | null, Verdict, string | null]>([
    ['Enabled', 'Enabled', null, 'on', null],
    ['Enabled', 'Disabled', rules(0), 'off', null],
    ['Enabled', 'Disabled', null, 'off', null],
    ['Enabled', 'Disabled', rules(1), 'blocked', 'lifecycle-configuration'],
    ['Enabled', 'Disabled', rules(7), 'blocked', 'lifecycle-configuration'],
    ['Enabled', 'Disabled', denied, 'off', 'lifecycle-unreadable'],
    ['Suspended', 'Disabled', null, 'suspended', null],
    ['Suspended', 'Enabled', null, 'suspended', null],
    ['Unversioned', 'Disabled', null, 'unversioned', null],
    // Servers that are not AWS may say so; a bucket without versions is not protected whatever the flag says.
    ['Unversioned', 'Enabled', null, 'unversioned', null],
  ])('versioning %s, MFA Delete %s, lifecycle %j: %s', (versioning, mfaDelete, lifecycle, verdict, reason) => {
    expect(judge({ versioning, mfaDelete }, lifecycle)).toEqual({ verdict, reason });
  });

  test('the lifecycle configuration is read only where the verdict depends on it', () => {
    const states = (['Enabled', 'Suspended', 'Unversioned'] as const).flatMap((versioning) =>
      (['Enabled', 'Disabled'] as const).map((mfaDelete) => ({ versioning, mfaDelete })),
    );
    for (const state of states) {
      const differs = judge(state, rules(0)).verdict !== judge(state, rules(1)).verdict;
      expect(needsLifecycle(state), JSON.stringify(state)).toBe(differs);
    }
  });
});

describe('verify ends with', () => {
  test.each<[0 | 1 | 3, Verdict[], Verdict[] | null]>([
    [0, [], null],
    [0, ['on', 'on'], null],
    [1, ['on', 'off'], null],
    [1, ['blocked'], null],
    [1, ['suspended'], null],
    [1, ['unversioned'], null],
    [3, ['unknown'], null],
    [3, ['on', 'unknown'], null],
    [1, ['off', 'unknown'], null],
    [1, ['unknown', 'off'], null],
    // --fail-on narrows what counts as a finding
    [0, ['off', 'on'], ['suspended']],
    [1, ['off', 'suspended'], ['suspended']],
    [0, ['off', 'blocked', 'suspended', 'unversioned'], []],
    // and never hides that a bucket could not be read
    [3, ['unknown'], []],
    [3, ['off', 'unknown'], ['blocked']],
    [1, ['blocked', 'unknown'], ['blocked']],
    [3, ['off', 'unknown'], ['unknown']],
    [0, ['off'], ['unknown']],
  ])('%i for %j where %j counts', (exitCode, found, failOn) => {
    expect(verifyExitCode(found, failOn)).toBe(exitCode);
  });

  test('never 0 while a bucket is unknown, whatever counts', () => {
    for (const one of verdicts) {
      for (const failOn of [null, [], ...verdicts.map((verdict) => [verdict])]) {
        expect(verifyExitCode([one, 'unknown'], failOn)).not.toBe(0);
      }
    }
  });
});

describe('the fix is a command to be typed as it stands', () => {
  test.each(['off', 'blocked', 'suspended', 'unversioned'] as const)('%s', (verdict) => {
    expect(fixFor(verdict, 'ledger')).toBe('s3-mfa-delete enable ledger');
  });

  test.each(['on', 'unknown'] as const)('%s has none', (verdict) => {
    expect(fixFor(verdict, 'ledger')).toBeNull();
  });

  test('a name that a server made up cannot run anything', () => {
    expect(fixFor('off', '$(reboot); x')).toBe("s3-mfa-delete enable '$(reboot); x'");
  });
});

test('a summary counts every verdict, also those that were not found', () => {
  expect(summarize(['on', 'off', 'on', 'unknown'])).toEqual({ buckets: 4, on: 2, off: 1, blocked: 0, suspended: 0, unversioned: 0, unknown: 1 });
  expect(Object.keys(summarize([]))).toEqual(['buckets', ...verdicts]);
});
