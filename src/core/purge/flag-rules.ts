import { Failure } from '../failures/failure.js';
import { asksForContent, compileFilter, everyObject } from './object-filter.js';
import { idleRule, type PurgeRule } from './purge-rule.js';

/** The flags of `purge` that say what goes. */
export type PurgeFlags = {
  /** ms; exact, not rounded */
  olderThanMs: number | null;
  keep: number | null;
  prefix: string;
  /** Bytes, inclusive. */
  minSize: number | null;
  /** Bytes, inclusive. */
  maxSize: number | null;
  include: readonly string[];
  exclude: readonly string[];
  expiredDeleteMarkers: boolean;
  allVersions: boolean;
};

/**
 * The rule that the flags make.
 * @throws Failure `usage` when they do not say what goes, or contradict each other
 */
export function ruleOfFlags(flags: PurgeFlags): PurgeRule {
  const { olderThanMs, keep, expiredDeleteMarkers, allVersions, prefix, minSize, maxSize, include, exclude } = flags;
  const filter = { ...everyObject, prefix, minSize, maxSize, include, exclude };
  compileFilter(filter);
  if (minSize !== null && maxSize !== null && minSize > maxSize) {
    throw new Failure('usage', '--min-size is greater than --max-size, so no version fits', { hints: ['swap the two'] });
  }
  if (asksForContent(filter)) refuseTogether('--min-size and --max-size', { '--expired-delete-markers': expiredDeleteMarkers, '--all-versions': allVersions }, 'delete markers have no size');
  if (allVersions) {
    const others = { '--older-than': olderThanMs !== null, '--keep': keep !== null, '--expired-delete-markers': expiredDeleteMarkers };
    refuseTogether('--all-versions', others, 'it deletes everything, current versions too');
    return { ...idleRule('--all-versions', filter), everything: true };
  }
  const saysNoncurrent = olderThanMs !== null || keep !== null;
  if (!saysNoncurrent && !expiredDeleteMarkers) throw saysNothing();
  return {
    ...idleRule(nameOf({ '--older-than': olderThanMs !== null, '--keep': keep !== null, '--expired-delete-markers': expiredDeleteMarkers }), filter),
    // `0s` is no age at all: it must not depend on two clocks that differ by less than a second.
    noncurrent: saysNoncurrent ? { after: olderThanMs === null || olderThanMs === 0 ? null : { ms: olderThanMs }, keep: keep ?? 0 } : null,
    expiredMarkers: expiredDeleteMarkers,
  };
}

function nameOf(given: Readonly<Record<string, boolean>>): string {
  return Object.keys(given)
    .filter((flag) => given[flag])
    .join(' ');
}

function refuseTogether(flag: string, others: Readonly<Record<string, boolean>>, why: string): void {
  const other = Object.keys(others).find((name) => others[name]);
  if (other === undefined) return;
  throw new Failure('usage', `${flag} cannot be used with ${other}: ${why}`, { hints: [`leave out \`${other}\`, or run \`purge\` twice`] });
}

function saysNothing(): Failure {
  return new Failure('usage', 'nothing says which versions to delete', {
    hints: [
      'noncurrent versions: `--older-than 30d`, `--keep 3`, or both',
      'delete markers with nothing under them: `--expired-delete-markers`',
      'what a saved lifecycle configuration says: `--lifecycle <file>`',
    ],
  });
}
