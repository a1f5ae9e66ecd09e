/** One answer to "does the key still sign?", `at` in ms since the change; `signs` is `null` where no answer came. */
export type ProofAnswer = { at: number; signs: boolean | null };

/** What the answers so far come to: asked again `inMs`, proved, or given up. */
type ProofVerdict = { kind: 'ask'; inMs: number } | { kind: 'proved' } | { kind: 'not-proved'; signs: boolean };

/** What it takes to call a key dead. IAM is eventually consistent: one refusal may come from the only place that knows. */
export type ProofTerms = {
  /** Between two answers (ms). */
  pauseMs: number;
  /** Not proved before (ms since the change). */
  atLeastMs: number;
  /** The latest answers that have to be refusals (count). */
  inARow: number;
  /** Given up then (ms since the change). */
  atMostMs: number;
};

/** For a key that people may have copies of. */
export const thoroughProof: ProofTerms = { pauseMs: 5_000, atLeastMs: 30_000, inARow: 3, atMostMs: 90_000 };

/** For a key that this run made and nobody else ever had: AWS has also said that it deleted it. */
export const briefProof: ProofTerms = { pauseMs: 1_000, atLeastMs: 3_000, inARow: 4, atMostMs: 63_000 };

/**
 * Decides when a key that was deleted or made inactive counts as dead: refused several times in a row, not before
 * some time has passed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 * @param answers so far, in order
 */
export function judgeProof(answers: readonly ProofAnswer[], { pauseMs, atLeastMs, inARow, atMostMs }: ProofTerms = thoroughProof): ProofVerdict {
  const last = answers.at(-1);
  if (last === undefined) return { kind: 'ask', inMs: 0 };
  if (refusalsInARow(answers) >= inARow && last.at >= atLeastMs) return { kind: 'proved' };
  if (last.at >= atMostMs) return { kind: 'not-proved', signs: answers.slice(-inARow).some(({ signs }) => signs === true) };
  return { kind: 'ask', inMs: pauseMs };
}

/** The latest answers that are all refusals (count). */
export function refusalsInARow(answers: readonly ProofAnswer[]): number {
  return answers.length - 1 - answers.findLastIndex(({ signs }) => signs !== false);
}

/** How many answers a proof takes at best, for a progress line. */
export function answersAtBest({ atLeastMs, pauseMs }: ProofTerms = thoroughProof): number {
  return atLeastMs / pauseMs + 1;
}
