import { PassThrough } from 'node:stream';
import type { Clock } from '../../src/core/clock.js';
import { Failure } from '../../src/core/failures/failure.js';
import { makeRedactor, type Redactor } from '../../src/core/text/redaction.js';
import { makeTerminalUi, type TerminalParts } from '../../src/ui/terminal.js';
import type { Choice, Ui } from '../../src/ui/ui.js';
import { collectingStream } from './collecting-stream.js';

/** Names one choice: part of its visible name, or what must hold for it. */
export type ChoiceAnswer = string | RegExp | ((choice: Choice<unknown>) => boolean);

/**
 * What the person does at a question. select: one choice; checkbox: a list of choices; confirm: a boolean; input,
 * password and code: the text. Booleans and texts may be functions, called at that moment; a function that throws stands for
 * whatever ends a question, see {@link ctrlC}.
 */
export type Answer = boolean | ChoiceAnswer | readonly ChoiceAnswer[] | (() => string) | (() => boolean);

/** One expected question (part of its message) and the answer. */
export type ScriptLine = readonly [question: string | RegExp, answer: Answer];

/** A question as it was asked. */
export type AskedQuestion = {
  kind: 'select' | 'checkbox' | 'confirm' | 'input' | 'password' | 'code';
  message: string;
  /** Visible names; a disabled one with its reason in brackets. */
  choices?: string[];
  /** Why a code was wanted again. */
  reason?: string;
};

/** A Ui that answers from a script; all that is printed goes the way it goes off a terminal. */
export type ScriptedUi = Ui & {
  /** Lines on stderr. */
  lines(): string[];
  /** Text on stdout. */
  output(): string;
  readonly questions: readonly AskedQuestion[];
  /** The same person, whose open questions end with another signal. */
  hearing(interruption: AbortSignal): Ui;
  /** @throws when a question of the script was not asked, or one was asked that is not in it */
  finished(): void;
};

/** How a scripted Ui is made. `sleep` of the clock has to let the time pass without waiting. */
export type ScriptedUiOptions = {
  script?: readonly ScriptLine[];
  clock: Clock;
  redactor?: Redactor;
  interruption?: AbortSignal;
  /** Default: there is a script. */
  canAsk?: boolean;
  quiet?: boolean;
  debug?: boolean;
};

/** The answer of somebody who presses Ctrl-C. */
export function ctrlC(): never {
  throw new Failure('interrupted', 'interrupted');
}

/** Makes a Ui that answers from a script, in order. */
export function scriptedUi(options: ScriptedUiOptions): ScriptedUi {
  const { script = [], clock, redactor = makeRedactor(), quiet = false, debug = false } = options;
  const interruption = options.interruption ?? new AbortController().signal;
  const [stdout, stderr] = [collectingStream(), collectingStream()];
  const parts = { stdin: new PassThrough(), stdout, stderr, env: {}, quiet, debug, redactor, clock, interruption };
  const play = makePlayer(script);
  const canAsk = options.canAsk ?? script.length > 0;
  const speaking = (heard: AbortSignal): Ui => answering({ ...parts, interruption: heard }, canAsk, play);
  const { asked, finished } = play;
  return { ...speaking(interruption), hearing: speaking, lines: stderr.lines, output: stdout.text, questions: asked, finished };
}

/** Prints the way it goes off a terminal, and answers from the script. */
function answering(parts: Omit<TerminalParts, 'color' | 'canAsk'>, canAsk: boolean, play: Play): Ui {
  const printing = makeTerminalUi({ ...parts, color: 'never', canAsk: false });
  const player = play.hearing(parts.interruption, (refusal) => printing.warning(refusal));
  const text = (kind: 'input' | 'password') => async (message: string, validate: (text: string) => true | string = () => true) =>
    player.text({ kind, message }, validate);
  return {
    ...printing,
    canAsk,
    select: async (message, choices) => {
      const answer = await player.next({ kind: 'select', message, choices: visible(choices) });
      return chosen(choices, answer as ChoiceAnswer).value;
    },
    checkbox: async (message, choices) => {
      const answers = (await player.next({ kind: 'checkbox', message, choices: visible(choices) })) as readonly ChoiceAnswer[];
      const ticked = new Set(answers.map((answer) => chosen(choices, answer)));
      return choices.filter((choice) => ticked.has(choice)).map(({ value }) => value);
    },
    confirm: async (message) => {
      const said = await player.next({ kind: 'confirm', message });
      const answer = typeof said === 'function' ? (said as () => unknown)() : said;
      if (typeof answer !== 'boolean') throw new Error(`“${message}” wants true or false`);
      return answer;
    },
    input: text('input'),
    password: text('password'),
    code: async ({ message, reason }) => {
      const question = { kind: 'code', message, ...(reason !== undefined && { reason }) } as const;
      const validate = (typed: string) => /^\d{6}$/.test(typed.replace(/\s/g, '')) || 'a code is six digits, as the device shows now';
      return (await player.text(question, validate)).replace(/\s/g, '');
    },
  };
}

type Play = ReturnType<typeof makePlayer>;

function makePlayer(script: readonly ScriptLine[]) {
  const left = [...script];
  const asked: AskedQuestion[] = [];
  let mismatch: Error | null = null;

  const next = (interruption: AbortSignal) => async (question: AskedQuestion): Promise<Answer> => {
    interruption.throwIfAborted();
    asked.push(question);
    const [expected, answer] = left.shift() ?? [];
    if (expected === undefined || answer === undefined || !matches(question.message, expected)) {
      mismatch ??= new Error(`“${question.message}” was asked; the script has ${expected === undefined ? 'no further question' : `“${expected}”`}`);
      throw mismatch;
    }
    if (answer === ctrlC) ctrlC();
    return answer;
  };

  const text = (interruption: AbortSignal, refuse: (why: string) => void) => async (question: AskedQuestion, validate: (text: string) => true | string): Promise<string> => {
    const answer = await next(interruption)(question);
    const typed = typeof answer === 'function' ? (answer as () => string)() : answer;
    if (typeof typed !== 'string') throw new Error(`“${question.message}” wants a text`);
    const verdict = validate(typed);
    if (verdict === true) return typed;
    // A person would see why and be asked again in place, so the script has to say what comes next.
    refuse(verdict);
    return text(interruption, refuse)(question, validate);
  };

  const finished = () => {
    if (mismatch !== null) throw mismatch;
    if (left.length > 0) throw new Error(`never asked: ${left.map(([expected]) => `“${expected}”`).join(', ')}`);
  };
  const hearing = (interruption: AbortSignal, refuse: (why: string) => void) => ({ next: next(interruption), text: text(interruption, refuse) });
  return { hearing, finished, asked };
}

function visible<T>(choices: readonly Choice<T>[]): string[] {
  return choices.map(({ name, disabled }) => (disabled === undefined ? name : `${name} (${disabled})`));
}

function chosen<T>(choices: readonly Choice<T>[], answer: ChoiceAnswer): Choice<T> {
  const found = choices.find((choice) => (typeof answer === 'function' ? answer(choice) : matches(choice.name, answer)));
  if (found === undefined) throw new Error(`no choice is ${answer}: ${visible(choices).join(', ')}`);
  if (found.disabled !== undefined) throw new Error(`“${found.name}” cannot be chosen: ${found.disabled}`);
  return found;
}

function matches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}
