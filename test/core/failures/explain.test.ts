import { describe, expect, test } from 'vitest';
import { asFailure, explain, REPORT_URL } from '../../../src/core/failures/explain.js';
import { Failure, failureDocument, isFailure } from '../../../src/core/failures/failure.js';
import { type FailureKind, failureKinds } from '../../../src/core/failures/failure-kinds.js';

const answered = { code: 'AccessDenied', httpStatus: 403, requestId: 'REQ123' };

describe('an expected failure', () => {
  test('is passed on as it is', () => {
    const failure = new Failure('access-denied', 'denied');
    expect(asFailure(failure)).toBe(failure);
  });

  test('is explained by its message, its hints and the exit code of its kind', () => {
    const failure = new Failure('declined', 'not confirmed', { hints: ['add `--yes`'] });
    expect(explain(failure)).toEqual({ message: 'not confirmed', hints: ['add `--yes`'], exitCode: 1, isBug: false });
  });

  test('calls itself a failure in a stack', () => {
    expect(String(new Failure('declined', 'not confirmed'))).toBe('Failure: not confirmed');
  });

  test('names the request that AWS support can look up', () => {
    expect(explain(new Failure('access-denied', 'denied', { aws: answered })).message).toBe('denied (request id REQ123)');
    expect(explain(new Failure('access-denied', 'denied', { aws: { ...answered, requestId: null } })).message).toBe('denied');
  });

  test('keeps its cause', () => {
    const cause = new Error('socket');
    expect(new Failure('network', 'unreachable', { cause }).cause).toBe(cause);
  });

  test('has a document in which what is not known is null', () => {
    expect(failureDocument(new Failure('network', 'unreachable'))).toEqual({ kind: 'network', message: 'unreachable', hints: [], aws: null });
    expect(failureDocument(new Failure('access-denied', 'denied', { hints: ['ask'], aws: answered }))).toEqual({
      kind: 'access-denied',
      message: 'denied',
      hints: ['ask'],
      aws: answered,
    });
  });

  test.each(Object.keys(failureKinds) as FailureKind[])('of kind %s ends with the exit code of the table', (kind) => {
    expect(explain(new Failure(kind, 'x')).exitCode).toBe(failureKinds[kind].exitCode);
  });
});

test('bugs are reported where a report can be written', () => {
  expect(new URL(REPORT_URL).pathname).toMatch(/\/issues\/new$/);
});

describe('a failure is told by its kind', () => {
  const failure = new Failure('throttled', 'slow down');
  test.each<[unknown, FailureKind[], boolean]>([
    [failure, [], true],
    [failure, ['throttled'], true],
    [failure, ['network', 'throttled'], true],
    [failure, ['network'], false],
    [new Error('throttled'), [], false],
    [{ kind: 'throttled' }, [], false],
    [undefined, [], false],
  ])('%o among %j: %s', (thrown, kinds, expected) => {
    expect(isFailure(thrown, ...kinds)).toBe(expected);
  });
});

describe('anything else that is thrown is a bug', () => {
  test.each<[unknown, string]>([
    [new TypeError('x is not a function'), 'TypeError: x is not a function'],
    ['a string', 'a string'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('odd'), 'Symbol(odd)'],
    [Object.create(null), '[Object: null prototype] {}'],
    [{ code: 7 }, '{ code: 7 }'],
  ])('%o', (thrown, text) => {
    const failure = asFailure(thrown);
    expect(failure.cause).toBe(thrown);
    expect(explain(failure)).toEqual({
      message: `this is a bug in s3-mfa-delete: ${text}`,
      hints: [`please report it at ${REPORT_URL}, with what \`--debug\` prints`],
      exitCode: 70,
      isBug: true,
    });
  });
});
