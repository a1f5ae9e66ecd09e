import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../../src/core/signers/mfa-device.js';
import { Failure } from '../../../src/core/failures/failure.js';
import { makeStdinSource } from '../../../src/mfa/sources/stdin.js';

const request = { device: deviceOf('GAHT12345678'), purpose: 'turn on MFA Delete on ledger', refusals: 0 };

async function* lines(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

describe('codes on standard input', () => {
  it('are taken one a line, spaces and empty lines aside', async () => {
    const source = makeStdinSource(lines('111111', '', ' 222 222 '), new AbortController().signal);
    expect([await source.next(request), await source.next(request)]).toEqual(['111111', '222222']);
  });

  it('that are no codes are named by their line number only', async () => {
    const source = makeStdinSource(lines('111111', '', 'hunter2'), new AbortController().signal);
    await source.next(request);
    await expect(source.next(request)).rejects.toMatchObject({
      kind: 'invalid-code',
      message: 'line 3 of standard input is not a six-digit code: it holds something other than digits',
    });
  });

  it('that run out are a failure of the source, which says what for', async () => {
    const source = makeStdinSource(lines(), new AbortController().signal);
    await expect(source.next(request)).rejects.toMatchObject({
      kind: 'code-source',
      message: 'standard input holds no further code to turn on MFA Delete on ledger',
    });
  });

  it('that run out after a refusal are a refused code', async () => {
    const source = makeStdinSource(lines(), new AbortController().signal);
    await expect(source.next({ ...request, refusals: 1 })).rejects.toMatchObject({ kind: 'code-refused', exitCode: 5 });
  });

  it('are not waited for once the run is interrupted', async () => {
    const controller = new AbortController();
    const stop = new Failure('terminated', 'terminated');
    const silent: AsyncIterable<string> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) };
    const next = makeStdinSource(silent, controller.signal).next(request);
    controller.abort(stop);
    await expect(next).rejects.toBe(stop);
  });
});
