import { describe, expect, it, test } from 'vitest';
import { keysMadeSince, type KeyIntent, noRoomForAnother, tooShortFor, type UsedKey, whatBecameOf } from '../../../src/core/root-keys/ephemeral-key.js';
import type { CredentialSource } from '../../../src/core/signers/identity.js';
import type { RootKey } from '../../../src/core/root-keys/root-key.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const key = (accessKeyId: string, createdAt: number | null, status: RootKey['status'] = 'Active'): RootKey => ({ accessKeyId, status, createdAt });
const intent = (accessKeyId: string | null = null): KeyIntent => ({ account: '111122223333', endpoint: 'https://s3.amazonaws.com', intendedAt: NOON, keysBefore: ['OLD'], accessKeyId });

describe('how long a session has to last', () => {
  const environment: CredentialSource = { from: 'environment' };
  test.each<[codes: number, source: CredentialSource, secondsLeft: number | null, isTooShort: boolean]>([
    [1, environment, 150, false],
    [1, environment, 149, true],
    [40, environment, 1320, false],
    [40, environment, 1319, true],
    [1, environment, -5, true],
    [1000, environment, null, false],
    [1, { from: 'profile', profile: 'p', how: 'process' }, 60, true],
    // These are renewed while the session lasts.
    [40, { from: 'container' }, 60, false],
    [40, { from: 'instance' }, 60, false],
    [40, { from: 'profile', profile: 'root', how: 'sso' }, 60, true],
    [40, { from: 'profile', profile: 'root', how: 'login' }, 60, false],
  ])('%i codes, from %o, %s s left: too short is %s', (codes, source, secondsLeft, isTooShort) => {
    const expiresAt = secondsLeft === null ? null : NOON + secondsLeft * 1000;
    expect(tooShortFor(codes, { source, expiresAt }, NOON)).toEqual(isTooShort ? helpfulFailure('expired-credentials') : null);
  });

  it('is told in seconds', () => {
    expect(tooShortFor(3, { source: environment, expiresAt: NOON + 100_900 }, NOON)).toMatchObject({ kind: 'expired-credentials', message: 'this session ends in 100 s, and a run of 3 codes may take 210 s' });
    expect(tooShortFor(1, { source: environment, expiresAt: NOON - 5_000 }, NOON)).toMatchObject({ message: 'this session ends in 0 s, and a run of one code may take 150 s' });
  });
});

describe('keys made since an intent', () => {
  it('are those that were not there before and are not older, to the second that AWS tells', () => {
    const keys = [key('OLD', NOON + 1000), key('OLDER', NOON - 2001), key('AS-OLD-AS-MAY-BE', NOON - 2000), key('SAME-SECOND', NOON - 999), key('NEW', NOON + 1000), key('UNDATED', null)];
    expect(keysMadeSince(intent(), keys).map(({ accessKeyId }) => accessKeyId)).toEqual(['AS-OLD-AS-MAY-BE', 'SAME-SECOND', 'NEW']);
  });
});

describe('what became of a key that an earlier run set out to make', () => {
  const minutes = (count: number): number => NOON + count * 60_000;
  test.each([
    ['its id is listed', intent('MINE'), [key('MINE', NOON + 1000)], minutes(60), { became: 'left', keys: [{ accessKeyId: 'MINE' }] }],
    ['its id is that of an older key', intent('MINE'), [key('MINE', NOON - 60_000)], minutes(60), { became: 'another' }],
    ['its id is that of a key without a date', intent('MINE'), [key('MINE', null)], minutes(60), { became: 'another' }],
    ['its id is not listed any more, others are', intent('MINE'), [key('NEW', NOON + 1000)], minutes(60), { became: 'gone' }],
    ['its id is not listed yet', intent('MINE'), [], minutes(4), { became: 'unsettled' }],
    ['it has no id, and a key is new', intent(), [key('OLD', NOON - 9e8), key('NEW', NOON + 1000)], minutes(1), { became: 'left', keys: [{ accessKeyId: 'NEW' }] }],
    ['it has no id, and none is new yet', intent(), [key('OLD', NOON - 9e8)], minutes(4), { became: 'unsettled' }],
    ['it has no id, and none is new', intent(), [key('OLD', NOON - 9e8)], minutes(5), { became: 'gone' }],
  ])('%s', (_when, noted, keys, now, became) => {
    expect(whatBecameOf(noted, keys, now)).toMatchObject(became);
  });
});

describe('which key could go where there is no room', () => {
  const use = (at: number) => ({ at, service: 's3', region: 'us-east-1' });
  test.each<[string, UsedKey[], string]>([
    ['the inactive one', [{ key: key('AAAA', NOON), use: null }, { key: key('BBBB', NOON, 'Inactive'), use: use(NOON) }], 'BBBB'],
    ['the one that was never used', [{ key: key('AAAA', NOON), use: use(NOON - 1) }, { key: key('BBBB', NOON), use: null }], 'BBBB'],
    ['the one that was used longer ago', [{ key: key('AAAA', NOON), use: use(NOON) }, { key: key('BBBB', NOON), use: use(NOON - 1000) }], 'BBBB'],
    ['not one whose use cannot be read', [{ key: key('AAAA', NOON), use: undefined }, { key: key('BBBB', NOON), use: use(NOON) }], 'BBBB'],
  ])('%s', (_which, keys, named) => {
    expect(noRoomForAnother(keys, (id) => `delete ${id}`)).toEqual(helpfulFailure('root-key-limit', { message: expect.stringContaining('2 access keys') }));
    expect(noRoomForAnother(keys, (id) => `delete ${id}`).hints.at(-1)).toBe(`delete the one that is not needed, for example: \`delete ${named}\``);
  });

  test('with what is known of each, and no more of its id than its end', () => {
    const keys: UsedKey[] = [
      { key: key('AKIAEXAMPLE1AAAA', NOON), use: use(NOON) },
      { key: key('AKIAEXAMPLE2BBBB', null), use: { ...use(NOON), service: null } },
      { key: key('AKIAEXAMPLE3CCCC', NOON), use: null },
      { key: key('AKIAEXAMPLE4DDDD', null, 'Inactive'), use: undefined },
    ];
    expect(noRoomForAnother(keys, String).hints.slice(0, -1)).toEqual([
      '…DDDD is inactive',
      '…CCCC is active, made 2026-03-04T12:00:00.000Z, never used',
      '…AAAA is active, made 2026-03-04T12:00:00.000Z, last used 2026-03-04T12:00:00.000Z for s3',
      '…BBBB is active, last used 2026-03-04T12:00:00.000Z',
    ]);
  });
});
