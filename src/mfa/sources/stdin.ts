import { Failure } from '../../core/failure.js';
import { parseCode } from '../code-text.js';
import { orInterrupted } from '../or-interrupted.js';
import type { CodeSource } from '../types.js';

/**
 * Codes from standard input, one a line; empty lines are skipped. A refused or repeated code is followed by the next.
 * `next` throws Failure `invalid-code` for a line that is no code, `code-source` when no line is left (`code-refused`
 * when the last one was refused), and the reason of the interruption while it waits for a line.
 */
export function makeStdinSource(lines: AsyncIterable<string>, interruption: AbortSignal): CodeSource {
  const numbered = numberingOf(lines);
  return {
    kind: 'stdin',
    live: false,
    refusalsAllowed: Infinity,
    async next({ purpose, refusals }) {
      const line = await orInterrupted(numbered.next(), interruption);
      if (line.done !== true) return parseCode(line.value.text, `line ${line.value.number} of standard input`);
      if (refusals > 0) throw new Failure('code-refused', 'the code was refused, and standard input holds no further one', { hints: MORE_CODES });
      throw new Failure('code-source', `standard input holds no further code to ${purpose}`, { hints: MORE_CODES });
    },
  };
}

const MORE_CODES = ['give one fresh code a line, as many as there are requests'];

/** Of lines that several sources read one after the other: the second goes on where the first stopped. */
const numberings = new WeakMap<AsyncIterable<string>, AsyncGenerator<{ number: number; text: string }, undefined>>();

function numberingOf(lines: AsyncIterable<string>): AsyncGenerator<{ number: number; text: string }, undefined> {
  const known = numberings.get(lines) ?? withNumbers(lines);
  numberings.set(lines, known);
  return known;
}

async function* withNumbers(lines: AsyncIterable<string>): AsyncGenerator<{ number: number; text: string }, undefined> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') yield { number, text };
  }
  return undefined;
}
