import { describe, expect, test } from 'vitest';
import type { Reading, VersioningState } from '../../../src/core/buckets/bucket-state.js';
import { fixFor, judge, needsLifecycle, summarize, type Verdict, verdicts } from '../../../src/core/buckets/verdict.js';

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

describe('the fix is a command to be typed as it stands', () => {
  test.each(['off', 'blocked', 'suspended', 'unversioned'] as const)('%s', (verdict) => {
    expect(fixFor(verdict, 'ledger')).toBe('s3-mfa-delete enable ledger');
  });

  test.each(['on', 'unknown'] as const)('%s has none', (verdict) => {
    expect(fixFor(verdict, 'ledger')).toBeNull();
  });

  test('names the server that was asked, where it was named: elsewhere the bucket is another', () => {
    expect(fixFor('off', 'ledger', 'http://127.0.0.1:8000')).toBe('s3-mfa-delete enable ledger --endpoint-url http://127.0.0.1:8000');
    expect(fixFor('off', 'ledger', null)).toBe('s3-mfa-delete enable ledger');
  });

  test('a name that a server made up cannot run anything', () => {
    expect(fixFor('off', '$(reboot); x')).toBe("s3-mfa-delete enable '$(reboot); x'");
  });
});

test('a summary counts every verdict, also those that were not found', () => {
  expect(summarize(['on', 'off', 'on', 'unknown'])).toEqual({ buckets: 4, on: 2, off: 1, blocked: 0, suspended: 0, unversioned: 0, unknown: 1 });
  expect(Object.keys(summarize([]))).toEqual(['buckets', ...verdicts]);
});
