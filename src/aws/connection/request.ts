import { toFailure } from '../failures/failures.js';
import type { Clients } from './clients.js';

/** What a request is for, for the messages when it fails. */
type About = {
  /** As IAM names it, for example `s3:GetBucketVersioning`. */
  action: string;
  bucket?: string;
};

/**
 * Sends a request that carries no code.
 * @param send gets the options to send it with
 * @throws the reason of the interruption, or a Failure that says what went wrong
 */
export async function ask<T>(clients: Clients, about: About, send: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
  const { interruption } = clients.settings;
  try {
    return await untilInterrupted(() => send({ abortSignal: interruption }), interruption);
  } catch (error) {
    if (interruption.aborted) throw interruption.reason;
    throw toFailure(error, { ...about, clients });
  }
}

/** Starts the work and waits for it, or rejects with the signal's reason as soon as that is aborted. */
export async function untilInterrupted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(), interrupted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
