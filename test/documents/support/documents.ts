import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Paths of what users and newcomers read, from the top of the project. */
export const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(`${root}/docs`).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

/** A block of code in a document. */
export type Block = {
  /** `README.md:34`: the line where it begins. */
  where: string;
  /** The word after the fence; empty for none. */
  language: string;
  text: string;
  /** What the comment before it says: `run: …`, `not run: …`; `null` without one. */
  mark: { isRun: boolean; says: string } | null;
};

const FENCED = /(?:<!-- (not run|run):([^]*?)-->\s*\n)?^( *)```(\w*)\n([^]*?)^ *```$/gm;

/** A document as it is written. */
export const textOf = (document: string): string => readFileSync(`${root}/${document}`, 'utf8');

/** The blocks of code of a document, in order. */
export function blocksOf(document: string): Block[] {
  const text = textOf(document);
  return [...text.matchAll(FENCED)].map((match) => {
    const [whole, kind, says = '', indent = '', language = '', code = ''] = match;
    const line = text.slice(0, match.index + whole.indexOf('```')).split('\n').length;
    const mark = kind === undefined ? null : { isRun: kind === 'run', says: says.trim().replace(/\s+/g, ' ') };
    return { where: `${document}:${line}`, language, text: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''), mark };
  });
}

/** Blocks whose commands a person may paste into a shell. */
export const isShell = ({ language }: Block): boolean => language === 'sh' || language === 'console';
