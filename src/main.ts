import type { GlobalFlags } from './commands/command-file.js';
import type { Context } from './context.js';
import { documentHead } from './core/document-head.js';
import { asFailure, explain } from './core/failures/explain.js';
import { type Failure, failureDocument, isFailure } from './core/failures/failure.js';
import { TOOL, VERSION } from './core/version.js';
import type { CommandResult } from './flows/command-result.js';
import { type Io, processIo } from './process-io.js';
import { calledName, globalFlagsOf, type Parsed, parse } from './program.js';
import type { ContextRequest, MadeContext } from './real-context.js';
import { jsonDocument } from './ui/json.js';

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
    const { complete } = await import('./complete.js');
    const isWhole = await complete(argv.slice(2), io);
    return { exitCode: 0, abandoned: false, stuck: !isWhole };
  }
  let parsed: Parsed;
  try {
    parsed = parse(argv, { version: VERSION, print: (text) => void io.stdout.write(text), columns: io.stdout.columns ?? 80 });
  } catch (error) {
    return { exitCode: await reportWithoutContext(asFailure(error), argv, io), abandoned: false };
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
    const argv = [...name.split(' '), ...(globals.json ? ['--json'] : []), ...(globals.color ? [] : ['--no-color'])];
    return { exitCode: await reportWithoutContext(asFailure(error), argv, request.io), abandoned: false };
  }
  try {
    const ended = await Promise.race([command(context), abandoned.then((failure) => Promise.reject(failure))]);
    // Something was thrown where nobody catches, and the run came to its end in spite of it.
    if (isFailure(context.interruption.reason, 'bug')) throw context.interruption.reason;
    if (globals.json) {
      if (ended.document !== null) printDocument(name, context, ended.document);
    } else {
      ended.show(context.ui);
    }
    return { exitCode: ended.exitCode, abandoned: false };
  } catch (error) {
    const failure = asFailure(error);
    const secondSignal = context.interruption.aborted && failure !== context.interruption.reason && isFailure(failure, 'interrupted', 'terminated');
    return { exitCode: report(failure, name, globals, context), abandoned: secondSignal };
  } finally {
    await release();
  }
}

function report(failure: Failure, name: string, globals: GlobalFlags, context: Context): number {
  const { message, hints, exitCode, isBug } = explain(failure);
  const stopped = isFailure(failure, 'interrupted', 'terminated');
  context.ui.error({ kind: failure.kind, message: stopped ? `${message}: ${context.changes.summary().join('; ')}` : message, hints });
  if (isBug && failure.cause instanceof Error) context.ui.debug(failure.cause.stack ?? '');
  if (globals.json) printDocument(name, context, { error: failureDocument(failure) });
  return exitCode;
}

function head(command: string | null, { clock, head: whose }: Pick<Context, 'head' | 'clock'>): Record<string, unknown> {
  return documentHead(command, { tool: TOOL, now: clock.now(), whose });
}

function printDocument(command: string | null, context: Context, body: Record<string, unknown>): void {
  context.ui.resultText(jsonDocument({ ...head(command, context), ...body }));
}

/** Usage errors end here: no context, no SDK, only the terminal. */
async function reportWithoutContext(failure: Failure, argv: readonly string[], io: Io): Promise<number> {
  const globals = globalFlagsOf(argv);
  const { makeUi } = await import('./real-context.js');
  const ui = await makeUi({ globals, io });
  const { message, hints, exitCode, isBug } = explain(failure);
  ui.error({ kind: failure.kind, message, hints });
  if (isBug && failure.cause instanceof Error) ui.debug(failure.cause.stack ?? '');
  if (globals.json) {
    const nobody = { account: null, partition: null, principal: null };
    const document = { ...head(calledName(argv), { head: nobody, clock: io.clock }), error: failureDocument(failure) };
    ui.resultText(jsonDocument(document));
  }
  return exitCode;
}
