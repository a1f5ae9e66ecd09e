import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import type { CommandFile, GlobalFlags } from '../../src/commands/command-file.js';
import { deleteVersionCommand } from '../../src/commands/delete-version.js';
import { restoreCommand } from '../../src/commands/restore.js';
import { isFailure } from '../../src/core/failures/failure.js';

const globals: GlobalFlags = { yes: false, input: true, json: false, quiet: false, debug: false, color: true };

/** Parses the words after the command's name, as the program does. */
function prepared(file: CommandFile, words: string[]): string {
  const command = new Command(file.name).exitOverride().configureOutput({ writeErr: () => undefined });
  for (const word of file.usage.split(' ')) command.argument(word);
  file.declare(command);
  command.parse(words, { from: 'user' });
  try {
    file.prepare({ args: command.args, flags: command.opts(), globals });
    return 'accepted';
  } catch (error) {
    if (isFailure(error) && error.exitCode === 2) return error.message;
    throw error;
  }
}

describe('delete-version', () => {
  const refused = (words: string[]) => prepared(deleteVersionCommand, words);

  test.each<string[]>([
    ['ledger'],
    ['ledger', 'a.txt'],
    ['ledger', 'a.txt', '3HL4'],
    ['s3://ledger', '--prefix', 'tmp/'],
    ['--bucket', 'ledger', '--key', 'a.txt', '--version-id', '3HL4', '--version-id', 'null'],
    ['ledger', 'a.txt', '--version-id', '3HL4'],
    ['ledger', '--from', '-', '--confirm', 'ledger', '--mfa-process', 'codes'],
    ['ledger', '--key=-rf', '--version-id', '1'],
  ])('%s %s %s %s is understood', (...words) => {
    expect(refused(words.filter((word) => word !== undefined))).toBe('accepted');
  });

  test.each<[string[], string]>([
    [[], 'no bucket was named'],
    [['Ledger'], 'capital letters'],
    [['ledger', '--bucket', 'ledger'], 'the bucket is given twice'],
    [['ledger', 'a.txt', '--key', 'b.txt'], 'the key is given twice: `a.txt` and --key `b.txt`'],
    [['ledger', 'a.txt', '1', '--version-id', '2'], 'the version is given twice'],
    [['ledger', '--version-id', '1'], 'a version id was given without its key'],
    [['ledger', 'a.txt', '--from', 'list.json'], 'a key and --from cannot be used together'],
    [['ledger', '--prefix', 'a', '--from', 'list.json'], '--prefix and --from cannot be used together'],
    [['ledger', '--from', '-', '--mfa-code', '-'], 'stdin can feed one thing'],
    [['ledger', '--confirm', 'logs'], '--confirm `logs` is not the name of the bucket, `ledger`'],
    [['ledger', ''], 'the key is empty'],
    [['ledger', 'a.txt', ''], 'the version id is empty'],
  ])('%j is refused', (words, complaint) => {
    expect(refused(words)).toContain(complaint);
  });
});

describe('restore', () => {
  const refused = (words: string[]) => prepared(restoreCommand, words);

  test.each<[string[]]>([
    [['ledger']],
    [['ledger', 'a.txt', 'b.txt', 'a.txt']],
    [['ledger', '--prefix', 'tmp/', '--deleted-after', '2026-03-01', '--deleted-before', '2026-03-01']],
    [['ledger', '--confirm', 'ledger']],
  ])('%j is understood', (words) => {
    expect(refused(words)).toBe('accepted');
  });

  test.each<[string[], string]>([
    [['ledger', 'a.txt', '--prefix', 'a'], 'keys and --prefix cannot be used together'],
    [['ledger', ''], 'a key is empty'],
    [['ledger', '--deleted-after', 'yesterday'], '--deleted-after `yesterday` is not a point in time'],
    [['ledger', '--deleted-after', '2026-03-02', '--deleted-before', '2026-03-01'], 'nothing lies between them'],
    [['ledger', '--confirm', 'logs'], 'is not the name of the bucket'],
  ])('%j is refused', (words, complaint) => {
    expect(refused(words)).toContain(complaint);
  });
});
