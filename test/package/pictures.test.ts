import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/built-program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = readdirSync(`${root}/docs/pictures`);
const names = files.filter((name) => name.endsWith('.svg'));
const readPicture = (name: string) => readFile(`${root}/docs/pictures/${name}`, 'utf8');

/** The lines that a reader of the picture sees. @throws Error where it is not well-formed XML */
function linesOf(svg: string): string[] {
  const lines: string[][] = [];
  let run: string | null = null;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (name === 'text') lines.push([]);
    if (name === 'tspan') run = '';
  });
  parser.on('text', (text) => {
    if (run !== null) run += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name !== 'tspan') return;
    lines.at(-1)?.push(run ?? '');
    run = null;
  });
  parser.write(svg).close();
  return lines.map((runs) => runs.join(' '));
}

const linesIn = async (name: string) => linesOf(await readPicture(name));

const stepsIn = (lines: string[]) => [...new Set(lines.flatMap((line) => /^Step \d of \d: \w.*$/.exec(line) ?? []))];

describe.each(names)('the picture %s', (name) => {
  it('is well-formed, says in words what it shows, and follows light and dark', async () => {
    const svg = await readPicture(name);

    expect(linesOf(svg)).not.toEqual([]);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title description"/);
    expect(svg).toMatch(/<title id="title">[^<]+<\/title>\s*<desc id="description">[^<]+<\/desc>/);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });

  it('stands in the README with words for those who do not see it', async () => {
    expect(await readFile(`${root}/README.md`, 'utf8')).toMatch(new RegExp(`!\\[[^\\]]{30,}\\]\\(docs/pictures/${name}\\)`));
  });

  it('holds nothing of the run that made it', async () => {
    const text = (await linesIn(name)).join('\n');

    expect([...text.matchAll(/AKIA[A-Z0-9]{16}/g)].map(([id]) => id).filter((id) => id !== 'AKIAIOSFODNN7EXAMPLE')).toEqual([]);
    expect(text).not.toMatch(/\/tmp\/|\/home\/|\/Users\//);
  });
});

describe('the picture of the report', () => {
  it('stands in the README in the light and in the dark, with words for those who do not see it', async () => {
    const readme = await readFile(`${root}/README.md`, 'utf8');

    expect(files.filter((name) => !names.includes(name))).toEqual(['report-dark.png', 'report-light.png']);
    expect(readme).toContain('<source media="(prefers-color-scheme: dark)" srcset="docs/pictures/report-dark.png">');
    expect(readme).toMatch(/<img alt="[^"]{30,}" src="docs\/pictures\/report-light\.png"/);
  });

  it.each(['report-light.png', 'report-dark.png'])('%s is a PNG that a README can carry', async (name) => {
    const png = await readFile(`${root}/docs/pictures/${name}`);

    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.length).toBeLessThan(400_000);
  });
});

describe('the pictures', () => {
  it('show the steps that the wizard has today', async () => {
    const { stderr } = await runProgram(['enable', 'ledger-ready', '--yes', '--sandbox']);
    const drawn = await Promise.all(['wizard-buckets.svg', 'wizard-code.svg', 'wizard-done.svg'].map(linesIn));

    expect(stepsIn(drawn.flat())).toEqual(stepsIn(stderr.split('\n')));
    expect(stepsIn(drawn.flat())).toHaveLength(6);
  });

  it('show the verdicts that the practice account has today', async () => {
    const { stdout } = await runProgram(['verify', '--all', '--sandbox', '--json']);
    const { buckets } = JSON.parse(stdout) as { buckets: { name: string; verdict: string }[] };
    const lines = await linesIn('verify.svg');

    const shown = buckets.map(({ name }) => lines.find((line) => line.startsWith(`${name} `)) ?? `${name} is missing`);
    expect(shown).toEqual(buckets.map(({ name, verdict }) => expect.stringMatching(new RegExp(`^${name} .*\\b${verdict}\\b`))));
  });
});
