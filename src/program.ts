import { Command, CommanderError } from 'commander';
import type { CommandFile, GlobalFlags, ReadyCommand } from './commands/command-file.js';
import { deleteVersionCommand } from './commands/delete-version.js';
import { disableCommand } from './commands/disable.js';
import { enableCommand } from './commands/enable.js';
import { type ConnectionFlags, connectionFlags, declareGlobalFlags } from './commands/flags.js';
import { purgeCommand } from './commands/purge.js';
import { restoreCommand } from './commands/restore.js';
import { sandboxCommand } from './commands/sandbox.js';
import { refuseMissingValues, usageFailure } from './commands/usage-errors.js';
import { suspendCommand } from './commands/suspend.js';
import { verifyCommand } from './commands/verify.js';

/** Every command, in the order help lists them. */
export const commandFiles: readonly CommandFile[] = [
  enableCommand,
  disableCommand,
  suspendCommand,
  verifyCommand,
  deleteVersionCommand,
  purgeCommand,
  restoreCommand,
  sandboxCommand,
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
  const words = new Set(end < 0 ? argv : argv.slice(0, end));
  return {
    yes: words.has('--yes'),
    input: !words.has('--no-input'),
    json: words.has('--json'),
    quiet: words.has('--quiet'),
    debug: words.has('--debug'),
    color: !words.has('--no-color'),
  };
}

/** The command that is being called, or helped with; `undefined` for none. */
export function calledCommand(argv: readonly string[]): CommandFile | undefined {
  const words = argv.filter((word) => !word.startsWith('-'));
  const name = words[0] === 'help' ? words[1] : words[0];
  return commandFiles.find((file) => file.name === name);
}

function configure(command: Command, print: (text: string) => void, columns: number): Command {
  return command
    .exitOverride()
    .configureHelp({ helpWidth: columns, showGlobalOptions: true, subcommandTerm: (sub) => sub.name() })
    .configureOutput({ writeOut: print, writeErr: () => undefined, getOutHelpWidth: () => columns, getErrHelpWidth: () => columns });
}

/**
 * Parses a command line. Only the called command declares its options, which keeps `--help` fast.
 * @param argv the words after the program's name
 * @param print writes help and version to stdout
 * @throws Failure `usage` (or another kind with exit code 2) for what cannot be understood
 */
export function parse(argv: readonly string[], io: { version: string; print: (text: string) => void; columns: number }): Parsed {
  let ready: Parsed = { kind: 'printed' };
  const program = configure(new Command('s3-mfa-delete'), io.print, io.columns)
    .usage('<command> [flags]')
    .description(about)
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help; `s3-mfa-delete <command> --help` has examples');
  // On the program, commander accepts them before and after the command's name.
  declareGlobalFlags(program);
  const called = calledCommand(argv);
  for (const file of commandFiles) {
    const command = configure(program.command(`${file.name} ${file.usage}`.trim()), io.print, io.columns);
    command.summary(file.summary).description(`${file.summary[0]?.toUpperCase()}${file.summary.slice(1)}.`);
    if (file !== called) continue;
    command.usage(`${file.usage} [flags]`.trim()).helpOption('-h, --help', 'print this help');
    file.declare(command);
    command.action((...parameters: unknown[]) => {
      ready = prepare(file, command, parameters);
    });
  }
  try {
    program.parse(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end the parsing by an error as well, with exit code 0.
    if (error.exitCode !== 0) throw usageFailure(error, called?.name, argv);
  }
  return ready;
}

function prepare(file: CommandFile, command: Command, parameters: unknown[]): Parsed {
  refuseMissingValues(command);
  const flags = command.optsWithGlobals<Record<string, unknown>>();
  const globals: GlobalFlags = {
    yes: flags.yes === true,
    input: flags.input !== false,
    json: flags.json === true,
    quiet: flags.quiet === true,
    debug: flags.debug === true,
    color: flags.color !== false,
  };
  // Commander hands over one value per declared argument (a list for a variadic one), then options and command.
  const args = parameters.slice(0, -2).flat().filter((value): value is string => typeof value === 'string');
  const run = file.prepare({ args, flags, globals });
  return { kind: 'command', name: file.name, globals, connection: connectionFlags(flags), run };
}
