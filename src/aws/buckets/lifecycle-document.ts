import type { LifecycleRule, TransitionDefaultMinimumObjectSize } from '@aws-sdk/client-s3';
import { Failure } from '../../core/failures/failure.js';
import type { LifecycleConfiguration } from './bucket-lifecycle.js';

/** A lifecycle configuration as `aws s3api get-bucket-lifecycle-configuration` prints it. */
type LifecycleDocument = { TransitionDefaultMinimumObjectSize?: string; Rules: unknown[] };

/** The document for a file: whole, so that it can be put back as it was, by this program or by the AWS CLI. */
export function lifecycleDocument({ rules, transitionDefaultMinimumObjectSize: size }: LifecycleConfiguration): LifecycleDocument {
  return { ...(size !== null && { TransitionDefaultMinimumObjectSize: size }), Rules: rules };
}

/**
 * Reads a document back.
 * @param document what JSON.parse gave
 * @throws Failure `usage` when it is not a lifecycle configuration
 */
export function lifecycleOf(document: unknown, path: string): LifecycleConfiguration {
  const { Rules: rules, TransitionDefaultMinimumObjectSize: size } = (document ?? {}) as Partial<LifecycleDocument>;
  if (!Array.isArray(rules) || rules.length === 0 || !rules.every((rule) => typeof rule === 'object' && rule !== null && 'Status' in rule)) {
    throw new Failure('usage', `\`${path}\` does not hold a lifecycle configuration`, {
      hints: ['give a file that `enable` saved, or what `aws s3api get-bucket-lifecycle-configuration` prints'],
    });
  }
  return {
    rules: rules.map((rule) => withDates(rule) as LifecycleRule),
    transitionDefaultMinimumObjectSize: (size as TransitionDefaultMinimumObjectSize | undefined) ?? null,
  };
}

/** JSON has no dates; the SDK wants `Date` objects where the configuration has a day. */
function withDates(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((entry) => withDates(entry));
  if (key === 'Date' && typeof value === 'string') return new Date(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withDates(entry, name)]));
}
