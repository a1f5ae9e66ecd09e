import type { Io } from '../../src/process-io.js';
import type { Disturbance, Happening, Moment } from './disturbances.js';
import { isDead, type Life } from './machine/life.js';
import type { Step } from './scenario.js';
import type { World } from './world.js';

/** What befalls one run of the program. */
export type Fate = Pick<Io, 'onSignal' | 'onUncaught'> & {
  /** Happened while it ran, one way or another. */
  readonly struck: readonly Happening[];
  /** Settles when the run is killed. */
  readonly killed: Promise<null>;
  /** Told of each occasion. @throws Error where what happens is a bug of the program right there, or a disk that is full */
  strike(at: Moment['at'], operation?: string): void;
  /** Ctrl-C. */
  interrupt(): void;
};

/** Makes what is drawn for a step happen at its moments. */
export function makeFate({ disturbances }: Step, { life, secret, world }: { life: Life; secret: string | null; world: World }): Fate {
  const { observer } = world;
  const seen = { requests: observer.requests.length, sent: observer.sent.length };
  const listeners = new Map<string, Set<(error?: unknown) => void>>();
  const struck: Happening[] = [];
  const occasions = new Map<string, number>();
  const nthOf = (occasion: string): number => {
    const nth = occasions.get(occasion) ?? 0;
    occasions.set(occasion, nth + 1);
    return nth;
  };
  let writesLeft = Infinity;
  let kill: () => void = () => undefined;
  const killed = new Promise<null>((resolve) => (kill = () => resolve(null)));
  const listen = (name: string, listener: (error?: unknown) => void): (() => void) => {
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  };
  const raise = (name: string, error?: unknown): void => listeners.get(name)?.forEach((listener) => listener(error));

  const happen = (happening: Happening, at: Moment['at']): void => {
    if (happening.who === 'program') return blunder(at);
    struck.push(happening);
    if (happening.who === 'other') return world.meddle(happening);
    if (happening.does === 'kill') {
      life.dead = true;
      return kill();
    }
    if (happening.does === 'clock') return world.time.stepMachineClock(happening.seconds * 1000);
    if (happening.does === 'disk-full') return void (writesLeft = happening.writes);
    raise(happening.does === 'sigterm' ? 'SIGTERM' : 'SIGINT');
    if (happening.does === 'ctrl-c-twice') raise('SIGINT');
  };
  /** A bug, with all in its words that the program should keep to itself. */
  const blunder = (at: Moment['at']): void => {
    const inPlay = [...(secret !== null && observer.requests.length > seen.requests ? [secret] : []), ...observer.sent.slice(seen.sent).map(({ digits }) => digits)];
    const error = new TypeError(`cannot read properties of undefined (reading '${inPlay.join("', '")}')`);
    const isCaught = at === 'question' || at === 'clock';
    if (!isCaught && (listeners.get('uncaught')?.size ?? 0) === 0) return;
    struck.push({ who: 'program', does: 'bug' });
    if (isCaught) throw error;
    raise('uncaught', error);
  };

  return {
    struck,
    killed,
    onSignal: listen,
    onUncaught: (listener) => listen('uncaught', listener),
    interrupt: () => raise('SIGINT'),
    strike(at, operation) {
      const nth = nthOf(at);
      const nthOfOperation = operation === undefined ? null : nthOf(`${at} ${operation}`);
      const isNow = ({ moment }: Disturbance): boolean => moment.at === at && (moment.operation === undefined ? moment.nth === nth : moment.operation === operation && moment.nth === nthOfOperation);
      for (const disturbance of disturbances) if (isNow(disturbance) && !life.dead) happen(disturbance.happening, at);
      if (at !== 'disk' || isDead()) return;
      writesLeft -= 1;
      if (writesLeft < 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { errno: -28, code: 'ENOSPC', syscall: 'write' });
    },
  };
}
