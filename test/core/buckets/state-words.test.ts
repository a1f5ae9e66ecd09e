import { expect, test } from 'vitest';
import { stateInWords } from '../../../src/core/buckets/state-words.js';

test.each([
  ['Enabled', 'Enabled', 'versioning on, MFA Delete on'],
  ['Enabled', 'Disabled', 'versioning on, MFA Delete off'],
  ['Suspended', 'Enabled', 'versioning suspended, MFA Delete on'],
  ['Unversioned', 'Disabled', 'never versioned, MFA Delete off'],
] as const)('%s and %s are %s', (versioning, mfaDelete, words) => {
  expect(stateInWords({ versioning, mfaDelete })).toBe(words);
});
