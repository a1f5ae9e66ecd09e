import { describe, expect, test } from 'vitest';
import { Failure, isRefusal, isStop, unlessFailed } from '../../../src/core/failures/failure.js';

const denied = new Failure('access-denied', 'denied');

describe('something else in the place of what was asked', () => {
  test.each([
    ['where asking failed in any expected way', []],
    ['where it failed in one of the ways that are named', ['network', 'access-denied']],
  ] as const)('%s', async (_where, kinds) => {
    expect(await unlessFailed(Promise.reject(denied), null, ...kinds)).toBeNull();
  });

  test('not where there is an answer', async () => {
    expect(await unlessFailed(Promise.resolve('an answer'), null)).toBe('an answer');
  });

  test('not where it failed in another way', async () => {
    await expect(unlessFailed(Promise.reject(denied), null, 'network')).rejects.toBe(denied);
  });

  test('not for a bug', async () => {
    await expect(unlessFailed(Promise.reject(new TypeError('a bug')), null)).rejects.toThrow('a bug');
  });
});

test.each([
  ['interrupted', true],
  ['terminated', true],
  ['access-denied', false],
] as const)('%s is a stop: %s', (kind, stops) => {
  expect(isStop(new Failure(kind, kind))).toBe(stops);
  expect(isStop(null)).toBe(false);
});

test.each([[399, false], [400, true], [403, true], [499, true], [500, false], [200, false], [null, false]])('an answer with status %s is a no: %s', (httpStatus, isNo) => {
  expect(isRefusal(new Failure('service', 'it was answered', { aws: { code: null, httpStatus, requestId: null } }))).toBe(isNo);
  expect(isRefusal(new Failure('network', 'it was not answered'))).toBe(false);
});
