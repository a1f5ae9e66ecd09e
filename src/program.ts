import { Command, CommanderError } from 'commander';
import { type CommandFile, type GlobalFlags, HELP_OF_COMMAND, type ReadyCommand, type TopCommand } from './commands/command-file.js';
import { completionCommand } from './commands/completion.js';
import { deleteVersionCommand } from './commands/delete-version.js';
import { disableCommand } from './commands/disable.js';
import { enableCommand } from './commands/enable.js';
import { type ConnectionFlags, connectionFlags, declareGlobalFlags } from './commands/flags.js';
import { policyCommand } from './commands/policy.js';
import { purgeCommand } from './commands/purge.js';
import { restoreCommand } from './commands/restore.js';
import { rootKeyCommand } from './commands/root-key.js';
import { sandboxCommand } from './commands/sandbox.js';
import { sessionCommand } from './commands/session.js';
import { suspendCommand } from './commands/suspend.js';
import { fullName, refuseMissingValues, usageFailure } from './commands/usage-errors.js';
import { verifyCommand } from './commands/verify.js';

/** Every command, in the order help lists them. */
export const commandFiles: readonly TopCommand[] = [
  enableCommand,
  disableCommand,
  suspendCommand,
  verifyCommand,
  deleteVersionCommand,
  purgeCommand,
  restoreCommand,
  rootKeyCommand,
  sessionCommand,
  policyCommand,
  sandboxCommand,
  completionCommand,
];

/** What a command line came to: a command to run, or text that commander has printed already (help, version). */
export type Parsed =
  | { kind: 'printed' }
  | { kind: 'command'; name: string; globals: GlobalFlags; connection: ConnectionFlags; run: ReadyCommand };

const about = `Turn on, prove and operate Amazon S3 MFA Delete.

MFA Delete stops anyone, even with stolen admin keys, from permanently deleting \
object versions or suspending versioning. Begin with \`s3-mfa-delete enable \
--sandbox\`: a practice account that behaves like AWS, on this machine.`;

/** The global flags of a raw command line, for errors that come before it is parsed. */
export function globalFlagsOf(argv: readonly string[]): GlobalFlags {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const words = new Set(flags);
  return {
    yes: words.has('--yes'),
    input: !words.has('--no-input'),
    // One and the same, so that failures are documents as well.
    json: words.has('--json') || words.has('--format=json') || flags.some((word, at) => word === '--format' && flags[at + 1] === 'json'),
    quiet: words.has('--quiet'),
    debug: words.has('--debug'),
    color: !words.has('--no-color'),
  };
}

/** The command that is being called, or helped with; `undefined` for none. */
function calledCommand(argv: readonly string[]): TopCommand | undefined {
  const words = commandWords(argv);
  const name = words[0] === 'help' ? words[1] : words[0];
  return commandFiles.find((file) => file.name === name);
}

/** Its name, with that of the subcommand: `root-key status`; `null` for none. For errors that come before it is parsed. */
export function calledName(argv: readonly string[]): string | null {
  const called = calledCommand(argv);
  const next = commandWords(argv)[1];
  const sub = called?.subcommands?.find(({ name }) => name === next);
  return called === undefined ? null : [called.name, ...(sub ? [sub.name] : [])].join(' ');
}

function commandWords(argv: readonly string[]): string[] {
  return argv.filter((word) => !word.startsWith('-'));
}

function configure(command: Command, print: (text: string) => void, columns: number): Command {
  return command
    .exitOverride()
    .configureHelp({ helpWidth: columns, showGlobalOptions: true, subcommandTerm: (sub) => sub.name() })
    .configureOutput({ writeOut: print, writeErr: () => undefined, getOutHelpWidth: () => columns, getErrHelpWidth: () => columns });
}

/** How help looks and where it goes; `print` writes help and version to stdout. */
type HelpOutput = { version: string; print: (text: string) => void; columns: number };

/**
 * The program as commander knows it. Only the called command declares its options, which keeps `--help` fast.
 * @param argv the words after the program's name
 * @param done is told what a parsed line came to
 */
export function makeProgram(argv: readonly string[], io: HelpOutput, done: (parsed: Parsed) => void): Command {
  const program = configure(new Command('s3-mfa-delete'), io.print, io.columns)
    .usage('<command> [flags]')
    .description(about)
    .version(io.version, '-V, --version', 'print the version')
    .helpCommand('help [command]', HELP_OF_COMMAND)
    .helpOption('-h, --help', 'print help; `s3-mfa-delete <command> --help` has examples');
  // On the program, commander accepts them before and after the command's name.
  declareGlobalFlags(program);
  const called = calledCommand(argv);
  for (const file of commandFiles) {
    const command = configure(addTo(program, file), io.print, io.columns);
    if (file === called) declareCalled(file, command, { ...io, done });
  }
  return program;
}

/**
 * Parses a command line.
 * @param argv the words after the program's name
 * @throws Failure `usage` (or another kind with exit code 2) for what cannot be understood
 */
export function parse(argv: readonly string[], io: HelpOutput): Parsed {
  let ready: Parsed = { kind: 'printed' };
  const program = makeProgram(argv, io, (parsed) => (ready = parsed));
  try {
    program.parse(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end the parsing by an error as well, with exit code 0.
    if (error.exitCode !== 0) throw usageFailure(error, calledName(argv) ?? undefined, argv);
  }
  return ready;
}

function addTo(parent: Command, { name, usage, summary }: TopCommand): Command {
  return parent.command(`${name} ${usage.startsWith('<command>') ? '' : usage}`.trim()).summary(summary).description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
}

/** Declares the flags of the command that was called, and its subcommands with theirs. */
function declareCalled(file: TopCommand, command: Command, io: { print: (text: string) => void; columns: number; done: (parsed: Parsed) => void }): void {
  command.usage(`${file.usage} [flags]`.trim()).helpOption('-h, --help', 'print this help');
  file.declare(command);
  if (file.prepare !== null) command.action((...parameters: unknown[]) => io.done(prepare(file, command, parameters)));
  for (const sub of file.subcommands ?? []) declareCalled(sub, configure(addTo(command, sub), io.print, io.columns), io);
}

function prepare(file: CommandFile, command: Command, parameters: unknown[]): Parsed {
  refuseMissingValues(command);
  const flags = command.optsWithGlobals<Record<string, unknown>>();
  const globals: GlobalFlags = {
    yes: flags.yes === true,
    input: flags.input !== false,
    json: flags.json === true || flags.format === 'json',
    quiet: flags.quiet === true,
    debug: flags.debug === true,
    color: flags.color !== false,
  };
  // Commander hands over one value per declared argument (a list for a variadic one), then options and command.
  const args = parameters.slice(0, -2).flat().filter((value): value is string => typeof value === 'string');
  const run = file.prepare({ args, flags, globals });
  return { kind: 'command', name: fullName(command), globals, connection: connectionFlags(flags), run };
}
