import { type Verdict, verdicts } from '../buckets/verdict.js';
import { Failure } from '../failures/failure.js';
import type { Baseline } from './drift.js';

/**
 * Reads what an earlier `verify --format json` or `ndjson` printed. A run that did not come to its end is refused: what it did
 * not read would count as new, and what happened to it since would never be told.
 * @param path for messages
 * @throws Failure `usage` when it is something else, or not the whole
 */
export function parseBaseline(text: string, path: string): Baseline {
  const found = documentOf(text) ?? linesOf(text);
  if (found === null) throw notBaseline(path);
  const { since, isComplete, buckets } = found;
  if (!isComplete) throw incomplete(path);
  const read = buckets.map((bucket) => {
    const { name, account, verdict } = (bucket ?? {}) as Record<string, unknown>;
    const known = verdicts.find((each) => each === verdict);
    if (typeof name !== 'string' || known === undefined) throw notBaseline(path);
    return [name, { account: typeof account === 'string' ? account : null, verdict: known as Verdict }] as const;
  });
  return { since, buckets: new Map(read) };
}

type Found = { since: string | null; isComplete: boolean; buckets: unknown[] };

function documentOf(text: string): Found | null {
  const document = parsed(text) as Record<string, unknown> | null;
  if (document?.['command'] !== 'verify' || !Array.isArray(document['buckets'])) return null;
  return { ...runOf(document), buckets: document['buckets'] };
}

/**
 * The last line is the summary; without it the run was cut short, and what it did not read would count as new. So would the
 * bucket of a line that cannot be read.
 */
function linesOf(text: string): Found | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '').map((line) => parsed(line) as Record<string, unknown> | null);
  const summary = lines.at(-1);
  if (summary?.['type'] !== 'summary' || lines.includes(null)) return null;
  return { ...runOf(summary), buckets: lines.filter((line) => line?.['type'] === 'bucket') };
}

function runOf({ generatedAt, complete }: Record<string, unknown>): Omit<Found, 'buckets'> {
  return { since: typeof generatedAt === 'string' ? generatedAt : null, isComplete: complete !== false };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function incomplete(path: string): Failure {
  return new Failure('usage', `\`${path}\` is of a run that did not read everything: its \`complete\` is false`, {
    hints: ['compare with a run that came to its end: `s3-mfa-delete verify --all --json > baseline.json`'],
  });
}

function notBaseline(path: string): Failure {
  return new Failure('usage', `\`${path}\` is not what an earlier run of verify printed`, {
    hints: ['make one: `s3-mfa-delete verify --all --json > baseline.json`'],
  });
}
