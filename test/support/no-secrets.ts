import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

/**
 * Expects that no secret is in any of the texts.
 * @param texts by where they are from, for the message
 */
export function expectNoSecrets(texts: Readonly<Record<string, string>>, secrets: Iterable<string>): void {
  const found = [...secrets].flatMap((secret) => Object.keys(texts).filter((where) => occurs(texts[where] ?? '', secret)));
  expect(found, 'where a secret or a code was found').toEqual([]);
}

/** A code is one only where it stands by itself: the same six digits inside an account id say nothing. */
function occurs(text: string, secret: string): boolean {
  const numbers: readonly string[] = text.match(/\d+/g) ?? [];
  return /^\d+$/.test(secret) ? numbers.includes(secret) : text.includes(secret);
}

/** Everything that lies in the files under a directory, byte for byte as characters. */
export function everythingUnder(directory: string): string {
  if (!existsSync(directory)) return '';
  return readdirSync(directory, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
