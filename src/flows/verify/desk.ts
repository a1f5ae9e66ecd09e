import type { Context } from '../../context.js';
import type { DriftWatch } from '../../core/verify/drift.js';
import type { ExpectationRules } from '../../core/verify/expectations.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { makeOutages, type Outages } from '../../core/verify/outages.js';
import { makePace, type Pace } from '../../core/verify/pace.js';
import { makeTally, type Tally } from '../../core/verify/tally.js';
import type { Sink } from './sink.js';

/** What all accounts of one run share. */
export type Desk = {
  options: VerifyOptions;
  context: Context;
  pace: Pace;
  outages: Outages;
  tally: Tally;
  sink: Sink;
  /** `null` without `--policy`. */
  expectations: ExpectationRules | null;
  /** `null` without a baseline. */
  drift: DriftWatch | null;
  /** Names of `requiredNames` that were met. */
  met: Set<string>;
};

/** Lays out the desk of one run. */
export function makeDesk(options: VerifyOptions, context: Context, sink: Sink, rules: { expectations: ExpectationRules | null; drift: DriftWatch | null }): Desk {
  const { concurrency, rate } = options;
  const { clock, interruption } = context;
  const pace = makePace({ concurrency, rate }, { clock, interruption, random: Math.random });
  return { options, context, pace, outages: makeOutages(), tally: makeTally(), sink, ...rules, met: new Set() };
}
