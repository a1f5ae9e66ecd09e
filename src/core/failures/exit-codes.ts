/** Where several exit codes apply, the first of this list wins (contract, section 3). */
const precedence = [130, 143, 70, 4, 1, 5, 3, 2] as const;

/**
 * Picks the exit code of a run from those of its parts.
 * @param codes exit codes of the parts; zeros and an empty list mean success
 */
export function worstExitCode(codes: readonly number[]): number {
  return precedence.find((code) => codes.includes(code)) ?? codes.find((code) => code !== 0) ?? 0;
}
