import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { blocksOf, textOf } from './support/documents.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const contributing = textOf('CONTRIBUTING.md');

/** The files that CONTRIBUTING.md lets a newcomer write, by the paths that it says. */
function newFiles(): Map<string, string> {
  const paths = [...contributing.matchAll(/^\d\. \*\*The \w+\*\*, `(src\/[^`]+)`/gm)].map(([, file = '']) => path.join(root, file));
  const texts = blocksOf('CONTRIBUTING.md').filter(({ language }) => language === 'ts').map(({ text }) => text);
  expect(paths.length).toBe(texts.length);
  return new Map(paths.map((file, index) => [file, texts[index] ?? '']));
}

describe('CONTRIBUTING.md', () => {
  it('shows a new command that compiles against the source as it is', () => {
    const files = newFiles();
    const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile) as { config: { compilerOptions: object } };
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['x.ts'] }, ts.sys, root);
    const host = ts.createCompilerHost(options);
    const { readFile, fileExists } = host;
    host.readFile = (file) => files.get(file) ?? readFile(file);
    host.fileExists = (file) => files.has(file) || fileExists(file);
    const program = ts.createProgram([...files.keys()], { ...options, noEmit: true, skipLibCheck: true }, host);

    const mistakes = [...files.keys()].flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));

    expect(mistakes.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)).toEqual([]);
  });

  it('names files that are there', () => {
    const named = [...contributing.matchAll(/`((?:src|test|docs|\.ci)\/[\w./-]+)`/g)].map(([, file = '']) => file);

    expect(named.filter((file) => !/whoami/.test(file) && !existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const architecture = textOf('docs/architecture.md');

  it('walks one command in ten steps', () => {
    const walk = architecture.split('## One command, from argv to exit code')[1]?.split('\n## ')[0] ?? '';

    expect(walk.match(/^\d+(?=\. )/gm)).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 1)));
  });

  it('names files and folders that are there', () => {
    const inText = [...architecture.matchAll(/`([\w./-]+(?:\.[jt]s|\/))`/g)].map(([, file = '']) => file);
    const inMap = [...architecture.matchAll(/^ {2}(?: {2})?([\w./-]+(?:\.ts|\/)) {2,}/gm)].map(([, file = '']) => file);

    expect(inMap.length).toBeGreaterThan(15);
    expect([...inText, ...inMap].filter((file) => ![file, `src/${file}`, `src/ui/${file}`, `src/flows/${file}`].some((place) => existsSync(path.join(root, place))))).toEqual([]);
  });
});
