import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../src/core/verify/document.js';
import { compileExpectations, type ExceptionRule, isUnexpected } from '../../../src/core/verify/expectations.js';
import { refusalOf } from './support/refusals.js';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const none = { by: null, why: null, until: null };

function exception(bucket: string, said: Partial<ExceptionRule> = {}): ExceptionRule {
  return { bucket, by: 'Jo Doe', why: 'caches', until: '2026-12-31', ...said };
}

describe('what is expected of a bucket', () => {
  const rules = compileExpectations({
    mustBeOn: ['ledger', 'audit-*', 'tmp-audit'],
    exceptions: [exception('tmp-*'), exception('tmp-mail-*', { by: 'Li', until: '2026-03-03' }), exception('audit-scratch'), exception('tmp-mail-new', { why: 'new' })],
  });

  it.each<[name: string, Expectation]>([
    ['ledger', { status: 'required', ...none }],
    ['audit-logs', { status: 'required', ...none }],
    ['ledger-2', { status: 'unlisted', ...none }],
    ['my-ledger', { status: 'unlisted', ...none }],
    ['tmp-a', { status: 'excepted', by: 'Jo Doe', why: 'caches', until: '2026-12-31' }],
    // An exception goes before a requirement
    ['tmp-audit', { status: 'excepted', by: 'Jo Doe', why: 'caches', until: '2026-12-31' }],
    ['audit-scratch', { status: 'excepted', by: 'Jo Doe', why: 'caches', until: '2026-12-31' }],
    // A later exception before an earlier one, also where it has run out
    ['tmp-mail-old', { status: 'expired', by: 'Li', why: 'caches', until: '2026-03-03' }],
    ['tmp-mail-new', { status: 'excepted', by: 'Jo Doe', why: 'new', until: '2026-12-31' }],
  ])('%s is %j', (name, expectation) => {
    expect(rules.of(name, NOW)).toEqual(expectation);
  });

  it.each<[now: string, Expectation['status']]>([
    ['1970-01-01T00:00:00.000Z', 'excepted'],
    ['2026-03-04T00:00:00.000Z', 'excepted'],
    ['2026-03-04T23:59:59.999Z', 'excepted'],
    ['2026-03-05T00:00:00.000Z', 'expired'],
    ['2026-03-05T00:00:00.001Z', 'expired'],
    // The day ends in UTC, wherever one is
    ['2026-03-05T00:30:00+01:00', 'excepted'],
    ['2026-03-04T23:30:00-01:00', 'expired'],
  ])('at %s is %s by an exception until 2026-03-04', (now, status) => {
    expect(compileExpectations({ mustBeOn: [], exceptions: [exception('*', { until: '2026-03-04' })] }).of('ledger', Date.parse(now)).status).toBe(status);
  });

  it('is nothing known where the file says nothing', () => {
    expect(compileExpectations({ mustBeOn: [], exceptions: [] }).of('ledger', NOW)).toEqual({ status: 'unlisted', ...none });
  });

  it('has to exist by name, not by pattern', () => {
    const mustBeOn = ['ledger', 'a*', 'audit', 'b?', '[c]', 'c]', '*', 'my.logs-1'];

    expect(compileExpectations({ mustBeOn, exceptions: [exception('tmp')] }).requiredNames).toEqual(['ledger', 'audit', 'my.logs-1']);
  });

  it('has to exist once, however often it is listed', () => {
    expect(compileExpectations({ mustBeOn: ['ledger', 'audit', 'ledger'], exceptions: [] }).requiredNames).toEqual(['ledger', 'audit']);
  });

  it.each<[where: string, Parameters<typeof compileExpectations>[0]]>([
    ['mustBeOn', { mustBeOn: ['ledger', 'a['], exceptions: [] }],
    ['exceptions', { mustBeOn: [], exceptions: [exception('a[')] }],
  ])('cannot be said with an open pattern in %s: exit 2', (where, expectations) => {
    expect(refusalOf(() => compileExpectations(expectations))).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringContaining(`${where} \`a[\``) });
  });
});

describe('a bucket is a finding', () => {
  it.each<[Expectation['status'] | null, whereItsVerdictCounts: boolean, whereItDoesNot: boolean]>([
    [null, true, false],
    ['required', true, false],
    ['unlisted', true, false],
    ['excepted', false, false],
    ['expired', true, true],
  ])('that is %s: %s where its verdict counts, %s where not', (status, counting, other) => {
    const expectation = status === null ? null : { status, ...none };

    expect([isUnexpected(expectation, true), isUnexpected(expectation, false)]).toEqual([counting, other]);
  });
});
