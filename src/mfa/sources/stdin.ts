import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../core/failures/failure.js';
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
    async isAtEnd(patience) {
      let atEnd = false;
      const looking = numbered.peek().then(({ done }) => void (atEnd = done === true));
      await patience;
      // What has arrived by now is heard of first.
      await Promise.race([looking, nextTurn()]);
      return atEnd;
    },
    live: false,
    refusalsAllowed: Infinity,
    async next({ purpose, refusals }) {
      const line = await orInterrupted(numbered.peek(), interruption);
      numbered.passed();
      if (line.done !== true) return parseCode(line.value.text, `line ${line.value.number} of standard input`);
      if (refusals > 0) throw new Failure('code-refused', 'the code was refused, and standard input holds no further one', { hints: MORE_CODES });
      throw new Failure('code-source', `standard input holds no further code to ${purpose}`, { hints: MORE_CODES });
    },
  };
}

const MORE_CODES = ['give one fresh code a line, as many as there are requests'];

type Line = IteratorResult<{ number: number; text: string }, undefined>;

/** Lines with their numbers; one that was looked at, or waited for in vain, is still the next. */
type Numbering = { peek(): Promise<Line>; passed(): void };

/** Of lines that several sources read one after the other: the second goes on where the first stopped. */
const numberings = new WeakMap<AsyncIterable<string>, Numbering>();

function numberingOf(lines: AsyncIterable<string>): Numbering {
  const known = numberings.get(lines);
  if (known !== undefined) return known;
  const numbered = withNumbers(lines);
  let ahead: Promise<Line> | null = null;
  const numbering: Numbering = {
    peek: () => (ahead ??= numbered.next()),
    passed: () => void (ahead = null),
  };
  numberings.set(lines, numbering);
  return numbering;
}

async function* withNumbers(lines: AsyncIterable<string>): AsyncGenerator<{ number: number; text: string }, undefined> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') yield { number, text };
  }
  return undefined;
}
