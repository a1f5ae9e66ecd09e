import { carryingFlags, type GivenFlags } from '../core/carried-flags.js';
import type { FailureKind } from '../core/failures/failure-kinds.js';
import type { Cleaner } from './clean-text.js';
import type { Stage } from './stage.js';
import { columnsOf, type OutputStream } from './streams.js';
import type { Style } from './style.js';
import type { Symbols } from './symbols.js';
import { textTable } from './text-table.js';
import type { Tone, Ui } from './ui.js';
import { wrapLine } from './wrap.js';

/** What narration needs; `stream` is stderr. */
type NarrationKit = {
  stage: Stage;
  stream: OutputStream;
  style: Style;
  symbols: Symbols;
  clean: Cleaner;
  quiet: boolean;
  debug: boolean;
  /** What the commands of warnings, errors and hints have to carry. */
  given: GivenFlags;
};

/** Everything of {@link Ui} that is said and not answered, on stderr. */
export type Narration = Pick<Ui, 'heading' | 'line' | 'success' | 'warning' | 'error' | 'block' | 'table' | 'debug'>;

/** Makes the narrator of a run. Lines are wrapped on a terminal only: elsewhere they are for `grep`. */
export function makeNarration({ stage, stream, style, symbols, clean, quiet, debug, given }: NarrationKit): Narration {
  const width = () => (stream.isTTY === true ? columnsOf(stream) : null);
  const say = (text: string) => stage.write(stream, `${text}\n`);
  const narrate = quiet ? () => undefined : say;
  const carry = (text: string) => carryingFlags(text, given);
  const paragraph = (text: string, prefix: string, prefixTone: Tone) => {
    const columns = width();
    const body = columns === null ? clean(text) : wrapLine(clean(text), columns, prefix.length);
    return style.tone(prefix, prefixTone) + style.markup(body);
  };
  return {
    heading: (title) => narrate(`\n${style.tone(paragraph(title, '', 'plain'), 'strong')}`),
    line: (text = '', tone = 'plain') => narrate(style.tone(paragraph(text, '', 'plain'), tone)),
    success: (text) => narrate(paragraph(text, `${symbols.tick} `, 'good')),
    warning: (text, kind) => say(paragraph(carry(kind === undefined ? text : endingIn(kind, text)), `${symbols.warning} `, 'warning')),
    error({ kind, message, hints = [] }) {
      say(paragraph(carry(endingIn(kind, message)), 'error: ', 'bad'));
      for (const hint of hints) say(paragraph(carry(hint), 'hint: ', 'warning'));
    },
    block: (text) => narrate(text.split('\n').map(clean).join('\n')),
    table: (table) => narrate(textTable(table, { columns: width(), style, clean })),
    debug(text) {
      if (debug) say(style.tone(clean(text), 'muted'));
    },
  };
}

/** In brackets, as docs/errors.md has it: whoever searches for what the line ends with finds what to do. */
function endingIn(kind: FailureKind, text: string): string {
  return `${text} [${kind}]`;
}
