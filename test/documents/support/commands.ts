import { spawnSync } from 'node:child_process';
import type { Block } from './documents.js';

/** A command as it is documented, and what it is said to print; `null` where nothing is said. */
export type Documented = { command: string; output: string | null };

/** A remark beside a line, in the way of the shell. */
const REMARK = /\s{2,}# .*$/;

/** The commands of a block, in order: after each `$ ` of a `console`, and each whole command of an `sh`. */
export function commandsOf({ language, text }: Block): Documented[] {
  return language === 'console' ? fromConsole(text) : wholeCommands(text.trimEnd().split('\n')).map((command) => ({ command, output: null }));
}

function fromConsole(text: string): Documented[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((entry) => {
      const lines = entry.trimEnd().split('\n').map((line) => line.replace(REMARK, ''));
      const end = lines.findIndex((_, index) => isWhole(lines.slice(0, index + 1).join('\n'))) + 1;
      const output = lines.slice(end).join('\n').trim();
      return { command: lines.slice(0, end).join('\n'), output: output === '' ? null : output };
    });
}

/** Puts lines together until bash takes them for a whole. */
export function wholeCommands(lines: readonly string[]): string[] {
  const commands: string[] = [];
  let begun: string[] = [];
  for (const line of lines) {
    begun.push(line);
    if (!isWhole(begun.join('\n'))) continue;
    commands.push(begun.join('\n'));
    begun = [];
  }
  if (begun.length > 0) throw new Error(`not a whole command: ${begun.join('\n')}`);
  return commands.filter((command) => command.trim() !== '');
}

function isWhole(text: string): boolean {
  return !/[\\|]$/.test(text) && spawnSync('bash', ['-n', '-c', text]).status === 0;
}
