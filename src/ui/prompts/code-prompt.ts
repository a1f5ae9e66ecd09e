import { createPrompt, isEnterKey, useEffect, useKeypress, useState } from '@inquirer/core';
import stringWidth from 'fast-string-width';
import { msLeftInStep } from '../../core/clock.js';
import { errorLine, type Look, mutedLine, questionLine, reasonLine } from './look.js';

/** What the code prompt needs. All texts are ready for the screen. */
export type CodePromptConfig = {
  message: string;
  /** Lines above the question, for example why the code before was refused; empty for none. */
  reason: string;
  /** The line under the input, asked for again each second; empty for none. */
  display: () => string;
  /** Present time, ms since the epoch. */
  now: () => number;
  /** Redraw each second? Not where a redraw cannot overwrite what stands there. */
  ticking: boolean;
  look: Look;
};

const RULE = 'a code is six digits, as the device shows now';

/** What a code takes on the screen: a space before it, and perhaps one in its middle. */
const CODE_WIDTH = ' 123 456'.length;

/** Asks for six digits; spaces are ignored, as apps show `123 456`. Shows how long the code on the device still holds. */
export const codePrompt = createPrompt<string, CodePromptConfig>((config, done) => {
  const { look, now, ticking } = config;
  const [answered, setAnswered] = useState(false);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState('');
  const [, setTicks] = useState(0);

  useEffect(() => (ticking ? everySecond(now, () => setTicks((ticks) => ticks + 1)) : undefined), []);
  useKeypress((key, readline) => {
    if (!isEnterKey(key)) {
      setTyped(readline.line);
      setError(/[^\d\s]/.test(readline.line) ? RULE : '');
      return;
    }
    const code = typed.replace(/\s/g, '');
    if (/^\d{6}$/.test(code)) {
      setTyped(code);
      setAnswered(true);
      done(code);
    } else {
      // Nothing of it is worth correcting, and it may be a password that should not stay on the screen.
      setTyped('');
      setError(RULE);
    }
  });

  const question = upToCode(look, questionLine(look, config.message, answered));
  if (answered) return question + look.style.accent(typed);
  const above = config.reason === '' ? '' : `${reasonLine(look, config.reason)}\n`;
  const secondsLeft = mutedLine(look, `${Math.ceil(msLeftInStep(now()) / 1000)} s until the next code`);
  const below = [config.display(), secondsLeft, error === '' ? '' : errorLine(look, error)];
  return [above + question + typed, below.filter((line) => line !== '').join('\n')];
});

/** The question and where its code begins: on a line of its own, under the text, where it would break inside its digits. */
function upToCode({ columns, symbols }: Look, question: string): string {
  const lastLine = question.slice(question.lastIndexOf('\n') + 1);
  // The cursor stands behind the last digit, on the same line.
  const hasRoom = stringWidth(lastLine) + CODE_WIDTH < columns();
  return hasRoom ? `${question} ` : `${question}\n${' '.repeat(symbols.question.length + 1)}`;
}

/** Calls `tick` at every full second until the returned function is called. */
function everySecond(now: () => number, tick: () => void): () => void {
  let timer: NodeJS.Timeout;
  const schedule = () => {
    timer = setTimeout(() => {
      tick();
      schedule();
    }, 1000 - (now() % 1000));
  };
  schedule();
  return () => clearTimeout(timer);
}
