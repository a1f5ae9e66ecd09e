import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import { verdicts } from '../../../src/core/buckets/verdict.js';
import { makeTally } from '../../../src/core/verify/tally.js';
import { verifiedBucket } from './support/buckets.js';

const noVerdicts = { buckets: 0, on: 0, off: 0, blocked: 0, suspended: 0, unversioned: 0, unknown: 0 };
const noExpectations = { required: 0, excepted: 0, expired: 0, unlisted: 0 };

describe('a tally', () => {
  it('begins with nothing', () => {
    const tally = makeTally();

    expect(tally).toMatchObject({ findings: 0, dropped: [], leftovers: [], proofs: { inconclusive: 0, deleted: 0 } });
    expect([tally.summary(), tally.expectations(), [...tally.unreadable]]).toEqual([noVerdicts, noExpectations, []]);
  });

  it.each(verdicts)('counts a bucket that is %s', (verdict) => {
    const tally = makeTally();
    tally.take(verifiedBucket({ verdict }), null);
    tally.take(verifiedBucket({ verdict }), null);

    expect(tally.summary()).toEqual({ ...noVerdicts, buckets: 2, [verdict]: 2 });
    expect(tally.expectations()).toEqual(noExpectations);
  });

  it.each(['required', 'excepted', 'expired', 'unlisted'] as const)('counts a bucket that is %s', (status) => {
    const tally = makeTally();
    tally.take(verifiedBucket({ expectation: { status, by: null, why: null, until: null } }), null);

    expect(tally.expectations()).toEqual({ ...noExpectations, [status]: 1 });
  });

  it('counts findings by what was said of them, whatever the verdict', () => {
    const tally = makeTally();
    for (const [verdict, finding] of [['off', false], ['on', true], ['off', true]] as const) tally.take(verifiedBucket({ verdict, finding }), null);

    expect(tally.findings).toBe(2);
  });

  it('keeps the first failure of a kind, and counts the others', () => {
    const tally = makeTally();
    const [first, second, other] = [new Failure('access-denied', 'first'), new Failure('access-denied', 'second'), new Failure('throttled', 'other')];
    for (const failure of [first, null, other, second]) tally.take(verifiedBucket({ verdict: failure === null ? 'on' : 'unknown' }), failure);

    expect([...tally.unreadable]).toEqual([
      ['access-denied', { first, count: 2 }],
      ['throttled', { first: other, count: 1 }],
    ]);
    expect(tally.unreadable.get('access-denied')?.first).toBe(first);
  });

  it('hands out counts that later buckets do not change, and shares none with another run', () => {
    const tally = makeTally();
    const [summary, expectations] = [tally.summary(), tally.expectations()];
    tally.take(verifiedBucket({ expectation: { status: 'required', by: null, why: null, until: null } }), null);

    expect([summary, expectations]).toEqual([noVerdicts, noExpectations]);
    expect(makeTally().summary()).toEqual(noVerdicts);
  });
});
