import type { Context } from '../context.js';
import type { Failure } from '../core/failures/failure.js';
import { type Baseline, watchDrift } from '../core/verify/drift.js';
import type { ExpectationRules } from '../core/verify/expectations.js';
import type { VerifyOptions } from '../core/verify/options.js';
import type { CommandResult } from './command-result.js';
import { namedBuckets } from './steps/name-buckets.js';
import { makeDesk, readExpectations } from './verify/desk.js';
import { textOfFile } from './verify/files.js';
import { present, type VerifyResult } from './verify/present.js';
import { readAccounts, type RunOutcome } from './verify/run.js';
import { keepingSink, printingSink } from './verify/sink.js';

/** What every repetition of a run is measured by. */
export type Rules = { names: readonly string[]; expectations: ExpectationRules | null; baseline: Baseline | null };

/** Reads how buckets are protected and judges them; denied is `unknown`, never `off`. */
export async function verify(options: VerifyOptions, context: Context): Promise<CommandResult> {
  const names = await namedBuckets(options.buckets, context);
  const rules: Rules = { names, expectations: await readExpectations(options), baseline: await readBaseline(options) };
  if (options.watch === null) return verifyOnce(options, rules, context);
  const { watchChanges } = await import('./verify/watch.js');
  return watchChanges({ ...options, watch: options.watch }, rules, context);
}

/**
 * One run, from the first request to the report.
 * @throws Failure where nothing could be read at all
 */
export async function verifyOnce(options: VerifyOptions, { names, expectations, baseline }: Rules, context: Context): Promise<VerifyResult> {
  const sink = options.format === 'ndjson' ? printingSink(context.ui) : keepingSink();
  const desk = makeDesk(options, context, sink, { expectations, drift: baseline === null ? null : watchDrift(baseline) });
  const nothing: RunOutcome = { accounts: [], failures: [], record: null };
  if (options.fromConfig !== null) {
    const { readConfigAnswers } = await import('./verify/from-config.js');
    const ages = await readConfigAnswers(desk, options.fromConfig, names);
    return present({ desk, outcome: nothing, ages, names, stopped: reasonOf(context) });
  }
  const outcome = await readAccounts(desk, names).catch((error: unknown) => {
    // What was read before an interruption is shown; where nothing was, the interruption is all there is to say.
    if (context.interruption.aborted && desk.tally.summary().buckets > 0) return nothing;
    throw error;
  });
  if (context.interruption.aborted && desk.tally.summary().buckets === 0) throw context.interruption.reason;
  return present({ desk, outcome, ages: null, names, stopped: reasonOf(context) });
}

function reasonOf({ interruption }: Context): Failure | null {
  return interruption.aborted ? (interruption.reason as Failure) : null;
}

async function readBaseline({ baseline }: VerifyOptions): Promise<Baseline | null> {
  if (baseline === null) return null;
  const { parseBaseline } = await import('../core/verify/baseline-file.js');
  return parseBaseline(await textOfFile(baseline, '--baseline'), baseline);
}
