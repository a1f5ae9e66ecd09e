import { describe, expect, test } from 'vitest';
import { worstExitCode } from '../../../src/core/failures/exit-codes.js';
import { failureKinds } from '../../../src/core/failures/failure-kinds.js';

describe('where several exit codes apply, the first of the contract’s list wins', () => {
  const order = [130, 70, 4, 1, 5, 3, 2];

  test.each(order.flatMap((stronger, at) => order.slice(at + 1).map((weaker) => [stronger, weaker])))('%i beats %i', (stronger, weaker) => {
    expect(worstExitCode([weaker, stronger])).toBe(stronger);
    expect(worstExitCode([stronger, weaker])).toBe(stronger);
  });

  test.each([
    [[], 0],
    [[0, 0], 0],
    [[0, 3, 0], 3],
    [[143], 143],
    [[3, 143, 4], 143],
    [[0, 3, 5, 1, 4, 70, 130], 130],
    // One that nobody planned for still is no success.
    [[0, 99], 99],
  ])('%j come to %i', (codes, expected) => {
    expect(worstExitCode(codes)).toBe(expected);
  });

  test('every exit code that a failure can have beats success', () => {
    for (const { exitCode } of Object.values(failureKinds)) expect(worstExitCode([0, exitCode])).toBe(exitCode);
  });
});
