import type { Context } from '../../context.js';
import type { Baseline } from '../../core/verify/drift.js';
import { compileExpectations, type ExpectationRules } from '../../core/verify/expectations.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { namedBuckets } from '../steps/name-buckets.js';
import { textOfFile } from '../steps/text-of-file.js';

/** What every repetition of a run is measured by. */
export type Rules = {
  /** The named buckets; none where all are meant. */
  names: readonly string[];
  /** `null` without `--policy`. */
  expectations: ExpectationRules | null;
  /** `null` without `--baseline`. */
  baseline: Baseline | null;
};

/** Reads what was named and the files that say what is expected. @throws Failure `local-file`, `usage`, and those of names */
export async function readRules(options: VerifyOptions, context: Context): Promise<Rules> {
  const names = await namedBuckets(options.buckets, context);
  return { names, expectations: await readExpectations(options, context), baseline: await readBaseline(options, context) };
}

async function readExpectations({ policy }: VerifyOptions, context: Context): Promise<ExpectationRules | null> {
  if (policy === null) return null;
  // The parser of YAML is larger than all that a run without it loads.
  const { parseExpectations } = await import('../../core/verify/expectations-file.js');
  return compileExpectations(parseExpectations(await textOfFile(policy, '--policy', context), policy));
}

async function readBaseline({ baseline }: VerifyOptions, context: Context): Promise<Baseline | null> {
  if (baseline === null) return null;
  const { parseBaseline } = await import('../../core/verify/baseline-file.js');
  return parseBaseline(await textOfFile(baseline, '--baseline', context), baseline);
}
