import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import type { FailureKind } from '../../../src/core/failures/failure-kinds.js';
import { makeRefusals } from '../../../src/core/verify/refusals.js';

const failure = (kind: FailureKind) => new Failure(kind, 'refused');

describe('a refusal', () => {
  it.each<[string, FailureKind, { isKnown: boolean; accepted: string[]; region: string | null }, 'the region' | 'everywhere' | 'one bucket']>([
    ['of a known key by a region that never took it', 'unknown-access-key', { isKnown: true, accepted: ['us-east-1'], region: 'af-south-1' }, 'the region'],
    ['of the first bucket of all, where STS knows the key', 'unknown-access-key', { isKnown: true, accepted: [], region: 'af-south-1' }, 'the region'],
    ['of a key that the region took before', 'unknown-access-key', { isKnown: true, accepted: ['af-south-1'], region: 'af-south-1' }, 'everywhere'],
    ['of a key that nobody knows', 'unknown-access-key', { isKnown: false, accepted: [], region: 'af-south-1' }, 'everywhere'],
    ['by a server without regions', 'unknown-access-key', { isKnown: true, accepted: [], region: null }, 'everywhere'],
    ['that says the region is off', 'region-disabled', { isKnown: false, accepted: [], region: 'af-south-1' }, 'the region'],
    ['of a session that has expired', 'expired-credentials', { isKnown: true, accepted: [], region: 'af-south-1' }, 'everywhere'],
    ['of a permission', 'access-denied', { isKnown: true, accepted: [], region: 'af-south-1' }, 'one bucket'],
    ['to go on so fast', 'throttled', { isKnown: true, accepted: [], region: 'af-south-1' }, 'one bucket'],
  ])('%s (%s) is of %s', (_case, kind, { isKnown, accepted, region }, reach) => {
    const refusals = makeRefusals();
    for (const each of accepted) refusals.accepted(each);

    const reported = refusals.refused(failure(kind), region, isKnown);

    expect(reported.kind).toBe(reach === 'the region' ? 'region-disabled' : kind);
    expect(refusals.everywhere()).toBe(reach === 'everywhere' ? reported : null);
    expect(refusals.standing(region)).toBe(reach === 'one bucket' ? null : reported);
    expect(refusals.standing('eu-west-1')).toBe(reach === 'everywhere' ? reported : null);
  });

  it('of a region is the same failure for each of its buckets, and names the region', () => {
    const refusals = makeRefusals();

    const first = refusals.refused(failure('unknown-access-key'), 'me-south-1', true);

    expect(refusals.refused(failure('unknown-access-key'), 'me-south-1', true)).toBe(first);
    expect(first.message).toContain('region me-south-1 refuses these credentials');
    expect(first.hints).toEqual([
      expect.stringContaining('`aws account list-regions`'),
      'enable it: `aws account enable-region --region-name me-south-1`',
      expect.stringContaining('`AWS_STS_REGIONAL_ENDPOINTS=regional`'),
    ]);
  });

  it('keeps what AWS said as its cause', () => {
    const aws = { code: 'InvalidAccessKeyId', httpStatus: 403, requestId: 'REQ1' };
    const cause = new Failure('unknown-access-key', 'refused', { aws });

    expect(makeRefusals().refused(cause, 'me-south-1', true)).toMatchObject({ aws, cause });
  });

  it('of the credentials is the first one that was met, and goes before that of a region', () => {
    const refusals = makeRefusals();
    refusals.refused(failure('unknown-access-key'), 'me-south-1', true);
    const first = refusals.refused(failure('expired-credentials'), 'eu-west-1', true);
    refusals.refused(failure('expired-credentials'), 'eu-west-1', true);

    expect(refusals.everywhere()).toBe(first);
    expect(refusals.standing('me-south-1')).toBe(first);
    expect(refusals.standing(null)).toBe(first);
  });

  it('in one region leaves servers without regions alone', () => {
    const refusals = makeRefusals();
    refusals.refused(failure('region-disabled'), 'af-south-1', true);

    expect([refusals.standing(null), refusals.everywhere()]).toEqual([null, null]);
  });
});
