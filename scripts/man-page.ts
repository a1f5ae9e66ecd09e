import type { Command } from 'commander';
import { commandFiles, makeProgram } from '../src/program.js';

/**
 * The manual page, from what `--help` is made of: man(7) as groff and mandoc read it.
 * @param version goes to its foot
 */
export function manPage(version: string): string {
  const program = declared([], version);
  const commands = commandFiles.flatMap(({ name }) => withSubcommands(commandNamed(declared([name], version), name)));
  return [
    `.TH S3-MFA-DELETE 1 "" "s3-mfa-delete ${version}" "User Commands"`,
    '.SH NAME',
    roff(`s3-mfa-delete - ${firstSentence(program.description())}`),
    '.SH SYNOPSIS',
    ...commands.map(({ path, command }) => `.B s3-mfa-delete ${roff(path)}\n${roff(command.usage())}\n.br`),
    '.SH DESCRIPTION',
    ...paragraphs(program.description()),
    '.SH COMMANDS',
    ...commands.flatMap(({ path, command }) => section(path, command)),
    '.SH OPTIONS OF EVERY COMMAND',
    ...optionsOf(program),
    '.SH EXIT STATUS',
    ...exitStatus.flatMap(([code, words]) => ['.TP', `.B ${code}`, roff(words)]),
    '.SH SEE ALSO',
    '.BR aws (1)',
    '',
  ].join('\n');
}

/** The contract's table of exit codes, in words. */
const exitStatus: readonly (readonly [string, string])[] = [
  ['0', 'done, or everything asked about is as it should be'],
  ['1', 'a finding: a bucket is not protected, a plan has blockers, some versions were not deleted'],
  ['2', 'usage: unknown flag, bad value, input missing off a terminal'],
  ['3', 'could not tell or could not finish: access denied, not found, throttled, network, state unknown'],
  ['4', 'these credentials cannot do it: none, expired, not root, a session token, no device that makes codes'],
  ['5', 'the MFA code was refused, or none could be had'],
  ['70', 'a bug in this program'],
  ['130, 143', 'Ctrl-C, SIGTERM; says what was and was not changed'],
];

type Named = { path: string; command: Command };

function declared(argv: string[], version: string): Command {
  return makeProgram(argv, { version, print: () => undefined, columns: 80 }, () => undefined);
}

function commandNamed(program: Command, name: string): Named {
  const command = program.commands.find((candidate) => candidate.name() === name);
  if (command === undefined) throw new Error(`there is no command ${name}`);
  return { path: name, command };
}

function withSubcommands(named: Named): Named[] {
  return [named, ...named.command.commands.flatMap((command) => withSubcommands({ path: `${named.path} ${command.name()}`, command }))];
}

function section(path: string, command: Command): string[] {
  return [`.SS ${roff(path)}`, ...paragraphs(command.description()), ...optionsOf(command), '.PP', '.nf', ...helpAfter(command).map(roff), '.fi'];
}

function optionsOf(command: Command): string[] {
  return command.options.filter(({ hidden }) => !hidden).flatMap(({ flags, description }) => ['.TP', `.B ${roff(flags)}`, roff(description)]);
}

/** What stands under a command's flags: the examples and what follows them. */
function helpAfter(command: Command): string[] {
  const whole: string[] = [];
  command.configureOutput({ writeOut: (text) => void whole.push(text) });
  command.outputHelp();
  const lines = whole.join('').split('\n');
  const at = lines.indexOf('Examples:');
  return at < 0 ? [] : lines.slice(at);
}

function paragraphs(text: string): string[] {
  return text.split('\n\n').flatMap((paragraph) => ['.PP', ...paragraph.split('\n').map(roff)]);
}

function firstSentence(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** Text that roff takes as it is: no escapes, no requests, hyphens that can be copied. */
function roff(text: string): string {
  return text.replace(/\\/g, '\\e').replace(/-/g, '\\-').replace(/^([.'])/, '\\&$1').replace(/[^\x00-\x7f]/gu, (character) => `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
