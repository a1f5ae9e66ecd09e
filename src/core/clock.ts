/** Time, as an argument, so that tests can freeze it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** The length of one step of a time-based one-time code, in ms (RFC 6238; AWS devices use 30 s). */
export const STEP_MS = 30_000;

/** Number of the code step that holds `now` (ms since the epoch). */
export function stepAt(now: number): number {
  return Math.floor(now / STEP_MS);
}

/** Milliseconds from `now` until the code step after the present one begins. */
export function msLeftInStep(now: number): number {
  return STEP_MS - (now % STEP_MS);
}

/**
 * How far a clock is off, for people: `40 s behind`, `29 minutes ahead of`.
 * @param offset how far the other clock is ahead of it (ms)
 */
export function skewInWords(offset: number): string {
  const ms = Math.abs(offset);
  const time = ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} minutes`;
  return `${time} ${offset > 0 ? 'behind' : 'ahead of'}`;
}
