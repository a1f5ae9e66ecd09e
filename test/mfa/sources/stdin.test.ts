import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../../src/core/signers/mfa-device.js';
import { Failure } from '../../../src/core/failures/failure.js';
import { makeStdinSource } from '../../../src/mfa/sources/stdin.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const request = { device: deviceOf('GAHT12345678'), purpose: 'turn on MFA Delete on ledger', refusals: 0 };

async function* lines(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

/** A promise that the test settles. */
function deferred<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, resolve: (value) => settle(value) };
}

describe('codes on standard input', () => {
  it('are taken one a line, spaces and empty lines aside', async () => {
    const source = makeStdinSource(lines('111111', '', '  ', ' 222 222 '), new AbortController().signal);
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
    await expect(source.next(request)).rejects.toEqual(
      helpfulFailure('code-source', { message: 'standard input holds no further code to turn on MFA Delete on ledger' }),
    );
  });

  it('that run out after a refusal are a refused code', async () => {
    const source = makeStdinSource(lines(), new AbortController().signal);
    await expect(source.next({ ...request, refusals: 1 })).rejects.toEqual(helpfulFailure('code-refused', { exitCode: 5 }));
  });

  it('are not waited for once the run is interrupted', async () => {
    const controller = new AbortController();
    const stop = new Failure('terminated', 'terminated');
    const silent: AsyncIterable<string> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) };
    const next = makeStdinSource(silent, controller.signal).next(request);
    controller.abort(stop);
    await expect(next).rejects.toBe(stop);
  });

  it('that were waited for in vain are still there for the source that reads on, numbered on', async () => {
    const arriving = deferred<string>();
    async function* slow(): AsyncGenerator<string> {
      yield '111111';
      yield await arriving.promise;
      yield 'hunter2';
    }
    const [all, interrupted] = [slow(), new AbortController()];
    const first = makeStdinSource(all, interrupted.signal);
    expect(await first.next(request)).toBe('111111');
    const inVain = first.next(request);
    interrupted.abort('stop');
    await expect(inVain).rejects.toBe('stop');
    const second = makeStdinSource(all, new AbortController().signal);
    arriving.resolve('222222');
    expect(await second.next(request)).toBe('222222');
    await expect(second.next(request)).rejects.toMatchObject({ message: expect.stringContaining('line 3 of standard input') });
  });
});

describe('the end of standard input', () => {
  const at = (input: AsyncIterable<string>): ReturnType<typeof makeStdinSource> => makeStdinSource(input, new AbortController().signal);

  it('is known where nothing but empty lines is left', async () => {
    const source = at(lines('111111', '', ' '));
    await source.next(request);
    expect(await source.isAtEnd?.(Promise.resolve())).toBe(true);
  });

  it('is not there while a code is left, which is given afterwards', async () => {
    const source = at(lines('111111'));
    expect(await source.isAtEnd?.(Promise.resolve())).toBe(false);
    expect(await source.next(request)).toBe('111111');
    expect(await source.isAtEnd?.(Promise.resolve())).toBe(true);
  });

  it('is not waited for beyond the patience: more may come', async () => {
    const silent: AsyncIterable<string> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) };
    expect(await at(silent).isAtEnd?.(Promise.resolve())).toBe(false);
  });

  it('is waited for as long as patience lasts', async () => {
    const patience = deferred<void>();
    const ending = deferred<void>();
    const later: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({ next: () => ending.promise.then(() => ({ done: true, value: undefined })) }),
    };
    const atEnd = at(later).isAtEnd?.(patience.promise);
    setImmediate(() => (ending.resolve(), setImmediate(patience.resolve)));
    expect(await atEnd).toBe(true);
  });
});
