import xterm from '@xterm/headless';

/** A terminal without a window: raw output goes in, what a person would see comes out. */
export type Screen = {
  /** Resolves once the output is on the screen. */
  write(output: string | Uint8Array): Promise<void>;
  /** The lines in view, without trailing spaces and without empty lines at the end. */
  visible(): string;
  /** The lines in view and those that scrolled out of it. */
  transcript(): string;
};

/**
 * Makes a screen.
 * @param columns width; default 80
 * @param rows height; default 24
 */
export function makeScreen(columns = 80, rows = 24): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const linesFrom = (first: number) => {
    const buffer = terminal.buffer.active;
    const lines = Array.from({ length: buffer.length - first }, (_, index) =>
      buffer.getLine(first + index)?.translateToString(true) ?? '',
    );
    return lines.join('\n').trimEnd();
  };
  return {
    write: (output) => new Promise((resolve) => terminal.write(output, resolve)),
    visible: () => linesFrom(terminal.buffer.active.baseY),
    transcript: () => linesFrom(0),
  };
}
