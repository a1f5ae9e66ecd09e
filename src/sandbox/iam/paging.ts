import { PracticeError } from '../types.js';
import { unverifiedHeaders } from '../unverified.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryResult } from '../wire/query-protocol.js';

/** Parameters of every paged IAM operation. */
export const pageParameters = ['Marker', 'MaxItems'] as const;

/** AWS: MaxItems, "If you do not include this parameter, the number of items defaults to 100". */
const DEFAULT_MAX_ITEMS = 100;

/**
 * Cuts one page out of a list. AWS's markers are opaque, so clients must hand them back unread; here they hold the
 * position in base64.
 * @param wrap makes the `<member>` of one item
 * @throws PracticeError 400 ValidationError for a bad MaxItems or a marker that was never given out
 */
export function pageOf<T>(
  items: readonly T[],
  parameters: ReadonlyMap<string, string>,
  wrap: (item: T) => QueryResult,
): { member: QueryResult[]; state: QueryResult } {
  checkParameters(parameters, [
    rule('MaxItems', { kind: 'range', min: 1, max: 1000 }),
    rule('Marker', { kind: 'length', min: 1, max: 320 }),
  ]);
  const start = positionOf(parameters.get('Marker'));
  const end = start + Number(parameters.get('MaxItems') ?? DEFAULT_MAX_ITEMS);
  const isTruncated = end < items.length;
  return {
    member: items.slice(start, end).map(wrap),
    state: { IsTruncated: isTruncated, Marker: isTruncated ? markerOf(end) : undefined },
  };
}

function markerOf(position: number): string {
  return Buffer.from(`position:${position}`).toString('base64');
}

function positionOf(marker: string | undefined): number {
  if (marker === undefined) return 0;
  const position = /^position:(\d+)$/.exec(Buffer.from(marker, 'base64').toString('utf8'))?.[1];
  // The text is not verified.
  if (position === undefined) throw new PracticeError(400, 'ValidationError', 'Invalid Marker.', {}, unverifiedHeaders);
  return Number(position);
}
