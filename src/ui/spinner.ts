import type { Ora } from 'ora';
import type { OutputStream } from './streams.js';
import type { Style } from './style.js';
import type { Symbols } from './symbols.js';

/** Work that is shown while it goes on. */
type Activity = { update(title: string): void; end(): void };

/** The one spinner of a terminal. Several activities may go on; the latest is shown. */
export type Spinner = {
  begin(title: string): Activity;
  /** Takes the spinner off the screen until `resume`: a question owns the terminal. */
  pause(): void;
  resume(): void;
  /** Writes whole lines above the spinner. */
  aside(write: () => void): void;
};

/**
 * Makes the spinner of a terminal. `ora` takes longer to load than much of the work that is shown, so it is loaded
 * beside the work: what ends before is never shown.
 */
export function makeSpinner(stream: OutputStream, style: Style, symbols: Symbols): Spinner {
  const titles: { text: string }[] = [];
  let drawing: Ora | null = null;
  let loading: Promise<void> | null = null;
  let paused = false;

  const refresh = () => {
    const title = titles.at(-1);
    if (title === undefined || paused) {
      if (drawing?.isSpinning === true) drawing.stop();
      return;
    }
    if (drawing === null) {
      loading ??= loadOra(stream, style, symbols).then((loaded) => {
        drawing = loaded;
        refresh();
      });
      return;
    }
    drawing.text = title.text;
    if (!drawing.isSpinning) drawing.start();
  };

  return {
    begin(text) {
      const title = { text };
      titles.push(title);
      refresh();
      return {
        update(newText) {
          title.text = newText;
          refresh();
        },
        end() {
          titles.splice(titles.indexOf(title), 1);
          refresh();
        },
      };
    },
    pause() {
      paused = true;
      refresh();
    },
    resume() {
      paused = false;
      refresh();
    },
    aside(write) {
      const spinning = drawing?.isSpinning === true;
      if (spinning) drawing?.clear();
      write();
      if (spinning) drawing?.render();
    },
  };
}

async function loadOra(stream: OutputStream, style: Style, symbols: Symbols): Promise<Ora> {
  const { default: ora } = await import('ora');
  const { interval, frames } = symbols.spinner;
  return ora({
    stream,
    spinner: { interval, frames: frames.map((frame) => style.accent(frame)) },
    color: false,
    isEnabled: true,
    // The terminal stays in its ordinary mode, so that Ctrl-C stays a signal.
    discardStdin: false,
  });
}
