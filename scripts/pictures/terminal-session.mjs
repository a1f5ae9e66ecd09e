import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

const program = fileURLToPath(new URL('../../bin/s3-mfa-delete.js', import.meta.url));
const ROWS = 40;
const PATIENCE_MS = 30_000;

/** Enter, and the other keys that a session needs. */
export const keys = { enter: '\r', space: ' ', down: '\x1b[B' };

/**
 * Runs the built program in a pseudo-terminal, as a person would see it.
 * @param {string[]} args words after `s3-mfa-delete`
 * @param {number} columns width of the terminal
 * @returns a session: `until(pattern)` resolves to the match once it is on the screen, `type(text)` types,
 *   `lines()` gives all lines as {@link Run}s, `ended` resolves at the end
 * @param {number[]} accepted exit codes; at another one `ended` rejects
 */
export function startSession(args, columns, accepted = [0]) {
  const home = mkdtempSync(path.join(tmpdir(), 'home-'));
  const screen = new xterm.Terminal({ cols: columns, rows: ROWS, scrollback: 1000, allowProposedApi: true });
  const child = pty.spawn(process.execPath, [program, ...args], {
    ...{ name: 'xterm-256color', cols: columns, rows: ROWS, cwd: home },
    env: { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: home, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  let drawn = Promise.resolve();
  const ended = new Promise((resolve, reject) => {
    child.onData((output) => {
      drawn = new Promise((done) => screen.write(output, done));
    });
    child.onExit(async ({ exitCode }) => {
      await drawn;
      rmSync(home, { recursive: true, force: true });
      if (accepted.includes(exitCode)) resolve();
      else reject(new Error(`s3-mfa-delete ${args.join(' ')} ended with ${exitCode}:\n${textOf(screen)}`));
    });
  });
  return {
    ended,
    type: (text) => child.write(text),
    until: (pattern) => waitFor(() => pattern.exec(textOf(screen)), () => `${pattern} did not appear:\n${textOf(screen)}`),
    lines: () => linesOf(screen).map(runsOf),
  };
}

async function waitFor(look, complain) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(complain());
}

function linesOf(screen) {
  const buffer = screen.buffer.active;
  return Array.from({ length: buffer.length }, (_, index) => buffer.getLine(index));
}

function textOf(screen) {
  return linesOf(screen).map((line) => line.translateToString(true)).join('\n').trimEnd();
}

/**
 * The text of a line, cut where its look changes.
 * @typedef {{ column: number, text: string, color: number | null, bold: boolean, dim: boolean }} Run `column` is where it
 *   begins, counted from 0; `color` is one of the sixteen of a terminal, `null` for its own
 * @returns {Run[]}
 */
function runsOf(line) {
  const runs = [];
  for (let column = 0; column < line.length; column += 1) {
    const cell = line.getCell(column);
    if (cell.getWidth() === 0) continue;
    const look = { color: cell.isFgPalette() ? cell.getFgColor() : null, bold: cell.isBold() !== 0, dim: cell.isDim() !== 0 };
    const last = runs.at(-1);
    const goesOn = last !== undefined && last.color === look.color && last.bold === look.bold && last.dim === look.dim;
    if (goesOn) last.text += cell.getChars() || ' ';
    else runs.push({ column, text: cell.getChars() || ' ', ...look });
  }
  const lastWord = runs.findLastIndex(({ text }) => text.trim() !== '');
  return runs.slice(0, lastWord + 1).map((run, index) => (index === lastWord ? { ...run, text: run.text.trimEnd() } : run));
}
