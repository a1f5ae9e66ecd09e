import { compileSelection } from '../../core/verify/selection.js';
import type { Desk } from './desk.js';
import type { Finished } from './present.js';

/**
 * Buckets that the expectations file requires by name and that are not there. Only where every bucket was listed, and only
 * those that the selection would have taken; a region or a tag leaves open why one is missing.
 */
export function missingBuckets({ options, expectations, met }: Desk): string[] {
  const { all, selection } = options;
  if (expectations === null || !all || selection.tags.length > 0 || selection.region !== null) return [];
  const isMeant = compileSelection(selection);
  return expectations.requiredNames.filter((name) => !met.has(name) && isMeant({ name, region: null }));
}

/**
 * Tells which buckets of a baseline may be missing for another reason than that they are gone: they were not asked for, or
 * the run did not come to them.
 */
export function missedFor({ desk, outcome, names }: Finished, complete: boolean): (name: string, account: string | null) => boolean {
  const { all, selection } = desk.options;
  const isMeant = compileSelection(selection);
  const named = new Set(names);
  const read = new Set(outcome.accounts.flatMap(({ account, error }) => (error === null ? [account] : [])));
  const isOtherAccount = (account: string | null) => outcome.accounts.length > 0 && account !== null && !read.has(account) && !read.has(null);
  return (name, account) =>
    !complete || selection.tags.length > 0 || selection.region !== null || isOtherAccount(account) || (!all && !named.has(name)) || !isMeant({ name, region: null });
}
