import { describe, expect, it } from 'vitest';
import { parseFault } from '../../../src/sandbox/faults/words.js';
import { type Faults, makeFaults } from '../../../src/sandbox/faults/faults.js';
import type { FaultSubject, ServiceName } from '../../../src/sandbox/types.js';

const faultsOf = (...words: string[]): Faults => makeFaults(words.map(parseFault));

const subject = (operation: string, service: ServiceName = 's3'): FaultSubject => ({
  service,
  operation,
  request: { method: 'PUT', rawPath: '/', rawQuery: '', query: new Map(), headers: {}, body: Buffer.alloc(0) },
});

describe('faults', () => {
  it('do nothing where none is on', () => {
    const faults = faultsOf();
    expect(faults.beforeOperation(subject('PutObject'))).toBeNull();
    expect(faults.afterOperation(subject('PutObject'))).toBeNull();
    expect(faults.refusesRightCode()).toBe(false);
    expect(faults.revokesRootKey('PutObject')).toBe(false);
    expect([faults.latencyMs(subject('PutObject')), faults.versioningLagMs(), faults.clockOffsetMs(), faults.newKeyLagMs()]).toEqual([0, 0, 0, 0]);
  });

  it('strike as often as they were told to', () => {
    const faults = faultsOf('slow-down=2');
    const struck = [1, 2, 3].map(() => faults.beforeOperation(subject('HeadBucket'))?.kind);
    expect(struck).toEqual(['answer', 'answer', undefined]);
  });

  it('strike the one operation they are limited to', () => {
    const faults = faultsOf('reset=once@PutBucketVersioning');
    expect(faults.beforeOperation(subject('GetBucketVersioning'))).toBeNull();
    expect(faults.beforeOperation(subject('PutBucketVersioning'))).toEqual({ kind: 'reset' });
    expect(faults.beforeOperation(subject('PutBucketVersioning'))).toBeNull();
  });

  it('hold answers back, those of one operation longer than others', () => {
    const faults = faultsOf('latency=400@DeleteObjects', 'latency=20');
    expect(['DeleteObjects', 'DeleteObject', 'ListObjectVersions'].map((operation) => faults.latencyMs(subject(operation)))).toEqual([400, 20, 20]);
    expect(faultsOf('latency=400@DeleteObjects').latencyMs(subject('HeadBucket'))).toBe(0);
  });

  it('slow S3 down and throttle IAM and STS, each in its own words', () => {
    const faults = faultsOf('slow-down=always', 'throttled=always');
    expect(faults.beforeOperation(subject('ListBuckets'))).toMatchObject({ error: { status: 503, code: 'SlowDown' } });
    expect(faults.beforeOperation(subject('GetUser', 'iam'))).toMatchObject({ error: { status: 400, code: 'Throttling' } });
  });

  it('lose the answer of a change, never that of a read', () => {
    const faults = faultsOf('lost-answer');
    expect(faults.afterOperation(subject('GetBucketVersioning'))).toBeNull();
    expect(faults.afterOperation(subject('ListObjectVersions'))).toBeNull();
    expect(faults.afterOperation(subject('DeleteObjects'))).toEqual({ kind: 'reset' });
    expect(faults.afterOperation(subject('DeleteObjects'))).toBeNull();
  });

  it('count GetSessionToken among the changes: it spends a code', () => {
    expect(faultsOf('error-after-apply').afterOperation(subject('GetSessionToken', 'sts'))).toMatchObject({ error: { status: 503 } });
  });

  it('refuse as many right codes as they were told to', () => {
    const faults = faultsOf('codes-refused=2');
    expect([faults.refusesRightCode(), faults.refusesRightCode(), faults.refusesRightCode()]).toEqual([true, true, false]);
  });

  it('revoke a key once, after the requests it may still sign', () => {
    const faults = faultsOf('revoked-key=2');
    expect([1, 2, 3, 4].map(() => faults.revokesRootKey('PutObject'))).toEqual([false, false, true, false]);
  });

  it('let as many go by first as they were told to', () => {
    const faults = faultsOf('slow-down=2+1', 'codes-refused=1+2');
    const struck = [1, 2, 3, 4].map(() => faults.beforeOperation(subject('HeadBucket'))?.kind);
    expect(struck).toEqual([undefined, 'answer', 'answer', undefined]);
    expect([1, 2, 3, 4].map(() => faults.refusesRightCode())).toEqual([false, false, true, false]);
  });

  it('of one name strike independently of one another', () => {
    const faults = faultsOf('slow-down=once+2', 'slow-down=once');
    const struck = [1, 2, 3, 4].map(() => faults.beforeOperation(subject('HeadBucket'))?.kind);
    expect(struck).toEqual(['answer', undefined, 'answer', undefined]);
  });

  it('leave alone what they cannot strike', () => {
    const faults = faultsOf('slow-down=always', 'others-write=always', 'lost-answer=always');
    expect(faults.beforeOperation(subject('GetUser', 'iam'))).toBeNull();
    expect(faults.letsOthersWrite(subject('ListBuckets'))).toBe(false);
    expect(faults.letsOthersWrite(subject('ListObjectVersions'))).toBe(true);
  });

  it('can be switched on while the account runs, the last amount counting', () => {
    const faults = faultsOf('clock-skew=10');
    faults.add(parseFault('clock-skew=-20'));
    expect(faults.clockOffsetMs()).toBe(-20_000);
    expect(faults.isOn('fido-only-root')).toBe(false);
    faults.add(parseFault('fido-only-root'));
    expect(faults.isOn('fido-only-root')).toBe(true);
  });
});
