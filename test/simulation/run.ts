import { PassThrough } from 'node:stream';
import { main, type MakeContext, realContext } from '../../src/main.js';
import type { Clock } from '../../src/core/clock.js';
import { type Io, systemClock } from '../../src/process-io.js';
import { collectingStream } from '../support/collecting-stream.js';
import { type AccountView, viewOf } from './account-view.js';
import { argvOf, profileOf, signerOf } from './command-line.js';
import { entryOf } from './commands/table.js';
import type { Happening } from './disturbances.js';
import { disk } from './machine/installed.js';
import { isAlive, live, newLife } from './machine/life.js';
import { makePerson, type Person } from './person.js';
import type { Step } from './scenario.js';
import { makeFate } from './fate.js';
import type { World } from './world.js';

/** One run of the program that came to an end, or was killed. Times in ms as AWS has them. */
export type Run = {
  step: Step;
  argv: readonly string[];
  /** `null`: killed. */
  exitCode: number | null;
  /** That it sent (count). */
  codes: number;
  /** A second signal ended it. */
  abandoned: boolean;
  stdout: string;
  stderr: string;
  before: AccountView;
  after: AccountView;
  /** The shared credentials file, by section. */
  sections: { before: ReadonlyMap<string, string>; after: ReadonlyMap<string, string> };
  startedAt: number;
  endedAt: number;
  /** Happened while it ran, one way or another. */
  struck: readonly Happening[];
  /** What the observer had seen when it began (counts). */
  seenBefore: { sent: number; given: number; states: number; requests: number; removals: number; additions: number; keysMade: number };
};

/** Carries out one step in this world. */
export async function carryOutStep(step: Step, world: World): Promise<Run> {
  const { time, practice, watched, observer, sharedFile } = world;
  if (step.pause > 0) world.lifeGoesOn();
  if (step.takenBack) world.names.forEach((_name, bucket) => world.meddle({ who: 'other', does: 'take-back', bucket }));
  time.pass(step.pause * 1000);
  world.setFaults(step.faults);
  world.chooseFavourites();
  const signer = signerOf(step);
  const { env, secret } = environmentOf(step, world);
  const life = newLife();
  const [stdout, stderr, stdin] = [collectingStream(), collectingStream(), new PassThrough()];
  const person = makePerson(step.answers, world.serialOf(signer), world);
  const seenBefore = { sent: observer.sent.length, given: observer.given.length, states: observer.states.length, requests: observer.requests.length, removals: observer.removals.length, additions: observer.additions.length, keysMade: observer.keysMade.length };
  // A code in a flag is given with the command line, and what is missing for it is made.
  const argv = argvOf(step, world);
  const before = viewOf(practice, watched);
  const sectionsBefore = sharedFile.sections();
  const startedAt = time.now();
  // A profile that is not named, or after another, is not read before the first request.
  const isRead = step.keptIn === 'environment' || argv[argv.indexOf('--profile') + 1] === profileOf(signer);
  const fate = makeFate(step, { life, secret: isRead ? secret : null, world });
  const clock: Clock = {
    now() {
      fate.strike('clock');
      return systemClock.now();
    },
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
  };
  const io: Io = { stdin, stdout, stderr, env, platform: 'linux', clock, onSignal: fate.onSignal, onUncaught: fate.onUncaught };
  world.onOccasion(fate.strike);
  disk.watch = { beforeWrite: () => (isAlive() ? fate.strike('disk') : undefined) };
  const patience = entryOf(step.command).patienceMs?.(step.command.options) ?? null;
  const tired = patience === null ? undefined : setTimeout(() => fate.interrupt(), patience);
  const ended = Promise.race([live(life, () => main(argv, io, peopled(person, step))), fate.killed]);
  const ending = await time.runUntil(ended).catch((error: unknown) => {
    throw new Error(`${argv.join(' ')}: ${String(error)}: ${stderr.text().slice(-600)}`, { cause: error });
  }).finally(() => {
    life.dead = true;
    clearTimeout(tired);
    disk.watch = { beforeWrite: () => undefined };
    world.onOccasion(() => undefined);
    world.setFaults([]);
  });
  // Whoever sets a clock wrong sets it right again before the next command.
  time.stepMachineClock(-time.machineOffset());
  return {
    ...{ step, argv, before, startedAt, endedAt: time.now(), struck: fate.struck, seenBefore },
    after: viewOf(practice, watched),
    sections: { before: sectionsBefore, after: sharedFile.sections() },
    codes: observer.sent.length - seenBefore.sent,
    exitCode: ending?.exitCode ?? null,
    abandoned: ending?.abandoned ?? false,
    ...{ stdout: stdout.text(), stderr: stderr.text() },
  };
}

/** With credentials in variables, or in a profile that the command line names; with their secret. */
function environmentOf(step: Step, world: World): { env: Record<string, string>; secret: string } {
  const signer = signerOf(step);
  const credentials = world.credentials(signer);
  const isKept = step.keptIn === 'profile';
  if (isKept) world.sharedFile.keep(profileOf(signer), credentials);
  const endpoint = step.inTheClear ? { AWS_ENDPOINT_URL: world.practice.endpoint.replace('127.0.0.1', 'aws.example') } : {};
  return { env: { ...world.env, ...endpoint, ...(isKept ? {} : credentials) }, secret: credentials.AWS_SECRET_ACCESS_KEY ?? '' };
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
