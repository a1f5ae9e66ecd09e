import { Failure } from '../failures/failure.js';

/** Any run of characters, or one character that passes a test on its code point. */
type Token = 'any' | ((codePoint: number) => boolean);

/** More would double the work once more each. */
const MOST_ANY_FOLDERS = 4;

/**
 * Compiles a pattern for keys, with the symbols of `aws s3 --include` and `--exclude`: `*` any run of characters,
 * `/` too, `?` one character, `[a-z]` one of these, `[!a-z]` one that is none of these; two stars and a `/` also stand for no folder at all.
 * https://docs.aws.amazon.com/cli/latest/reference/s3/#use-of-exclude-and-include-filters
 *
 * Takes time in proportion to the two lengths, and knows no special folders: keys are anybody's text, may hold `..`
 * as a folder, and must neither slow a run down nor slip past an `--exclude`. (picomatch fails at both.)
 * @param flag what it was given to, for the message: `--exclude`
 * @throws Failure `usage` for an open `[` and for `{`, which would be taken for itself
 */
export function compileGlob(flag: string, pattern: string): (key: string) => boolean {
  const alternatives = withoutAnyFolders(flag, pattern, 0).map((alternative) => tokensOf(flag, pattern, alternative));
  return (key) => alternatives.some((tokens) => tokensMatch(tokens, key));
}

function withoutAnyFolders(flag: string, pattern: string, depth: number): string[] {
  const found = /(?<=^|\/)\*\*\//.exec(pattern);
  if (found === null) return [pattern];
  if (depth === MOST_ANY_FOLDERS) throw unusable(flag, pattern, `has more than ${MOST_ANY_FOLDERS} of \`**/\``, 'use `*`, which matches `/` as well');
  const before = pattern.slice(0, found.index);
  return withoutAnyFolders(flag, pattern.slice(found.index + found[0].length), depth + 1).flatMap((after) => [`${before}${after}`, `${before}*/${after}`]);
}

function tokensOf(flag: string, pattern: string, alternative: string): Token[] {
  const tokens: Token[] = [];
  const characters = [...alternative];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at];
    if (character === '*') {
      tokens.push('any');
    } else if (character === '?') {
      tokens.push(() => true);
    } else if (character === '[') {
      // The first one may be `]` itself, as in `[]]` and `[!]]`.
      const first = characters[at + 1] === '!' ? at + 2 : at + 1;
      const end = characters.indexOf(']', first + 1);
      if (end === -1) throw unusable(flag, pattern, 'has a `[` that is not closed', 'write `[[]` for the character itself');
      tokens.push(oneOf(characters.slice(first, end), first === at + 1));
      at = end;
    } else if (character === '{' || character === '}') {
      throw unusable(flag, pattern, 'has braces', `give \`${flag}\` once for each alternative, or write \`[{]\` for the character itself`);
    } else {
      const wanted = character?.codePointAt(0);
      tokens.push((codePoint) => codePoint === wanted);
    }
  }
  return tokens;
}

/** `a-z` is a range; a `-` at either end is itself. */
function oneOf(characters: readonly string[], wanted: boolean): Token {
  const points = characters.map((character) => character.codePointAt(0) ?? 0);
  const ranges: [number, number][] = [];
  for (let at = 0; at < points.length; at += 1) {
    const isRange = characters[at + 1] === '-' && at + 2 < points.length;
    ranges.push([points[at] ?? 0, points[isRange ? at + 2 : at] ?? 0]);
    if (isRange) at += 2;
  }
  return (codePoint) => ranges.some(([from, to]) => from <= codePoint && codePoint <= to) === wanted;
}

function tokensMatch(tokens: readonly Token[], key: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < key.length) {
    const present = tokens[token];
    const codePoint = key.codePointAt(at) ?? 0;
    if (present === 'any') {
      [star, resumeAt] = [token, at];
      token += 1;
    } else if (present?.(codePoint)) {
      token += 1;
      at += widthOf(codePoint);
    } else if (star >= 0) {
      // Only the last star needs another try: whatever an earlier one takes, this one can take as well.
      resumeAt += widthOf(key.codePointAt(resumeAt) ?? 0);
      [at, token] = [resumeAt, star + 1];
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((left) => left === 'any');
}

function widthOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}

function unusable(flag: string, pattern: string, why: string, hint: string): Failure {
  return new Failure('usage', `${flag} \`${pattern}\` ${why}`, { hints: [hint] });
}
