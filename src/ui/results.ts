import type { Redactor } from '../core/text/redaction.js';
import { makeCleaner, redactResult } from './clean-text.js';
import type { Stage } from './stage.js';
import { columnsOf, type OutputStream } from './streams.js';
import type { Style } from './style.js';
import { textTable } from './text-table.js';
import type { Ui } from './ui.js';

/** What results need; `stream` is stdout, and `style` is judged by it alone. */
type ResultsKit = { stage: Stage; stream: OutputStream; style: Style; redactor: Redactor };

/** Everything of {@link Ui} that goes to stdout. Never wrapped and never silenced; a table fits the terminal, if there is one. */
export function makeResults({ stage, stream, style, redactor }: ResultsKit): Pick<Ui, 'result' | 'resultTable' | 'resultText' | 'resultLine' | 'resultSecret' | 'resultsTaken' | 'resultsUnread'> {
  const clean = makeCleaner(redactor);
  let waiting: Promise<void> | null = null;
  let moment: Promise<void> | null = null;
  const put = (text: string) => stage.write(stream, text);
  return {
    result: (text, tone = 'plain') => put(`${style.tone(style.markup(clean(text)), tone)}\n`),
    resultTable: (table) => put(`${textTable(table, { columns: stream.isTTY === true ? columnsOf(stream) : null, style, clean })}\n`),
    resultText: (text) => put(redactResult(redactor, text)),
    resultLine: (text) => {
      // On a terminal the spinner would be drawn before what is held.
      if (stream.isTTY !== true) moment ??= momentOf(stream).then(() => void (moment = null));
      put(redactResult(redactor, text));
    },
    resultSecret: put,
    resultsTaken: async () => {
      await moment;
      if (!stream.writableNeedDrain || stream.destroyed) return;
      // Many may wait, and they wait for the same.
      waiting ??= room(stream).then(() => void (waiting = null));
      await waiting;
    },
    resultsUnread: () => stream.destroyed || Boolean(stream.errored),
  };
}

/**
 * Holds what is written until the answers that have arrived by now are dealt with. Each write to a pipe wakes its reader, and
 * ten thousand of them take longer than all requests.
 */
function momentOf(stream: OutputStream): Promise<void> {
  stream.cork();
  return new Promise((resolve) =>
    setImmediate(() => {
      stream.uncork();
      resolve();
    }),
  );
}

/** Until the stream has passed on what it holds, or cannot any more. */
function room(stream: OutputStream): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'] as const;
    const done = (): void => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.once(event, done);
  });
}
