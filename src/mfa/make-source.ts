import type { CodeSourceChoice } from './choose-source.js';
import { makeFlagSource } from './sources/flag.js';
import { makePracticeSource, practiceDisplay } from './sources/practice.js';
import { makeProcessSource } from './sources/process.js';
import { makePromptSource, type PromptQuestion } from './sources/prompt.js';
import { makeStdinSource } from './sources/stdin.js';
import type { CodeSource } from './types.js';

/** What the sources need, whichever is chosen. */
export type CodeSourceParts = {
  /** The Ui's question for a code. */
  ask(question: PromptQuestion): Promise<string>;
  /** With `--sandbox`: tells what a device of the practice account shows now; `null` otherwise. */
  practice: { code(serialNumber: string): string } | null;
  env: Readonly<Record<string, string | undefined>>;
  /** Lines of standard input. */
  stdinLines(): AsyncIterable<string>;
  interruption: AbortSignal;
};

/**
 * Makes the source that was chosen.
 * @throws Failure `invalid-code` or `usage` when the value of the flag cannot be used, before anything is run
 */
export function makeCodeSource(choice: CodeSourceChoice, parts: CodeSourceParts): CodeSource {
  const { practice, env, interruption } = parts;
  switch (choice.kind) {
    case 'flag':
      return makeFlagSource(choice.code);
    case 'stdin':
      return makeStdinSource(parts.stdinLines(), interruption);
    case 'process':
      return makeProcessSource({ command: choice.command, from: choice.from, env, interruption });
    case 'prompt':
      return makePromptSource({ ask: (question) => parts.ask(question), display: practice === null ? undefined : practiceDisplay((serial) => practice.code(serial)) });
    case 'practice':
      if (practice === null) throw new Error('the practice device was chosen without a practice account');
      return makePracticeSource((serial) => practice.code(serial));
  }
}
