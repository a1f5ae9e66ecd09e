import { AsyncResource } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:timers/promises';
import { isDead } from './life.js';

/** Time as the simulated world has it: what AWS's clocks and devices show, and this machine's clock, which may be off. */
export type VirtualTime = {
  /** ms since the epoch, as AWS has it. It never goes back. */
  now(): number;
  /** Starts anew: no timer is pending, the machine's clock is right. */
  reset(now: number): void;
  /** Time passes, without anything happening in it. */
  pass(ms: number): void;
  /** Sets the machine's clock forward by so many ms, or back. */
  stepMachineClock(ms: number): void;
  /** Does something whenever time has passed; one listener at most. */
  onPassing(act: () => void): void;
  /** How far the machine's clock is ahead (ms). */
  machineOffset(): number;
  /**
   * Lets the world run until the work is done: when nothing else is going on, the time of the next timer has come.
   * @throws Error when nothing could ever happen again
   */
  runUntil<T>(work: Promise<T>): Promise<T>;
};

type Timer = { due: number; order: number; every: number | null; fire: () => void; cancelled: boolean };

/** Work below JavaScript that is under way: files, children. Timers wait for it. */
const underWay = /^(FS|FileHandle|Process|Zlib|RandomBytes|Close|Worker)/;
/** Of the processor (ms): on a busy machine that is no time at all. */
const PATIENCE_MS = 5_000;
/** Turns in which nothing is under way, before the next timer's time has come; and before it is believed that none ever will. */
const QUIET_TURNS = 4;
const SILENT_TURNS = 5_000;

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** Longer (ms) no run takes: codes that have to be waited for come every half minute. */
const LONGEST_MS = 8 * 3_600_000;

const pipes = (): number => process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length;

const real = { setImmediate, Date };

/**
 * Takes the place of `Date`, `setTimeout` and `setInterval` of this process, for good. Has to come before everything
 * that keeps a reference to one of them.
 */
export function installVirtualTime(): VirtualTime {
  let [now, offset, ordered] = [0, 0, 0];
  let timers: Timer[] = [];
  let passed: () => void = () => undefined;

  class VirtualDate extends real.Date {
    constructor(...parts: unknown[]) {
      super(...((parts.length === 0 ? [now + offset] : parts) as []));
    }
    static override now(): number {
      return now + offset;
    }
  }
  const add = (callback: (...given: unknown[]) => void, ms: number | undefined, given: unknown[], isRepeated: boolean): object => {
    const delay = Math.max(1, Number(ms) || 0);
    ordered += 1;
    const fire = AsyncResource.bind(() => {
      if (!isDead()) callback(...given);
    });
    const timer: Timer = { due: now + delay, order: ordered, every: isRepeated ? delay : null, fire, cancelled: false };
    timers.push(timer);
    const handle = { timer, ref: () => handle, unref: () => handle, hasRef: () => true, refresh: () => handle, close: () => void (timer.cancelled = true), [Symbol.toPrimitive]: () => timer.order };
    return handle;
  };
  const cancel = (handle: unknown): void => {
    if (typeof handle === 'object' && handle !== null && 'timer' in handle) (handle.timer as Timer).cancelled = true;
  };
  const wait = (ms: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error);
      const handle = add(() => resolve(value), ms, [], false);
      signal?.addEventListener('abort', () => (cancel(handle), reject(signal.reason as Error)), { once: true });
    });

  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: (callback: () => void, ms?: number, ...given: unknown[]) => add(callback, ms, given, false),
    setInterval: (callback: () => void, ms?: number, ...given: unknown[]) => add(callback, ms, given, true),
    clearTimeout: cancel,
    clearInterval: cancel,
  });
  Object.assign(promises, { setTimeout: wait });
  syncBuiltinESMExports();

  const next = (): Timer | undefined => {
    timers = timers.filter(({ cancelled }) => !cancelled);
    return timers.reduce<Timer | undefined>((best, timer) => (best === undefined || timer.due < best.due || (timer.due === best.due && timer.order < best.order) ? timer : best), undefined);
  };
  const fire = (timer: Timer): void => {
    now = Math.max(now, timer.due);
    passed();
    if (timer.every === null) timer.cancelled = true;
    else timer.due = now + timer.every;
    timer.fire();
  };

  return {
    now: () => now,
    reset(start) {
      [now, offset, timers, passed] = [start, 0, [], () => undefined];
    },
    pass(ms) {
      now += ms;
      passed();
    },
    onPassing: (act) => void (passed = act),
    stepMachineClock: (ms) => void (offset += ms),
    machineOffset: () => offset,
    async runUntil(work) {
      let isOver = false;
      const settled = work.finally(() => (isOver = true));
      settled.catch(() => undefined);
      // What this process has open by itself, a channel to its parent for example.
      const own = pipes();
      const until = now + LONGEST_MS;
      let quietTurns = 0;
      let busySince = processorMs();
      while (!isOver) {
        await new Promise((resolve) => real.setImmediate(resolve));
        const isBusy = process.getActiveResourcesInfo().some((name) => underWay.test(name)) || pipes() > own;
        quietTurns = isBusy ? 0 : quietTurns + 1;
        if (!isBusy) busySince = processorMs();
        const isStuck = isBusy && processorMs() - busySince > PATIENCE_MS;
        if (quietTurns < QUIET_TURNS && !isStuck) continue;
        if (now > until) throw new Error('the run hangs: only time passes');
        const timer = next();
        if (timer !== undefined) {
          fire(timer);
          quietTurns = 0;
          busySince = processorMs();
        } else if (isStuck || quietTurns > SILENT_TURNS) throw new Error('the run hangs: nothing is under way and no timer is set');
      }
      return settled;
    },
  };
}
