import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manPage } from '../../scripts/man-page.js';
import { commandFiles } from '../../src/program.js';

const { version, man } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string; man: string };
const page = manPage(version);

describe('the manual page', () => {
  it('is what `npm run docs:man` makes, and where npm looks for it', async () => {
    await expect(page).toMatchFileSnapshot('../../docs/s3-mfa-delete.1');
    expect(man).toBe('./docs/s3-mfa-delete.1');
  });

  it('has a section for every command and subcommand', () => {
    const sections = [...page.matchAll(/^\.SS (.*)$/gm)].map(([, name]) => name?.replaceAll('\\-', '-'));
    const expected = commandFiles.flatMap(({ name, subcommands = [] }) => [name, ...subcommands.map((sub) => `${name} ${sub.name}`)]);

    expect(sections).toEqual(expected);
  });

  it('holds nothing that roff would take for a request', () => {
    const requests = page.split('\n').filter((line) => /^[.']/.test(line) && !/^\.(TH|SH|SS|B|BR|TP|PP|br|nf|fi)( |$)/.test(line));

    expect(requests).toEqual([]);
  });
});
