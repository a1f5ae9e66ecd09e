import { compileGlob } from '../purge/glob.js';
import type { Expectation } from './document.js';

/** An exception of the expectations file: buckets that need not be on, for a time. */
export type ExceptionRule = {
  /** A name or a pattern. */
  bucket: string;
  by: string;
  why: string;
  /** The last day it holds, UTC: `2026-12-31`. */
  until: string;
};

/** The expectations file (docs/schema/verify-policy.schema.json), read and checked. */
export type Expectations = { mustBeOn: readonly string[]; exceptions: readonly ExceptionRule[] };

/** Expectations made ready to be asked. */
export type ExpectationRules = {
  /**
   * What is expected of a bucket. An exception goes before a requirement, a later one before an earlier one.
   * @param now ms since the epoch
   */
  of(name: string, now: number): Expectation;
  /** Names that are required as they stand, each once; patterns are not among them, as they may match nothing. */
  readonly requiredNames: readonly string[];
};

/** Compiles the patterns. @throws Failure `usage` for one that cannot be one */
export function compileExpectations({ mustBeOn, exceptions }: Expectations): ExpectationRules {
  const required = mustBeOn.map((pattern) => compileGlob('mustBeOn', pattern));
  const excepted = exceptions.map((rule) => ({ rule, matches: compileGlob('exceptions', rule.bucket) }));
  return {
    of(name, now) {
      const found = excepted.findLast(({ matches }) => matches(name))?.rule;
      if (found !== undefined) {
        const { by, why, until } = found;
        return { status: hasExpired(until, now) ? 'expired' : 'excepted', by, why, until };
      }
      const status = required.some((matches) => matches(name)) ? 'required' : 'unlisted';
      return { status, by: null, why: null, until: null };
    },
    requiredNames: [...new Set(mustBeOn)].filter((pattern) => !/[*?[\]]/.test(pattern)),
  };
}

/** It holds through its last day, in UTC. */
function hasExpired(until: string, now: number): boolean {
  return now >= Date.parse(`${until}T00:00:00Z`) + 86_400_000;
}

/**
 * Does a bucket count as a finding, given what is expected of it? An exception that has run out is one whatever the
 * bucket's state: either the bucket or the file has to be mended.
 * @param byVerdict does its verdict alone count
 */
export function isUnexpected(expectation: Expectation | null, byVerdict: boolean): boolean {
  switch (expectation?.status) {
    case 'excepted':
      return false;
    case 'expired':
      return true;
    default:
      return byVerdict;
  }
}
