/** One answer to "does the key still sign?", `at` in ms since the change; `signs` is `null` where no answer came. */
export type ProofAnswer = { at: number; signs: boolean | null };

/** What the answers so far come to: asked again `inMs`, proved, or given up. */
export type ProofVerdict = { kind: 'ask'; inMs: number } | { kind: 'proved' } | { kind: 'not-proved'; signs: boolean };

/** IAM is eventually consistent: one refusal may come from the only place that knows. */
const PAUSE_MS = 5_000;
const AT_LEAST_MS = 30_000;
const REFUSALS_IN_A_ROW = 3;
const AT_MOST_MS = 90_000;

/**
 * Decides when a key that was deleted or made inactive counts as dead: refused several times in a row, not before
 * thirty seconds have passed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 * @param answers so far, in order
 */
export function judgeProof(answers: readonly ProofAnswer[]): ProofVerdict {
  const last = answers.at(-1);
  if (last === undefined) return { kind: 'ask', inMs: 0 };
  const row = answers.slice(-REFUSALS_IN_A_ROW);
  const refused = row.length === REFUSALS_IN_A_ROW && row.every(({ signs }) => signs === false);
  if (refused && last.at >= AT_LEAST_MS) return { kind: 'proved' };
  if (last.at >= AT_MOST_MS) return { kind: 'not-proved', signs: row.some(({ signs }) => signs === true) };
  return { kind: 'ask', inMs: PAUSE_MS };
}

/** How many answers a proof takes at best, for a progress line. */
export const answersAtBest = AT_LEAST_MS / PAUSE_MS + 1;
