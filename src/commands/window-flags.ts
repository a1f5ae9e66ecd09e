import type { Command } from 'commander';
import { Failure } from '../core/failures/failure.js';
import { checkWindowMax, WINDOW_MAX_MS } from '../core/purge/window.js';
import { parseDuration } from '../core/text/amounts.js';
import { textFlag } from './flag-values.js';

/** Declares the flags of the purge window. */
export function declareWindowFlags(command: Command): void {
  command
    .optionsGroup('Purge window:')
    .option('--window', 'turn MFA Delete off with one code, delete without codes, turn it on again with another: for millions of versions')
    .option('--window-max <duration>', 'turn it on again after this long, done or not; --window goes on another time (default: 15m)')
    .option('--accept-open-window', 'accept that MFA Delete is off meanwhile, instead of typing it when asked');
}

/**
 * Reads the flags of the purge window; `null` without `--window`.
 * @throws Failure `usage` where they stand alone, or beside what makes no sense with a window
 */
export function windowFlags(flags: Readonly<Record<string, unknown>>): { maxMs: number; acceptsOpen: boolean } | null {
  const max = textFlag(flags.windowMax);
  const acceptsOpen = flags.acceptOpenWindow === true;
  if (flags.window !== true) {
    const alone = max !== undefined ? '--window-max' : acceptsOpen ? '--accept-open-window' : null;
    if (alone !== null) throw new Failure('usage', `${alone} says something about a purge window, and \`--window\` is not given`, { hints: ['add `--window`'] });
    return null;
  }
  if (flags.allowUnprotected === true) {
    throw new Failure('usage', '--window cannot be used with --allow-unprotected: where MFA Delete is off there is no window to open', { hints: ['leave out one of them'] });
  }
  const code = textFlag(flags.mfaCode);
  if (code !== undefined && code !== '-' && flags.dryRun !== true) {
    throw new Failure('usage', '--mfa-code holds one code, and a window has to be closed with another, later one', {
      hints: ['use `--mfa-process`, `--mfa-code -` with a fresh code a line, or a terminal to type codes on'],
    });
  }
  return { maxMs: max === undefined ? WINDOW_MAX_MS : checkWindowMax(parseDuration('--window-max', max)), acceptsOpen };
}
