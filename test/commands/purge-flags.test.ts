import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { purgeCommand } from '../../src/commands/purge.js';
import { purgeBasis } from '../../src/commands/purge-flags.js';
import { type Failure, isFailure } from '../../src/core/failures/failure.js';

/** The flags as commander hands them over. */
function flagsOf(...line: string[]): Record<string, unknown> {
  const command = new Command('purge').argument('<bucket>').exitOverride();
  purgeCommand.declare(command);
  return command.parse(['ledger', ...line], { from: 'user' }).opts();
}

const globals = { yes: false, input: true, json: false, quiet: false, debug: false, color: true };

function refused(args: string[], ...line: string[]): Failure {
  try {
    purgeCommand.prepare({ args, flags: flagsOf(...line), globals });
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error(`\`${line.join(' ')}\` was accepted`);
}

const nothing = { olderThanMs: null, keep: null, prefix: '', minSize: null, maxSize: null, include: [], exclude: [], expiredDeleteMarkers: false, allVersions: false };

describe('what says which versions go', () => {
  test.each<[string[], object]>([
    [['--older-than', '30d', '--keep', '3'], { ...nothing, olderThanMs: 30 * 86_400_000, keep: 3 }],
    [['--older-than', '0s', '--prefix', 'a/', '--min-size', '1KiB', '--max-size', '2000'], { ...nothing, olderThanMs: 0, prefix: 'a/', minSize: 1024, maxSize: 2000 }],
    [['--keep', '0', '--include', '*.txt', '--include', '*.md', '--exclude', 'x*'], { ...nothing, keep: 0, include: ['*.txt', '*.md'], exclude: ['x*'] }],
    [['--expired-delete-markers'], { ...nothing, expiredDeleteMarkers: true }],
    [['--all-versions'], { ...nothing, allVersions: true }],
  ])('%j', (line, flags) => {
    expect(purgeBasis(flagsOf(...line))).toEqual({ by: 'flags', flags });
  });

  test('a lifecycle configuration or a plan, alone', () => {
    expect(purgeBasis(flagsOf('--lifecycle', 'rules.json', '--plan-out', 'p'))).toEqual({ by: 'lifecycle', path: 'rules.json' });
    expect(purgeBasis(flagsOf('--plan', 'p', '--dry-run'))).toEqual({ by: 'plan', path: 'p' });
  });

  test.each<[string[], RegExp]>([
    [[], /nothing says which versions to delete/],
    [['--prefix', 'a/'], /nothing says which versions to delete/],
    [['--older-than', '30'], /--older-than `30` is not a duration/],
    [['--older-than', '1.5d'], /is not a duration/],
    [['--keep', '-1'], /--keep `-1` is not a whole number/],
    [['--keep', '1', '--min-size', '2GB'], /--min-size `2GB` is not a size/],
    [['--keep', '1', '--min-size', '2', '--max-size', '1'], /--min-size is greater than --max-size/],
    [['--keep', '1', '--exclude', '{a,b}'], /has braces/],
    [['--all-versions', '--keep', '1'], /--all-versions cannot be used with --keep/],
    [['--lifecycle', 'f', '--keep', '1'], /--lifecycle cannot be used with --keep/],
    [['--lifecycle', 'f', '--prefix', 'a'], /--lifecycle cannot be used with --prefix/],
    [['--plan', 'f', '--lifecycle', 'g'], /--plan cannot be used with --lifecycle/],
    [['--plan', 'f', '--plan-out', 'g'], /--plan cannot be used with --plan-out/],
    [['--plan', 'f', '--exclude', 'g'], /--plan cannot be used with --exclude/],
    [['--keep', '1', '--mfa-code', '123456', '--mfa-process', 'x'], /--mfa-code and --mfa-process cannot be used together/],
  ])('%j is refused', (line, message) => {
    const failure = refused(['ledger'], ...line);
    expect(failure.message).toMatch(message);
    expect([failure.kind, failure.hints.length > 0]).toEqual(['usage', true]);
  });

  test('a bucket has to be named, and has to be one', () => {
    expect(refused([], '--keep', '1').kind).toBe('missing-input');
    expect(refused(['No_Bucket'], '--keep', '1').kind).toBe('invalid-bucket-name');
  });
});
