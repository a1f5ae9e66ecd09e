import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import { faultTable } from '../../../src/sandbox/faults/table.js';
import { faultList, parseFault, valueLegend } from '../../../src/sandbox/faults/words.js';

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
    ['codes-refused=2+3', { name: 'codes-refused', amount: 2, operation: null, after: 3 }],
    ['codes-refused=+1', { name: 'codes-refused', amount: 1, operation: null, after: 1 }],
    ['lost-answer=once@DeleteObjects+2', { name: 'lost-answer', amount: 1, operation: 'DeleteObjects', after: 2 }],
    ['throttled=always+5', { name: 'throttled', amount: Infinity, operation: null, after: 5 }],
    ['mfa-delete-off=3@DeleteObjects', { name: 'mfa-delete-off', amount: 3, operation: 'DeleteObjects' }],
    ['key-errors=3', { name: 'key-errors', amount: 3, operation: null }],
    ['revoked-key=4@ListObjectVersions', { name: 'revoked-key', amount: 4, operation: 'ListObjectVersions' }],
    ['slow-down=once@ListMultipartUploads', { name: 'slow-down', amount: 1, operation: 'ListMultipartUploads' }],
    ['revoked-key', { name: 'revoked-key', amount: 0, operation: null }],
    ['fido-only-root', { name: 'fido-only-root', amount: 1, operation: null }],
  ])('%s', (words, fault) => {
    expect(parseFault(words)).toEqual(fault);
  });

  it.each(['stale-reads', 'stale-reads=', 'stale-reads=soon', 'slow-down=', 'slow-down=0', 'slow-down=-1', 'fido-only-root=1', 'latency=1.5', 'reset=1@', 'reset=1+', 'codes-refused=1@PutObject', 'revoked-key=1+1'])(
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

  it.each([
    ['lost-answer=once@PutBucketVersionin', 'the practice account has no operation `PutBucketVersionin`'],
    ['reset=once@putobject', 'the practice account has no operation `putobject`'],
    ['slow-down=always@GetBucketAcl', 'the practice account has no operation `GetBucketAcl`'],
    ['throttled=once@PutObject', 'the fault `throttled` cannot strike PutObject'],
    ['lost-answer=once@GetBucketVersioning', 'the fault `lost-answer` cannot strike GetBucketVersioning'],
    ['slow-down=once@GetCallerIdentity', 'the fault `slow-down` cannot strike GetCallerIdentity'],
    ['mfa-delete-off=1@GetUser', 'the fault `mfa-delete-off` cannot strike GetUser'],
  ])('that name an operation which would never be struck are a usage failure: %s', (words, message) => {
    const failure = refusalOf(words);
    expect(failure).toMatchObject({ kind: 'usage', message });
    expect(failure.hints[0]).toMatch(/^`.*` can be limited to .*[A-Z][A-Za-z]+, /);
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
