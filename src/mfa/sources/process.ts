import { split } from 'shlex';
import { Failure } from '../../core/failures/failure.js';
import type { CodeSource } from '../types.js';
import { runCommand } from './run-command.js';

/**
 * Credentials that the command has no business with: it makes codes, it does not call AWS as us. AWS_SECURITY_TOKEN is
 * the old name of the session token, which is still read.
 */
const WITHHELD = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'];

/** What {@link makeProcessSource} needs. */
export type ProcessParts = {
  /** The command line; `{serial}` stands for the serial number of the device. */
  command: string;
  /** Where it was given, for messages: `--mfa-process`. */
  from: string;
  env: Readonly<Record<string, string | undefined>>;
  interruption: AbortSignal;
  /** How long the command may take, in ms. */
  timeoutMs?: number;
  /** How long its process group may take to end when told to, in ms. */
  graceMs?: number;
};

/**
 * A command that prints a code (`--mfa-process`). Its output must hold exactly one run of six digits.
 * @throws Failure `usage` at once when the command line is empty or its quotes are open; `next` throws `code-source`
 *   when the command gives no code that can be used, and the reason of the interruption
 */
export function makeProcessSource(parts: ProcessParts): CodeSource {
  const { interruption, timeoutMs = 30_000, graceMs = 2_000 } = parts;
  const [file, ...args] = wordsOf(parts);
  const env = Object.fromEntries(Object.entries(parts.env).filter(([name]) => !WITHHELD.includes(name.toUpperCase())));
  return {
    kind: 'process',
    live: true,
    refusalsAllowed: 2,
    async next({ device }) {
      // After the split, so that no serial number can add words of its own.
      const place = (word: string): string => word.replaceAll('{serial}', () => device.serialNumber);
      const output = await runCommand({ file: place(file), args: args.map(place), env, interruption, timeoutMs, graceMs });
      return onlyCodeIn(output, file);
    },
  };
}

function wordsOf({ command, from }: ProcessParts): [string, ...string[]] {
  let words: string[];
  try {
    words = split(command);
  } catch (cause) {
    throw new Failure('usage', `the command of ${from} cannot be split into words: a quote is not closed`, {
      hints: ['quote it whole for the shell, for example `--mfa-process "op item get aws --otp"`'],
      cause,
    });
  }
  const [file, ...args] = words;
  if (file === undefined || file === '') throw new Failure('usage', `${from} is empty`, { hints: ['give a command that prints a code'] });
  return [file, ...args];
}

function onlyCodeIn(output: string, file: string): string {
  const [code, ...others] = output.match(/(?<!\d)\d{6}(?!\d)/g) ?? [];
  if (code !== undefined && others.length === 0) return code;
  const found = code === undefined ? 'no six-digit code' : `${1 + others.length} runs of six digits`;
  throw new Failure('code-source', `the command for MFA codes, \`${file}\`, printed ${found}; exactly one is wanted`, {
    hints: ['run the command yourself and look at what it prints on standard output'],
  });
}
