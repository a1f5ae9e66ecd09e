import { parsed } from '../../commands/support.js';
import { commandFiles } from '../../../src/program.js';
import { wholeCommands } from './commands.js';

/** Every command and subcommand, as it is typed. */
export const commandNames: string[] = commandFiles.flatMap(({ name, subcommands = [] }) => [name, ...subcommands.map((sub) => `${name} ${sub.name}`)]);

/** The commands under “Examples:” in the help of a command, without the remarks beside them. */
export function examplesOf(name: string): string[] {
  const { text } = parsed([...name.split(' '), '--help']);
  const section = text.split(/^Examples:\n/m)[1]?.trimEnd().split('\n\n')[0] ?? '';
  const lines = section
    .split('\n')
    .filter((line) => !/^ {20,}/.test(line))
    .map((line) => line.replace(/^ {2}\$ /, '').replace(/(\S) {2,}\S.*$/, '$1'));
  return wholeCommands(lines);
}
