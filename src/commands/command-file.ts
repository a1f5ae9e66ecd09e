import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { CommandResult } from '../flows/command-result.js';

/** The flags every command has (contract, section 2), as main reads them before anything else is loaded. */
export type GlobalFlags = {
  yes: boolean;
  /** `false` with `--no-input`. */
  input: boolean;
  json: boolean;
  quiet: boolean;
  debug: boolean;
  /** `false` with `--no-color`. */
  color: boolean;
};

/** What commander parsed for one command: positional arguments and the flags by their camelCase names. */
export type Invocation = {
  args: string[];
  flags: Readonly<Record<string, unknown>>;
  globals: GlobalFlags;
};

/** A command made ready: its options are valid, its flow is not loaded yet. */
export type ReadyCommand = (context: Context) => Promise<CommandResult>;

/**
 * One command of the program, or one of its subcommands. Nothing here may import anything heavier than commander.
 * A command that is nothing without a subcommand (`root-key status`) is made by `commandGroup`; one that works by
 * itself as well (`session`, `session check`) lists its subcommands here.
 */
export type CommandFile = {
  /** As it is typed, without the name of the command it belongs to. */
  name: string;
  /** Positional arguments as usage shows them, for example `[bucket...]`; empty where there are none. */
  usage: string;
  /** One line for the list of commands. */
  summary: string;
  /** Declares flags and help; called only when this command is the one on the command line. */
  declare(command: Command): void;
  /** Turns what was typed into valid options; throws Failure `usage` (or a kind with exit code 2). */
  prepare(invocation: Invocation): ReadyCommand;
  /** In the order help lists them. A flag that command and subcommand share may stand before or after the latter's name. */
  subcommands?: readonly CommandFile[];
};

/** A command that only holds others together. */
type CommandGroup = Pick<CommandFile, 'name' | 'usage' | 'summary' | 'declare'> & { subcommands: readonly CommandFile[]; prepare: null };

/** Everything that may stand first on the command line. */
export type TopCommand = CommandFile | CommandGroup;

/** What `help` does, where a command has subcommands. */
export const HELP_OF_COMMAND = 'print the help of a command';

/**
 * Makes a command that only holds others together: by itself it is a usage error.
 * @param examples ends its help
 */
export function commandGroup({ examples, ...group }: Pick<CommandGroup, 'name' | 'summary' | 'subcommands'> & { examples: string }): CommandGroup {
  return { ...group, usage: '<command>', declare: (command) => void command.helpCommand('help [command]', HELP_OF_COMMAND).addHelpText('after', examples), prepare: null };
}
