import { describe, expect, it } from 'vitest';
import { makeStyle, wantsColor } from '../../src/ui/style.js';
import { symbolsFor } from '../../src/ui/symbols.js';
import { collectingStream } from '../support/collecting-stream.js';
import { terminalOutput } from '../support/fake-terminal.js';

describe('colour', () => {
  it.each([
    ['a terminal', true, {}, 'auto', true],
    ['a pipe', false, {}, 'auto', false],
    ['--no-color', true, { FORCE_COLOR: '1' }, 'never', false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, 'auto', false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, 'auto', true],
    ['TERM=dumb', true, { TERM: 'dumb' }, 'auto', false],
    ['FORCE_COLOR on a pipe', false, { FORCE_COLOR: '1' }, 'auto', true],
    ['FORCE_COLOR against NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, 'auto', true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, 'auto', false],
  ] as const)('with %s', (_, isTerminal, env, color, expected) => {
    expect(wantsColor(isTerminal ? terminalOutput() : collectingStream(), env, color)).toBe(expected);
  });

  it('is not decided by the environment of the tests but by the stream alone', () => {
    expect(makeStyle(true).tone('text', 'bad')).toBe('\x1b[31mtext\x1b[39m');
    expect(makeStyle(false).tone('text', 'bad')).toBe('text');
  });

  it('replaces pairs of backticks and leaves a single one', () => {
    expect(makeStyle(true).markup('`a` and `b` and `')).toBe('\x1b[36ma\x1b[39m and \x1b[36mb\x1b[39m and `');
    expect(makeStyle(false).markup('`a` and `')).toBe('`a` and `');
  });
});

describe('symbols', () => {
  it.each([
    ['a UTF-8 locale', { LANG: 'en_GB.UTF-8' }, '✔'],
    ['no locale at all', {}, '✔'],
    ['LC_ALL over LANG', { LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, '+'],
    ['Latin-1', { LANG: 'de_DE.ISO-8859-1' }, '+'],
    ['the Linux console', { TERM: 'linux', LANG: 'en_GB.UTF-8' }, '+'],
    ['a dumb terminal', { TERM: 'dumb' }, '+'],
    ['the old Windows console', { OS: 'Windows_NT' }, '+'],
    ['Windows Terminal', { OS: 'Windows_NT', WT_SESSION: '1' }, '✔'],
  ])('fit %s', (_, env, tick) => {
    expect(symbolsFor(env).tick).toBe(tick);
  });

  it('have an ASCII form each', () => {
    expect(JSON.stringify(symbolsFor({ TERM: 'dumb' }))).toMatch(/^[\x20-\x7e]*$/);
  });
});
