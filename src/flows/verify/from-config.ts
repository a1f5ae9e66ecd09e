import type { Context } from '../../context.js';
import { fixFor, type Judgement, judge, needsLifecycle } from '../../core/buckets/verdict.js';
import { parseConfigAnswers, type RecordedBucket } from '../../core/verify/config-answers.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { compileSelection } from '../../core/verify/selection.js';
import { textOfFileOrStdin } from '../steps/text-of-file.js';
import type { Desk } from './desk.js';
import { type RawBucket, settle } from './settle.js';

/** When AWS Config made the oldest and the newest of the records, ISO 8601 UTC; `null` where none says. */
export type RecordAges = { oldest: string | null; newest: string | null };

/**
 * Judges what AWS Config recorded, without asking a single bucket and without credentials.
 * @throws Failure `local-file`, `usage`
 */
export async function readConfigAnswers(desk: Desk, file: string, names: readonly string[]): Promise<RecordAges> {
  const { options, context } = desk;
  const wanted = wantedIn(options, names);
  const recorded = parseConfigAnswers(await textOfFileOrStdin(file, '--from-config', context), file === '-' ? 'standard input' : file).filter(wanted);
  const sorted = recorded.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const [index, bucket] of sorted.entries()) {
    if (context.interruption.aborted || desk.sink.isClosed()) break;
    await settle(desk, rawBucket(bucket), [0, index], null);
  }
  sayAges(context, sorted);
  return agesOf(sorted);
}

function wantedIn({ selection, all }: VerifyOptions, names: readonly string[]): (bucket: RecordedBucket) => boolean {
  const isMeant = compileSelection(selection);
  const isNamed = new Set(names);
  return (bucket) => isMeant(bucket) && (all || isNamed.has(bucket.name));
}

function rawBucket({ name, account, region, state, lifecycleRules, recordedAt }: RecordedBucket): RawBucket {
  const place = { name, account, region, probe: null, recordedAt };
  if (state === null) return { ...place, versioning: null, mfaDelete: null, verdict: 'unknown', reason: 'not-recorded', fix: null };
  const judgement = judgementOf(state, lifecycleRules);
  return { ...place, ...state, ...judgement, fix: fixFor(judgement.verdict, name) };
}

/** AWS Config leaves out what a bucket does not have, and what its recorder may not read: which of both cannot be told. */
function judgementOf(state: NonNullable<RecordedBucket['state']>, lifecycleRules: number | null): Judgement {
  if (!needsLifecycle(state)) return judge(state, null);
  return judge(state, { read: true, value: lifecycleRules ?? 0 });
}

function agesOf(buckets: readonly RecordedBucket[]): RecordAges {
  const times = buckets.flatMap(({ recordedAt }) => recordedAt ?? []).sort();
  return { oldest: times[0] ?? null, newest: times.at(-1) ?? null };
}

/** A record is made when a bucket changes: an old one is no worse for it, unless the recorder was off meanwhile. */
function sayAges({ ui }: Context, buckets: readonly RecordedBucket[]): void {
  const { oldest, newest } = agesOf(buckets);
  if (oldest === null) return;
  ui.line(`These answers are what AWS Config recorded, the oldest at ${oldest}, the newest at ${newest}; a bucket is recorded when it changes.`);
}
