import { Failure } from '../failures/failure.js';
import { type Verdict, verdicts } from '../buckets/verdict.js';
import type { Baseline } from './drift.js';

/**
 * Reads what an earlier `verify --format json` or `ndjson` printed.
 * @param path for messages
 * @throws Failure `usage` when it is something else
 */
export function parseBaseline(text: string, path: string): Baseline {
  const { since, buckets } = documentOf(text) ?? linesOf(text) ?? { since: null, buckets: null };
  if (buckets === null) throw notBaseline(path);
  const read = buckets.map((bucket) => {
    const { name, account, verdict } = (bucket ?? {}) as Record<string, unknown>;
    const known = verdicts.find((each) => each === verdict);
    if (typeof name !== 'string' || known === undefined) throw notBaseline(path);
    return [name, { account: typeof account === 'string' ? account : null, verdict: known as Verdict }] as const;
  });
  return { since, buckets: new Map(read) };
}

type Found = { since: string | null; buckets: unknown[] };

function documentOf(text: string): Found | null {
  const document = parsed(text) as Record<string, unknown> | null;
  if (document?.['command'] !== 'verify' || !Array.isArray(document['buckets'])) return null;
  return { since: timeIn(document), buckets: document['buckets'] };
}

/**
 * The last line is the summary; without it the run was cut short, and what it did not read would count as new. So would the
 * bucket of a line that cannot be read.
 */
function linesOf(text: string): Found | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '').map((line) => parsed(line) as Record<string, unknown> | null);
  const summary = lines.at(-1);
  if (summary?.['type'] !== 'summary' || lines.includes(null)) return null;
  return { since: timeIn(summary), buckets: lines.filter((line) => line?.['type'] === 'bucket') };
}

function timeIn({ generatedAt }: Record<string, unknown>): string | null {
  return typeof generatedAt === 'string' ? generatedAt : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function notBaseline(path: string): Failure {
  return new Failure('usage', `\`${path}\` is not what an earlier run of verify printed`, {
    hints: ['make one: `s3-mfa-delete verify --all --json > baseline.json`'],
  });
}
