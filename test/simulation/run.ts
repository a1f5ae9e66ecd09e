import { PassThrough } from 'node:stream';
import { main, type MakeContext, realContext } from '../../src/main.js';
import { type Io, systemClock } from '../../src/process-io.js';
import { collectingStream } from '../support/collecting-stream.js';
import { type AccountView, viewOf } from './account-view.js';
import { entryOf } from './commands/table.js';
import type { Happening, Moment } from './disturbances.js';
import { disk } from './machine/installed.js';
import { live, newLife } from './machine/life.js';
import { makePerson, type Person } from './person.js';
import type { Step } from './scenario.js';
import type { World } from './world.js';

/** One run of the program that came to an end, or was killed. Times in ms as AWS has them. */
export type Run = {
  step: Step;
  argv: readonly string[];
  /** `null`: killed. */
  exitCode: number | null;
  /** A second signal ended it. */
  abandoned: boolean;
  stdout: string;
  stderr: string;
  before: AccountView;
  after: AccountView;
  startedAt: number;
  endedAt: number;
  /** Happened while it ran, one way or another. */
  struck: readonly Happening[];
  /** What the observer had seen when it began (counts). */
  seenBefore: { sent: number; given: number; states: number; requests: number; removals: number; additions: number; keysMade: number };
};

/** Carries out one step in this world. */
export async function carryOutStep(step: Step, world: World): Promise<Run> {
  const { time, practice, names, observer } = world;
  time.pass(step.pause * 1000);
  world.setFaults(step.faults);
  const life = newLife();
  const [stdout, stderr, stdin] = [collectingStream(), collectingStream(), new PassThrough()];
  const listeners = new Map<string, Set<() => void>>([['SIGINT', new Set()], ['SIGTERM', new Set()]]);
  const person = makePerson(step.answers, world);
  const env = { ...world.env, ...world.credentials(step.signer) };
  const before = viewOf(practice, names);
  const seenBefore = { sent: observer.sent.length, given: observer.given.length, states: observer.states.length, requests: observer.requests.length, removals: observer.removals.length, additions: observer.additions.length, keysMade: observer.keysMade.length };
  const argv = argvOf(step, world);
  const struck: Happening[] = [];
  const startedAt = time.now();
  const io: Io = {
    ...{ stdin, stdout, stderr, env, platform: 'linux', clock: systemClock },
    onSignal(signal, listener) {
      listeners.get(signal)?.add(listener);
      return () => listeners.get(signal)?.delete(listener);
    },
    onUncaught: () => () => undefined,
  };
  let kill: () => void = () => undefined;
  const killed = new Promise<null>((resolve) => (kill = () => resolve(null)));
  const raise = (signal: string): void => listeners.get(signal)?.forEach((listener) => listener());
  const happen = (happening: Happening): void => {
    struck.push(happening);
    if (happening.who === 'other') return world.meddle(happening);
    if (happening.does === 'kill') {
      life.dead = true;
      return kill();
    }
    if (happening.does === 'clock') return time.stepMachineClock(happening.seconds * 1000);
    if (happening.does === 'disk-full') return fillDisk(happening.writes);
    raise(happening.does === 'sigterm' ? 'SIGTERM' : 'SIGINT');
    if (happening.does === 'ctrl-c-twice') raise('SIGINT');
  };
  const occasions = new Map<Moment['at'], number>();
  world.onOccasion((at) => {
    const nth = occasions.get(at) ?? 0;
    occasions.set(at, nth + 1);
    for (const { moment, happening } of step.disturbances) if (moment.at === at && moment.nth === nth && !life.dead) happen(happening);
  });
  disk.watch = { beforeWrite: () => world.occasion('disk') };
  const ending = await time.runUntil(Promise.race([live(life, () => main(argv, io, peopled(person, step))), killed])).finally(() => {
    life.dead = true;
    disk.watch = { beforeWrite: () => undefined };
    world.onOccasion(() => undefined);
    world.setFaults([]);
  });
  // Whoever sets a clock wrong sets it right again before the next command.
  time.stepMachineClock(-time.machineOffset());
  const after = viewOf(practice, names);
  return {
    ...{ step, argv, before, after, startedAt, endedAt: time.now(), struck, seenBefore },
    exitCode: ending?.exitCode ?? null,
    abandoned: ending?.abandoned ?? false,
    ...{ stdout: stdout.text(), stderr: stderr.text() },
  };

  function fillDisk(writes: number): void {
    let left = writes;
    disk.watch = {
      beforeWrite() {
        left -= 1;
        if (left < 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { errno: -28, code: 'ENOSPC', syscall: 'write' });
      },
    };
  }
}

/** The context of the real program, with somebody before its terminal where there is one. */
function peopled(person: Person, { codesFrom }: Step): MakeContext {
  return async (request) => {
    const made = await realContext(request);
    const { context } = made;
    const isAttended = codesFrom === 'person';
    return {
      ...made,
      context: Object.assign(context, {
        ...(isAttended && { ui: person.before(context.ui, context.interruption) }),
        ...(codesFrom === 'stdin' && { stdinLines: once(person.lines()) }),
        lasting: lastingOf(context.lasting.bind(context), isAttended ? person : null),
      }),
    };
  };
}

type Lasting = Awaited<ReturnType<MakeContext>>['context']['lasting'];

function lastingOf(lasting: Lasting, person: Person | null): Lasting {
  return async () => {
    const context = await lasting();
    return person === null ? context : { ...context, ui: person.before(context.ui, context.interruption) };
  };
}

function once(lines: AsyncIterable<string>): () => AsyncIterable<string> {
  return () => lines;
}

function argvOf({ command, codesFrom, signer, json, debug }: Step, world: World): string[] {
  const entry = entryOf(command);
  const attended = codesFrom === 'person';
  const ephemeral = entry.takesCodes && signer === 'root-session' ? ['--ephemeral-root-key'] : [];
  const words = [entry.name, ...entry.words(command.options, world, attended), ...ephemeral, ...(json ? ['--json'] : []), ...(debug ? ['--debug'] : [])];
  if (!entry.takesCodes || attended) return words;
  const serial = world.serial === null ? [] : ['--mfa-serial', world.serial];
  if (codesFrom === 'stdin') return [...words, '--mfa-code', '-', ...serial];
  if (codesFrom === 'process') return [...words, '--mfa-process', `cat ${world.home}/shown-code`, ...serial];
  const digits = world.serial === null ? '123456' : world.practice.code(world.serial);
  world.observer.gaveCode(digits);
  return [...words, '--mfa-code', digits, ...serial];
}
