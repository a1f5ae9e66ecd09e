import type { GlobalFlags } from './commands/command-file.js';
import { complete } from './complete.js';
import type { Context, Whose } from './context.js';
import { documentCarryingFlags, type GivenFlags } from './core/carried-flags.js';
import type { Clock } from './core/clock.js';
import { documentHead } from './core/document-head.js';
import { asFailure, explain } from './core/failures/explain.js';
import { type Failure, failureDocument, isFailure } from './core/failures/failure.js';
import { TOOL, VERSION } from './core/version.js';
import type { CommandResult } from './flows/command-result.js';
import { type Io, processIo } from './process-io.js';
import { calledName, globalFlagsOf, type Parsed, parse } from './program.js';
import type { ContextRequest, MadeContext } from './real-context.js';
import { jsonDocument } from './ui/json.js';
import type { Ui } from './ui/ui.js';

/**
 * How a run ended. `abandoned`: a second Ctrl-C; the process has to be ended although work is still pending. `stuck`: the same
 * for a file that does not let itself be read, which keeps Node from exiting.
 */
export type Ending = { exitCode: number; abandoned: boolean; stuck?: boolean };

/** What makes the context of a run; rejects where there can be none. */
export type MakeContext = (request: ContextRequest) => Promise<MadeContext>;

/** The real one. Loaded only now: help and version need nothing of it. */
export const realContext: MakeContext = async (request) => (await import('./real-context.js')).makeContext(request);

/** Runs one command line on the real process: what bin/ calls. */
export async function run(argv: readonly string[]): Promise<Ending> {
  return main(argv, processIo());
}

/**
 * Runs one command line from words to exit code. The only place that catches, prints errors and maps exit codes.
 * @param argv the words after the program's name
 * @param io streams, environment and signals, so that tests need no process
 * @param makeContext so that tests can put somebody before the terminal
 */
export async function main(argv: readonly string[], io: Io, makeContext: MakeContext = realContext): Promise<Ending> {
  if (argv[0] === 'complete' && argv[1] === '--') {
    const isWhole = await complete(argv.slice(2), io);
    return { exitCode: 0, abandoned: false, stuck: !isWhole };
  }
  let parsed: Parsed;
  try {
    parsed = parse(argv, { version: VERSION, print: (text) => void io.stdout.write(text), columns: io.stdout.columns ?? 80 });
  } catch (error) {
    const called = { name: calledName(argv), globals: globalFlagsOf(argv) };
    return { exitCode: await reportWithoutContext(asFailure(error), called, io), abandoned: false };
  }
  if (parsed.kind === 'printed') return { exitCode: 0, abandoned: false };
  const { name, globals, connection, run: command } = parsed;
  return runCommand(name, command, { globals, connection, io }, makeContext);
}

async function runCommand(name: string, command: (context: Context) => Promise<CommandResult>, request: ContextRequest, makeContext: MakeContext): Promise<Ending> {
  const { globals } = request;
  let context: Context;
  let release: () => Promise<void>;
  let abandoned: Promise<Failure>;
  try {
    ({ context, release, abandoned } = await makeContext(request));
  } catch (error) {
    return { exitCode: await reportWithoutContext(asFailure(error), { name, globals, given: request.connection }, request.io), abandoned: false };
  }
  try {
    const ended = await Promise.race([command(context), abandoned.then((failure) => Promise.reject(failure))]);
    // Something was thrown where nobody catches, and the run came to its end in spite of it.
    if (isFailure(context.interruption.reason, 'bug')) throw context.interruption.reason;
    if (globals.json) {
      const { ui, clock, head: whose } = context;
      if (ended.document !== null) ui.resultText(jsonDocument({ ...documentHead(name, { tool: TOOL, now: clock.now(), whose }), ...documentCarryingFlags(ended.document, request.connection) }));
    } else {
      ended.show(context.ui);
    }
    return { exitCode: ended.exitCode, abandoned: false };
  } catch (error) {
    const failure = orTheBug(asFailure(error), context);
    const secondSignal = context.interruption.aborted && failure !== context.interruption.reason && isFailure(failure, 'interrupted', 'terminated');
    return { exitCode: report(failure, name, request, context), abandoned: secondSignal };
  } finally {
    await release();
  }
}

/** What was called, as far as that is known. */
type Called = { name: string | null; globals: GlobalFlags; given?: GivenFlags };

/** A bug that nobody caught comes before whatever else ended the run, which is said as well; a signal comes before both. */
function orTheBug(failure: Failure, { interruption, ui }: Context): Failure {
  const { reason } = interruption;
  if (!isFailure(reason, 'bug') || failure === reason || isFailure(failure, 'bug', 'interrupted', 'terminated')) return failure;
  ui.error(failure);
  return reason;
}

function report(failure: Failure, name: string, { globals, connection }: ContextRequest, context: Context): number {
  const { ui, changes, clock, head } = context;
  return say(failure, { name, globals, given: connection }, { ui, clock, whose: head, did: changes.summary().join('; ') });
}

/** What comes before there is a context ends here: no SDK, only the terminal. */
async function reportWithoutContext(failure: Failure, called: Called, io: Io): Promise<number> {
  const { makeUi } = await import('./real-context.js');
  const ui = await makeUi({ globals: called.globals, io, given: called.given ?? {} });
  return say(failure, called, { ui, clock: io.clock, whose: { account: null, partition: null, principal: null }, did: null });
}

/** For a person on stderr, and with `--json` as a document on stdout. @param did what was and was not changed, where that is known. @returns the exit code */
function say(failure: Failure, { name, globals, given = {} }: Called, { ui, clock, whose, did }: { ui: Ui; clock: Clock; whose: Whose; did: string | null }): number {
  const { message, hints, exitCode, isBug } = explain(failure);
  const isStopped = did !== null && isFailure(failure, 'interrupted', 'terminated');
  ui.error({ kind: failure.kind, message: isStopped ? `${message}: ${did}` : message, hints: isBug && did !== null ? [`what this run did: ${did}`, ...hints] : hints });
  if (isBug && failure.cause instanceof Error) ui.debug(failure.cause.stack ?? '');
  if (globals.json) ui.resultText(jsonDocument({ ...documentHead(name, { tool: TOOL, now: clock.now(), whose }), error: documentCarryingFlags({ ...failureDocument(failure), hints }, given) }));
  return exitCode;
}
