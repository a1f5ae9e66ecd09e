import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import { faultTable } from '../../src/sandbox/fault-table.js';
import { faultList, parseFault, valueLegend } from '../../src/sandbox/fault-words.js';

const refusalOf = (words: string): Failure => {
  try {
    parseFault(words);
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error(`${words} was accepted`);
};

describe('the words of a fault', () => {
  it.each([
    ['slow-down', { name: 'slow-down', amount: 1, operation: null }],
    ['slow-down=3', { name: 'slow-down', amount: 3, operation: null }],
    ['reset=always', { name: 'reset', amount: Infinity, operation: null }],
    ['lost-answer=once@PutBucketVersioning', { name: 'lost-answer', amount: 1, operation: 'PutBucketVersioning' }],
    ['lost-answer=@DeleteObjects', { name: 'lost-answer', amount: 1, operation: 'DeleteObjects' }],
    ['throttled=2@ListAccessKeys', { name: 'throttled', amount: 2, operation: 'ListAccessKeys' }],
    ['codes-refused', { name: 'codes-refused', amount: 1, operation: null }],
    ['stale-reads=1500', { name: 'stale-reads', amount: 1500, operation: null }],
    ['clock-skew=-3600', { name: 'clock-skew', amount: -3600, operation: null }],
    ['revoked-key', { name: 'revoked-key', amount: 0, operation: null }],
    ['fido-only-root', { name: 'fido-only-root', amount: 1, operation: null }],
  ])('%s', (words, fault) => {
    expect(parseFault(words)).toEqual(fault);
  });

  it.each(['stale-reads', 'stale-reads=', 'stale-reads=soon', 'slow-down=', 'slow-down=0', 'slow-down=-1', 'fido-only-root=1', 'latency=1.5', 'reset=1@'])(
    'that make no sense are a usage failure which says how to write it: %s',
    (words) => {
      const failure = refusalOf(words);
      expect(failure.kind).toBe('usage');
      expect(failure.hints.join(' ')).toContain(`--fault ${words.split('=')[0]}`);
    },
  );

  it('of a fault that does not exist are a usage failure that names those that do', () => {
    const failure = refusalOf('gremlins=3');
    expect(failure).toMatchObject({ kind: 'usage', message: 'there is no fault called `gremlins`' });
    expect(failure.hints[0]).toContain('lost-answer');
  });

  it('do not reach into the prototype of the table', () => {
    expect(refusalOf('constructor').message).toContain('no fault');
  });

  it('are listed for every fault, each placeholder explained', () => {
    const list = faultList();
    expect(list.map(({ name }) => name)).toEqual(Object.keys(faultTable));
    const explained = valueLegend().map(({ placeholder }) => placeholder);
    for (const { syntax } of list.filter(({ syntax }) => syntax.includes('='))) expect(explained).toContain(syntax.split('=')[1]);
  });
});
