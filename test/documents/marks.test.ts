import { readFileSync } from 'node:fs';
import { split } from 'shlex';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../src/core/failures/failure.js';
import { parsed } from '../commands/support.js';
import { commandsOf } from './support/commands.js';
import { blocksOf, documents, isShell, textOf } from './support/documents.js';
import { readSetup } from './support/setup.js';

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { scripts: Record<string, string> };

describe.each(documents)('%s', (document) => {
  const blocks = blocksOf(document);

  it('says of every block for the shell how it is run, or why it is not', () => {
    const unmarked = blocks.filter((block) => isShell(block) && (block.mark === null || (!block.mark.isRun && block.mark.says.length < 10)));

    expect(unmarked.map(({ where }) => where)).toEqual([]);
  });

  it('has marks that can be set up, before blocks that have commands', () => {
    for (const block of blocks.filter(({ mark }) => mark?.isRun === true)) {
      expect(isShell(block), block.where).toBe(true);
      expect(() => readSetup(block.mark?.says ?? ''), block.where).not.toThrow();
      expect(commandsOf(block).length, block.where).toBeGreaterThan(0);
    }
  });

  it('has no mark that stands before nothing', () => {
    const marks = [...textOf(document).matchAll(/^ *<!-- (not )?run/gm)];

    expect(marks.length).toBe(blocks.filter(({ mark }) => mark !== null).length);
  });

  it('names scripts that are there', () => {
    const named = [...textOf(document).matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name);

    expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
  });

  it('names commands and flags that are there, also where they are not run', () => {
    expect(commandLines(document).map(mistakeIn).filter((mistake) => mistake !== null)).toEqual([]);
  });
});

/** What follows the program's name, up to where the shell or the sentence goes on: in blocks of every language, and in the text. */
function commandLines(document: string): string[] {
  const text = textOf(document).replaceAll(/\\\n\s*/g, '');
  const spans = [...text.matchAll(/`s3-mfa-delete ([^`]+)`/g)].map(([, line = '']) => line);
  const lines = blocksOf(document).flatMap((block) => [...block.text.replaceAll(/\\\n\s*/g, '').matchAll(/(?<![\w/-])s3-mfa-delete ([^\n]+)/g)].map(([, line = '']) => line));
  return [...spans, ...lines]
    .map((line) => line.replace(/\s{2,}#.*|\s*(\|\||>|;|\) ).*|".*"$/g, '').trim())
    // `whoami` is the one that CONTRIBUTING.md lets a newcomer make.
    .filter((line) => line !== '' && !/…|<|^whoami/.test(line));
}

/** What is wrong with a command line; that something is left out is not. */
function mistakeIn(line: string): string | null {
  try {
    parsed(split(line.replace(/[')]+$/, (end) => (line.split("'").length % 2 === 0 ? '' : end))));
    return null;
  } catch (error) {
    return isFailure(error) && error.kind === 'missing-input' ? null : `s3-mfa-delete ${line}: ${String(error)}`;
  }
}
