import type { Context } from '../../../context.js';
import type { Versioning } from '../../../core/buckets/bucket-state.js';
import { type PurgeFlags, ruleOfFlags } from '../../../core/purge/flag-rules.js';
import { type LifecyclePurge, lifecyclePurge } from '../../../core/purge/lifecycle-rules.js';
import { loadLifecycle } from '../../../state/lifecycle-file.js';

/** What says which versions go: flags, a saved lifecycle configuration (path), or a saved plan (path). */
export type PurgeBasis = { by: 'flags'; flags: PurgeFlags } | { by: 'lifecycle'; path: string } | { by: 'plan'; path: string };

/** Rules for one bucket, and what they leave out. */
export type PurgeRules = LifecyclePurge & { allVersions: boolean };

/** Gives the rules, once the bucket's versioning is known; current versions expire only where it is on. */
export type RulesFor = (versioning: Versioning) => PurgeRules;

/**
 * Reads what says which versions go, so that all that is wrong with it is said before anybody signs in.
 * @throws Failure `usage`, `local-file`; the reason of the interruption
 */
export async function readRules(basis: Exclude<PurgeBasis, { by: 'plan' }>, { interruption }: Context): Promise<RulesFor> {
  if (basis.by === 'flags') {
    const rules = { rules: [ruleOfFlags(basis.flags)], uploads: [], disabled: [], notCarriedOut: [], allVersions: basis.flags.allVersions };
    return () => rules;
  }
  const document = await loadLifecycle(basis.path, '--lifecycle', interruption);
  lifecyclePurge(document, 'Enabled');
  return (versioning) => ({ ...lifecyclePurge(document, versioning), allVersions: false });
}
