import { describe, expect, test } from 'vitest';
import { type ChangeStatus, makeChangeLog } from '../../src/core/change-log.js';

function summaryOf(marks: [string, ChangeStatus?][]): string[] {
  const changes = makeChangeLog();
  for (const [subject] of marks) changes.plan(subject, 'turn on MFA Delete');
  for (const [subject, status] of marks) if (status !== undefined) changes.mark(subject, status);
  return changes.summary();
}

describe('what an interruption can say', () => {
  test.each<[string, [string, ChangeStatus?][], string[]]>([
    ['nothing planned', [], ['nothing was changed']],
    ['nothing begun', [['ledger'], ['audit']], ['nothing was changed']],
    ['what was tried came to nothing', [['ledger', 'unchanged'], ['audit']], ['nothing was changed']],
    [
      'some done, some not',
      [['ledger', 'changed'], ['audit', 'unchanged'], ['logs']],
      [
        'changed: `ledger` (turn on MFA Delete)',
        'not changed: `audit` (turn on MFA Delete)',
        'not changed: `logs` (turn on MFA Delete)',
      ],
    ],
    [
      'one on its way, one in doubt',
      [['ledger', 'in-flight'], ['audit', 'unknown']],
      [
        'unknown: the request for `ledger` was sent and not answered; ask `s3-mfa-delete verify ledger` (turn on MFA Delete)',
        'unknown: `audit`; ask `s3-mfa-delete verify audit` (turn on MFA Delete)',
      ],
    ],
  ])('%s', (_, marks, expected) => {
    expect(summaryOf(marks)).toEqual(expected);
  });

  test('the last word on a subject counts', () => {
    const changes = makeChangeLog();
    changes.plan('ledger', 'turn on MFA Delete');
    changes.mark('ledger', 'in-flight');
    changes.mark('ledger', 'changed');
    expect(changes.summary()).toEqual(['changed: `ledger` (turn on MFA Delete)']);
  });

  test('what is left behind is said until it is gone, also where nothing else was touched', () => {
    const changes = makeChangeLog();
    const isGone = changes.leave('a delete marker is left in `ledger`');
    expect(changes.summary()).toEqual(['a delete marker is left in `ledger`']);
    changes.plan('audit', 'turn on MFA Delete');
    expect(changes.summary()).toEqual(['not changed: `audit` (turn on MFA Delete)', 'a delete marker is left in `ledger`']);
    isGone();
    expect(changes.summary()).toEqual(['nothing was changed']);
  });

  test('what was not planned is not reported', () => {
    const changes = makeChangeLog();
    changes.mark('stranger', 'changed');
    expect(changes.summary()).toEqual(['nothing was changed']);
  });

  test('the command to ask with is quoted', () => {
    expect(summaryOf([['a;b', 'unknown']])).toEqual(["unknown: `a;b`; ask `s3-mfa-delete verify 'a;b'` (turn on MFA Delete)"]);
  });
});
