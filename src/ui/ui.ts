import type { FailureKind } from '../core/failures/failure-kinds.js';

/**
 * How the program speaks and asks. The rules:
 * - stdout carries results only; everything else goes to stderr.
 * - Text is plain: no escape sequences. Commands and names stand in backticks, which a terminal shows coloured
 *   (and without the backticks). The implementation redacts secrets and makes control characters visible in
 *   everything it prints, so callers need not.
 * - Questions appear only when `canAsk`; asking otherwise is a bug in the caller.
 */
export type Tone = 'plain' | 'strong' | 'muted' | 'good' | 'warning' | 'bad';

/** A table cell: its text and how it is toned. */
export type Cell = string | { text: string; tone: Tone };

/** A table: column titles and rows of as many cells. */
export type Table = {
  head: string[];
  rows: Cell[][];
  /** The last column may be left out where the table is too wide; this line then stands below it, if it says anything. */
  insteadOfLast?: string;
};

/**
 * One thing to choose. `description` is shown while the pointer is on it; `disabled` says why it cannot be taken; `short`
 * stands for a long name once it is chosen.
 */
export type Choice<T> = { value: T; name: string; short?: string; description?: string; disabled?: string };

/** A question for a six-digit code. */
type CodeQuestion = {
  message: string;
  /** Shown above the input, for example why the code before was refused. */
  reason?: string | undefined;
  /** A line redrawn every second under the question: the practice authenticator's display. */
  display?: (() => string) | undefined;
};

/** A failure as it is told; every `Failure` is one. */
type ToldFailure = { kind: FailureKind; message: string; hints?: readonly string[] };

export interface Ui {
  /** stdin and stderr are terminals and `--no-input` was not given. */
  readonly canAsk: boolean;
  /** Columns available on stderr; 80 where unknown. */
  readonly columns: number;

  /** Title of a step. */
  heading(title: string): void;
  /** One line of narration (wrapped to the terminal). Silent with `--quiet`. */
  line(text?: string, tone?: Tone): void;
  /** A line that tells something was done or is as it should be (`✔`). Silent with `--quiet`. */
  success(text: string): void;
  /** A line the person must not miss (`!`). Also with `--quiet`. `kind`: of the failure that it tells, which it ends with. */
  warning(text: string, kind?: FailureKind): void;
  /** `error: … [kind]` and `hint: …` lines. Also with `--quiet`. docs/errors.md is found by the kind. */
  error(failure: ToldFailure): void;
  /** Preformatted text: printed as it is, never wrapped, so that it can be copied. Silent with `--quiet`. */
  block(text: string): void;
  /** A table as narration, on stderr. Silent with `--quiet`. */
  table(table: Table): void;
  /** One line with `--debug`, nothing otherwise. */
  debug(text: string): void;

  /** Results, on stdout. `result` prints lines, `resultTable` a table, `resultText` exact text (JSON, CSV). */
  result(text: string, tone?: Tone): void;
  resultTable(table: Table): void;
  resultText(text: string): void;
  /** One of very many results: exact text that ends in a newline, written together with the others of the same moment. */
  resultLine(text: string): void;
  /** Resolves when stdout has room for more: at once, unless its reader is slow. */
  resultsTaken(): Promise<void>;
  /** Has the reader of stdout gone away (`| head -1`)? */
  resultsUnread(): boolean;
  /** Exact text on stdout that nothing is hidden in: credentials that were asked for. */
  resultSecret(text: string): void;

  /** Runs work under a spinner on a terminal (a plain line elsewhere); `update` changes its title. */
  during<T>(title: string, work: (update: (title: string) => void) => Promise<T>): Promise<T>;
  /** Waits until `untilMs` (ms since the epoch) with a visible countdown: `message` gets the whole seconds left. */
  countdown(message: (secondsLeft: number) => string, untilMs: number): Promise<void>;

  /** Questions. Each rejects with the reason of the interruption when it is interrupted (Ctrl-C, SIGTERM, end of input). */
  select<T>(message: string, choices: Choice<T>[]): Promise<T>;
  /** A searchable list to tick; at least one must be ticked. */
  checkbox<T>(message: string, choices: Choice<T>[]): Promise<T[]>;
  confirm(message: string, preselected: boolean): Promise<boolean>;
  input(message: string, validate?: (text: string) => true | string): Promise<string>;
  password(message: string, validate?: (text: string) => true | string): Promise<string>;
  /** Six digits (spaces allowed while typing), with the seconds left in the present step. Returns the digits only. */
  code(question: CodeQuestion): Promise<string>;
}
