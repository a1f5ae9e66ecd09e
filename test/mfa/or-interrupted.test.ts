import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { orInterrupted } from '../../src/mfa/or-interrupted.js';

const endless = new Promise<never>(() => undefined);

describe('work that may be interrupted', () => {
  it('gives its result or its error, and does not listen any longer', async () => {
    const { signal } = new AbortController();
    expect(await orInterrupted(Promise.resolve('done'), signal)).toBe('done');
    await expect(orInterrupted(Promise.reject(new TypeError('bug')), signal)).rejects.toThrow(TypeError);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is left at once for the reason of the interruption', async () => {
    const controller = new AbortController();
    const outcome = orInterrupted(endless, controller.signal);
    controller.abort('stop');
    await expect(outcome).rejects.toBe('stop');
  });

  it('is not waited for when the interruption was there first', async () => {
    await expect(orInterrupted(endless, AbortSignal.abort('stop'))).rejects.toBe('stop');
    await expect(orInterrupted(Promise.resolve('done'), AbortSignal.abort('stop'))).rejects.toBe('stop');
  });
});
