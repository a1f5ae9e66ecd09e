import { isDeepStrictEqual } from 'node:util';
import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { LifecycleConfiguration } from './bucket-lifecycle.js';

/**
 * Does AWS show what was put? The order of rules, tags and transitions means nothing; AWS names rules that have no ID,
 * writes a filter without conditions as an empty prefix, and a size that was not put is its own choice.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 * @param shown what AWS says now
 * @param put what it was given
 */
export function isSameLifecycle(shown: LifecycleConfiguration, put: LifecycleConfiguration): boolean {
  const [theirs, ours] = [shown.transitionDefaultMinimumObjectSize, put.transitionDefaultMinimumObjectSize];
  if (theirs !== null && ours !== null && theirs !== ours) return false;
  const left = [...shown.rules];
  for (const rule of put.rules) {
    const found = left.findIndex((candidate) => isSameRule(candidate, rule));
    if (found < 0) return false;
    left.splice(found, 1);
  }
  return left.length === 0;
}

function isSameRule(shown: LifecycleRule, put: LifecycleRule): boolean {
  const ID = put.ID || shown.ID;
  return isDeepStrictEqual(plain(withFilter(shown)), plain(withFilter({ ...put, ID })));
}

/** A prefix may stand beside the filter, as it did before there were filters. */
function withFilter({ Prefix, Filter, ...rule }: LifecycleRule): unknown {
  const filter = Filter ?? { Prefix: Prefix ?? '' };
  return { ...rule, Filter: Object.keys(filter).length === 0 ? { Prefix: '' } : filter };
}

/** Without what is undefined, with times as text and lists in one order. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, entry]) => [name, plain(entry)]));
}
