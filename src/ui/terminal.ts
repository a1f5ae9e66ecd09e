import type { GivenFlags } from '../core/carried-flags.js';
import type { Clock } from '../core/clock.js';
import type { Redactor } from '../core/text/redaction.js';
import { makeCleaner } from './clean-text.js';
import { makeNarration } from './narration.js';
import { makeProgress } from './progress.js';
import type { QuestionKit, Questions } from './prompts/questions.js';
import { makeResults } from './results.js';
import { makeSpinner } from './spinner.js';
import { makeStage, type Stage } from './stage.js';
import { columnsOf, type InputStream, type OutputStream, type TerminalEnvironment } from './streams.js';
import { makeStyle, wantsColor } from './style.js';
import { symbolsFor } from './symbols.js';
import type { Ui } from './ui.js';

/** What a terminal is made of; nothing in src/ui touches `process`. */
export type TerminalParts = {
  /** Read when the first question is asked. */
  stdin: InputStream;
  stdout: OutputStream;
  stderr: OutputStream;
  env: TerminalEnvironment;
  /** `--quiet`: no narration. */
  quiet: boolean;
  /** `--debug`. */
  debug: boolean;
  /** `never`: `--no-color`. */
  color: 'auto' | 'never';
  /** stdin and stderr are terminals and `--no-input` was not given. */
  canAsk: boolean;
  redactor: Redactor;
  clock: Clock;
  /** Flags that the commands of warnings, errors and hints carry on; default: none. */
  given?: GivenFlags;
  /** Open questions and countdowns reject with its reason. */
  interruption: AbortSignal;
};

/** Makes the {@link Ui} of a run: lines, tables, spinner and questions on the given streams. */
export function makeTerminalUi(parts: TerminalParts): Ui {
  const { stdout, stderr, env, quiet, debug, color, canAsk, redactor, clock, interruption, given = {} } = parts;
  const dumb = env.TERM === 'dumb';
  const symbols = symbolsFor(env);
  const style = makeStyle(wantsColor(stderr, env, color));
  const clean = makeCleaner(redactor);
  const spinner = stderr.isTTY === true && !dumb && !quiet ? makeSpinner(stderr, style, symbols) : null;
  const stage = makeStage(spinner);
  const narration = makeNarration({ stage, stream: stderr, style, symbols, clean, quiet, debug, given });
  const questionKit = {
    get input() {
      return parts.stdin;
    },
    output: stderr,
    look: { style, symbols, clean, columns: () => columnsOf(stderr) },
    ...{ interruption, clock, dumb },
  };
  return {
    canAsk,
    get columns() {
      return columnsOf(stderr);
    },
    ...narration,
    ...makeResults({ stage, stream: stdout, style: makeStyle(wantsColor(stdout, env, color)), redactor }),
    ...makeProgress({ spinner, narration, shown: (title) => style.markup(clean(title)), clock, interruption }),
    ...askedOnStage(stage, canAsk, questionKit),
  };
}

/** The questions, each with the stage to itself; Inquirer is loaded when the first is asked. */
function askedOnStage(stage: Stage, canAsk: boolean, kit: QuestionKit): Questions {
  let loading: Promise<Questions> | undefined;
  const asked = async <T>(question: (questions: Questions) => Promise<T>): Promise<T> => {
    if (!canAsk) throw new Error('a question was about to be asked where nobody can answer');
    loading ??= import('./prompts/questions.js').then(({ makeQuestions }) => makeQuestions(kit));
    const questions = await loading;
    return stage.ask(() => question(questions));
  };
  return {
    select: (...question) => asked(({ select }) => select(...question)),
    checkbox: (...question) => asked(({ checkbox }) => checkbox(...question)),
    confirm: (...question) => asked(({ confirm }) => confirm(...question)),
    input: (...question) => asked(({ input }) => input(...question)),
    password: (...question) => asked(({ password }) => password(...question)),
    code: (...question) => asked(({ code }) => code(...question)),
  };
}
