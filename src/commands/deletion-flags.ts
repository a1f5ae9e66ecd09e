import type { Command } from 'commander';
import { type CodeFlags, codeFlags, declareCodeFlags, declareConnectionFlags } from './flags.js';
import { declareEphemeralKeyFlag } from './root-key-flags.js';

/** What the flags say that `delete-version`, `purge` and `restore` have in common. */
type DeletionFlags = CodeFlags & { dryRun: boolean; bypassGovernanceRetention: boolean; allowUnprotected: boolean; ephemeralRootKey: boolean };

/**
 * Declares how a deletion is confirmed and what it may touch.
 * @param confirm what `--confirm` does, in a sentence
 * @param mayBypass versions can be held by Object Lock, delete markers cannot
 */
export function declareConsentFlags(command: Command, confirm: string, mayBypass: boolean): void {
  command.option('--dry-run', 'check and plan only: change nothing, ask for no code').option('--confirm <bucket>', confirm);
  if (mayBypass) command.option('--bypass-governance-retention', 'also delete what Object Lock keeps in governance mode');
  command.option('--allow-unprotected', 'work also where MFA Delete is off, without codes and with any credentials that may');
}

/** Declares who signs, where codes come from, and how AWS is reached. */
export function declareSigningFlags(command: Command): void {
  declareCodeFlags(command);
  declareEphemeralKeyFlag(command);
  declareConnectionFlags(command);
}

/** Reads them. @throws Failure `usage` */
export function deletionFlags(flags: Readonly<Record<string, unknown>>): DeletionFlags {
  return {
    dryRun: flags.dryRun === true,
    bypassGovernanceRetention: flags.bypassGovernanceRetention === true,
    allowUnprotected: flags.allowUnprotected === true,
    ...codeFlags(flags),
    ephemeralRootKey: flags.ephemeralRootKey === true,
  };
}
