import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import { isFinding, type Verdict, verdicts } from '../../../src/core/buckets/verdict.js';
import { type RunEnd, verifyExitCode } from '../../../src/core/verify/exit-code.js';
import { makeTally } from '../../../src/core/verify/tally.js';
import { verifiedBucket } from './support/buckets.js';

const wholly: RunEnd = { failures: [], missing: 0, changes: 0, isIncomplete: false, stopped: null };

function exitCodeOf(found: readonly Verdict[], failOn: readonly Verdict[] | null, end: Partial<RunEnd> = {}): number {
  const tally = makeTally();
  for (const verdict of found) tally.take(verifiedBucket({ verdict, finding: isFinding(verdict, failOn) }), null);
  return verifyExitCode(tally, { ...wholly, ...end });
}

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
    expect(exitCodeOf(found, failOn)).toBe(exitCode);
  });

  test('never 0 while a bucket is unknown, whatever counts', () => {
    for (const one of verdicts) {
      for (const failOn of [null, [], ...verdicts.map((verdict) => [verdict])]) {
        expect(exitCodeOf([one, 'unknown'], failOn)).not.toBe(0);
      }
    }
  });
});

describe('what else bears on the exit code', () => {
  const denied = new Failure('access-denied', 'denied');
  const expired = new Failure('expired-credentials', 'expired');
  test.each<[number, string, Verdict[], Partial<RunEnd>]>([
    [1, 'a required bucket that is not there', ['on'], { missing: 1 }],
    [1, 'a change that counts', ['on'], { changes: 2 }],
    [3, 'a run that read less than it was asked to', ['on'], { isIncomplete: true }],
    [1, 'the same with a finding', ['off'], { isIncomplete: true }],
    [3, 'an account that could not be read', ['on'], { failures: [{ failure: denied, hadBuckets: false }] }],
    [1, 'the same beside a finding in another', ['off'], { failures: [{ failure: denied, hadBuckets: false }] }],
    [4, 'an account without usable credentials', ['off'], { failures: [{ failure: expired, hadBuckets: false }] }],
    [3, 'credentials that ran out half-way', ['on'], { failures: [{ failure: expired, hadBuckets: true }] }],
    [1, 'the same after a finding was read', ['off'], { failures: [{ failure: expired, hadBuckets: true }] }],
    [130, 'Ctrl-C, whatever was found', ['off'], { stopped: new Failure('interrupted', 'interrupted'), isIncomplete: true }],
  ])('%i for %s', (exitCode, _name, found, end) => {
    expect(exitCodeOf(found, null, end)).toBe(exitCode);
  });

  test('1 for a version that could be deleted without a code, 3 for a proof without an answer', () => {
    const tally = makeTally();
    tally.proofs.inconclusive = 1;
    expect(verifyExitCode(tally, wholly)).toBe(3);
    tally.proofs.deleted = 1;
    expect(verifyExitCode(tally, wholly)).toBe(1);
  });
});
