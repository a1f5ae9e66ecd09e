import type { Context } from '../../context.js';
import type { Failure } from '../../core/failures/failure.js';
import { watchDrift } from '../../core/verify/drift.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { makeDesk } from './desk.js';
import { present, type VerifyResult } from './present.js';
import { readAccounts, type RunOutcome } from './read-accounts.js';
import type { Rules } from './rules.js';
import { keepingSink, printingSink } from './sink.js';

/**
 * One run, from the first request to the report.
 * @throws Failure where nothing could be read at all
 */
export async function verifyOnce(options: VerifyOptions, { names, expectations, baseline }: Rules, context: Context): Promise<VerifyResult> {
  const sink = options.format === 'ndjson' ? printingSink(context.ui) : keepingSink();
  const desk = makeDesk(options, context, sink, { expectations, drift: baseline === null ? null : watchDrift(baseline) });
  const nothing: RunOutcome = { accounts: [], failures: [], record: null };
  if (options.fromConfig !== null) {
    const { readConfigAnswers } = await import('./from-config.js');
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
