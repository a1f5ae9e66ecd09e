/** What becomes of the root access key that signed, once the work is done: `--root-key`. */
export const rootKeyChoices = ['delete', 'deactivate', 'keep'] as const;

/** One of {@link rootKeyChoices}. */
export type RootKeyChoice = (typeof rootKeyChoices)[number];

/**
 * What became of the key, as JSON has it (contract, section 4); `ephemeral`: the run made it, and it is gone;
 * `unknown`: it was to go, and what AWS made of it could not be proved.
 */
export type RootKeyOutcome = 'deleted' | 'deactivated' | 'kept' | 'ephemeral' | 'unknown';
