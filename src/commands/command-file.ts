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

/** One command of the program. Nothing here may import anything heavier than commander. */
export type CommandFile = {
  name: string;
  /** Positional arguments as usage shows them, for example `[bucket...]`; empty where there are none. */
  usage: string;
  /** One line for the list of commands. */
  summary: string;
  /** Declares flags and help; called only when this command is the one on the command line. */
  declare(command: Command): void;
  /** Turns what was typed into valid options; throws Failure `usage` (or a kind with exit code 2). */
  prepare(invocation: Invocation): ReadyCommand;
};
