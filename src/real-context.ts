import { setMaxListeners } from 'node:events';
import { devNull } from 'node:os';
import type { GlobalFlags } from './commands/command-file.js';
import type { ConnectionFlags } from './commands/flags.js';
import type { Context, Practice, Programs } from './context.js';
import type { GivenFlags } from './core/carried-flags.js';
import { makeChangeLog } from './core/change-log.js';
import { asFailure } from './core/failures/explain.js';
import { Failure } from './core/failures/failure.js';
import { makeRedactor, type Redactor } from './core/text/redaction.js';
import { TOOL } from './core/version.js';
import { bytesOf, type Io, linesOf } from './process-io.js';
import { stateDirectory } from './state/state-directory.js';
import type { Ui } from './ui/ui.js';

/** What main knows when it asks for a context. */
export type ContextRequest = { globals: GlobalFlags; connection: ConnectionFlags; io: Io };

/** A context with what ends it. */
export type MadeContext = {
  context: Context;
  /** Takes signal handlers away and stops the practice account. */
  release(): Promise<void>;
  /** Settles at the second Ctrl-C or SIGTERM, with why: work that is still pending is given up. */
  abandoned: Promise<Failure>;
};

/** The real Ui over the process's streams. The only place that decides whether questions may be asked. */
export async function makeUi({
  globals,
  io,
  redactor = makeRedactor(),
  interruption = new AbortController().signal,
  given = {},
}: {
  globals: GlobalFlags;
  io: Io;
  redactor?: Redactor;
  interruption?: AbortSignal;
  given?: GivenFlags;
}): Promise<Ui> {
  const { makeTerminalUi } = await import('./ui/terminal.js');
  return makeTerminalUi({
    get stdin() {
      return io.stdin;
    },
    stdout: io.stdout,
    stderr: io.stderr,
    env: io.env,
    quiet: globals.quiet,
    debug: globals.debug,
    color: globals.color ? 'auto' : 'never',
    canAsk: globals.input && io.stderr.isTTY === true && io.stdin.isTTY === true,
    redactor,
    clock: io.clock,
    interruption,
    given,
  });
}

/** Secrets in variables are in this process whether the run signs with them or not. */
function secretsIn({ AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CONTAINER_AUTHORIZATION_TOKEN }: NodeJS.ProcessEnv): (string | undefined)[] {
  return [AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CONTAINER_AUTHORIZATION_TOKEN];
}

/** Makes the real context. Nothing heavy is loaded here unless `--sandbox` asks for it. */
export async function makeContext(request: ContextRequest): Promise<MadeContext> {
  const { globals, connection, io } = request;
  const redactor = makeRedactor();
  const { interruption, secondSignal, abandoned, ignoreSignals } = listenForSignals(io);
  const over = new AbortController();
  try {
    const ui = await makeUi({ globals, io, redactor, interruption, given: connection });
    const practice = connection.sandbox ? await startPractice(io) : null;
    for (const secret of [...(practice ? [practice.root.secretAccessKey, practice.rootSession.secretAccessKey, practice.rootSession.sessionToken] : []), ...secretsIn(io.env)]) redactor.conceal(secret);
    const env = practice ? practiceEnvironment(io.env) : io.env;
    const context: Context = {
      ui,
      lasting: async () => ({
        ...context,
        ui: await makeUi({ globals, io, redactor, interruption: secondSignal, given: connection }),
        interruption: secondSignal,
        connection: { ...context.connection, interruption: secondSignal },
      }),
      clock: io.clock,
      env,
      redactor,
      interruption,
      connection: {
        ...connection,
        endpointUrl: practice?.endpoint ?? connection.endpointUrl,
        env,
        tool: TOOL,
        maxSockets: 50,
        debug: globals.debug ? (line) => ui.debug(line) : null,
        conceal: (secret) => redactor.conceal(secret),
        interruption,
      },
      stateDirectory: stateDirectory(io.env, io.platform, practice !== null),
      // Not closed by the first signal: what has to be done then may want another code from there.
      stdinLines: linesOf(io, over.signal),
      stdinBytes: () => bytesOf(io.stdin, interruption),
      programs: programsWhenWanted(io, ignoreSignals),
      practice,
      head: { account: null, partition: null, principal: null },
      changes: makeChangeLog(),
      tool: TOOL,
    };
    return {
      context,
      abandoned,
      async release() {
        ignoreSignals();
        over.abort();
        await practice?.close();
      },
    };
  } catch (error) {
    ignoreSignals();
    throw error;
  }
}

/** What signals do: the first trips `interruption`, the next trips `secondSignal` and settles `abandoned`. */
type Signals = { interruption: AbortSignal; secondSignal: AbortSignal; abandoned: Promise<Failure>; ignoreSignals(): void };

function listenForSignals(io: Io): Signals {
  const [controller, second] = [new AbortController(), new AbortController()];
  // Every request in flight listens; Node would warn from the eleventh on.
  for (const { signal } of [controller, second]) setMaxListeners(0, signal);
  let abandon: (failure: Failure) => void = () => undefined;
  const abandoned = new Promise<Failure>((resolve) => {
    abandon = resolve;
  });
  const hear = (failure: Failure) => () => {
    if (!controller.signal.aborted) return controller.abort(failure);
    abandon(failure);
    second.abort(failure);
  };
  const handlers = [
    io.onSignal('SIGINT', () => hear(new Failure('interrupted', 'interrupted'))()),
    io.onSignal('SIGTERM', () => hear(new Failure('terminated', 'terminated by SIGTERM'))()),
    // The terminal was closed.
    io.onSignal('SIGHUP', () => hear(new Failure('terminated', 'terminated by SIGHUP'))()),
    // What was begun is undone first: a root access key must not outlive the run that made it. It is no second signal.
    io.onUncaught((error) => (controller.signal.aborted ? undefined : controller.abort(asFailure(error)))),
  ];
  return { interruption: controller.signal, secondSignal: second.signal, abandoned, ignoreSignals: () => handlers.forEach((remove) => remove()) };
}

/** What runs other programs takes long to load, and one command wants it. */
function programsWhenWanted(io: Io, ignoreSignals: () => void): Programs {
  const programs = async (): Promise<Programs> => (await import('./programs.js')).makePrograms(io, ignoreSignals);
  return {
    find: async (name) => (await programs()).find(name),
    run: async (...program) => (await programs()).run(...program),
  };
}

async function startPractice(io: Io): Promise<Practice> {
  const { startPracticeAccount } = await import('./sandbox/start.js');
  return startPracticeAccount({ now: () => io.clock.now(), port: 0 });
}

/** Profiles, keys, endpoints and proxies of the real world must not reach the practice account, nor the reverse. */
function practiceEnvironment(env: Io['env']): Io['env'] {
  const kept = Object.entries(env).filter(([name]) => !/^AWS_/.test(name) && !/^(https?|all|no)_proxy$/i.test(name));
  return { ...Object.fromEntries(kept), AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_EC2_METADATA_DISABLED: 'true' };
}
