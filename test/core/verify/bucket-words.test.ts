import { describe, expect, it } from 'vitest';
import { type Verdict, verdicts } from '../../../src/core/buckets/verdict.js';
import { describeBucket, expectationWords, judgementWords, meanings, proofWords } from '../../../src/core/verify/bucket-words.js';
import type { Expectation, VerifiedBucket } from '../../../src/core/verify/document.js';
import { verifiedBucket } from './support/buckets.js';

const NOT_COUNTED = 'It does not count as a finding in this run.';

function expectation(said: Partial<Expectation>): Expectation {
  return { status: 'excepted', by: 'Jo Doe', why: 'caches', until: '2026-12-31', ...said };
}

describe('the words for', () => {
  it('each verdict and each proof are a sentence of its own', () => {
    const sentences = [...verdicts.map((verdict) => meanings[verdict]), ...Object.values(proofWords)];

    expect(new Set(sentences).size).toBe(9);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it.each<[Pick<VerifiedBucket, 'verdict' | 'reason' | 'probe'>, string]>([
    [{ verdict: 'off', reason: null, probe: null }, 'off'],
    [{ verdict: 'unknown', reason: 'AccessDenied', probe: null }, 'unknown (AccessDenied)'],
    [{ verdict: 'on', reason: null, probe: 'refused-mfa' }, 'on'],
    [{ verdict: 'on', reason: 'probe: SlowDown', probe: 'refused-other' }, 'on (probe: SlowDown)'],
    [{ verdict: 'on', reason: null, probe: 'deleted' }, 'on (a version was deleted without a code)'],
    // What was deleted is more than any other reason
    [{ verdict: 'on', reason: 'probe: SlowDown', probe: 'deleted' }, 'on (a version was deleted without a code)'],
  ])('the judgement %j are: %s', (bucket, words) => {
    expect(judgementWords(bucket)).toBe(words);
  });

  it.each<[Expectation | null, string[]]>([
    [null, []],
    [expectation({ status: 'required', by: null, why: null, until: null }), []],
    [expectation({ status: 'unlisted', by: null, why: null, until: null }), ['The expectations file does not name it.']],
    [expectation({}), ['Excepted until 2026-12-31 by Jo Doe: caches.']],
    [expectation({ by: null }), ['Excepted until 2026-12-31: caches.']],
    [expectation({ why: null }), ['Excepted until 2026-12-31 by Jo Doe.']],
    [expectation({ until: null }), ['Excepted by Jo Doe: caches.']],
    [expectation({ by: null, why: null, until: null }), ['Excepted.']],
    [expectation({ status: 'expired' }), ['The exception (made by Jo Doe: caches) ran out on 2026-12-31.']],
    [expectation({ status: 'expired', by: null }), ['The exception (made: caches) ran out on 2026-12-31.']],
    [expectation({ status: 'expired', by: null, why: null }), ['The exception ran out on 2026-12-31.']],
    [expectation({ status: 'expired', until: null }), ['The exception (made by Jo Doe: caches) ran out.']],
  ])('the expectation %j are: %j', (said, words) => {
    expect(expectationWords({ expectation: said })).toEqual(words);
  });
});

describe('what is said of a bucket', () => {
  it('is its meaning alone where it is on', () => {
    expect(describeBucket(verifiedBucket())).toEqual([meanings.on]);
  });

  it('has an order: meaning, proof, expectation, age, fix', () => {
    const bucket = verifiedBucket({
      verdict: 'off',
      probe: 'refused-mfa',
      finding: true,
      expectation: expectation({ status: 'unlisted', by: null, why: null, until: null }),
      recordedAt: '2026-03-01T08:00:00.000Z',
      fix: 's3-mfa-delete enable ledger',
    });

    expect(describeBucket(bucket)).toEqual([
      meanings.off,
      proofWords['refused-mfa'],
      'The expectations file does not name it.',
      'AWS Config recorded this at 2026-03-01T08:00:00.000Z.',
      'To turn it on: s3-mfa-delete enable ledger',
    ]);
  });

  it.each<[says: boolean, Verdict, finding: boolean, Expectation['status'] | null]>([
    [true, 'off', false, null],
    [true, 'blocked', false, 'required'],
    [true, 'suspended', false, 'unlisted'],
    [false, 'off', true, null],
    [false, 'off', true, 'expired'],
    // Excepted, it says why by itself
    [false, 'off', false, 'excepted'],
    [false, 'on', false, null],
    [false, 'unknown', false, null],
  ])('says that it does not count (%s) where it is %s, a finding: %s, and %s', (says, verdict, finding, status) => {
    const said = describeBucket(verifiedBucket({ verdict, finding, expectation: status === null ? null : expectation({ status }) }));

    expect(said.includes(NOT_COUNTED)).toBe(says);
  });
});
