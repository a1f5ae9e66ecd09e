/**
 * The result of `work`, or a rejection with the reason of the interruption, whichever comes first. For work that
 * cannot be told to stop by itself (a countdown, a line of standard input).
 */
export function orInterrupted<T>(work: Promise<T>, interruption: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(interruption.reason);
    const settled = (): void => interruption.removeEventListener('abort', stop);
    if (interruption.aborted) stop();
    interruption.addEventListener('abort', stop);
    work.then(
      (value) => (settled(), resolve(value)),
      (error) => (settled(), reject(error)),
    );
  });
}
