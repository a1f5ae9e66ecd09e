import type { VNode } from 'preact';
import { counted } from '../../../core/text/quantities.js';
import type { ChangedBucket, Drift } from '../../../core/verify/document.js';
import { moment } from './amounts.js';

/** What changed since the baseline; nothing without one. */
export function Changes({ changes }: { changes: Drift | null }): VNode | null {
  if (changes === null) return null;
  const kinds = [
    ['Turned off', changes.turnedOff],
    ['New', changes.new],
    ['Gone', changes.gone],
    ['Turned on', changes.turnedOn],
    ['Changed otherwise', changes.otherwise],
  ] as const;
  const total = kinds.reduce((sum, [, buckets]) => sum + buckets.length, 0);
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{changes.since === null ? 'Changes since the baseline' : `Changes since ${moment(changes.since)}`}</h2>
      <p>{total === 0 ? 'None.' : `${counted(total, 'bucket')} changed.`}</p>
      {kinds.map(([title, buckets]) => (buckets.length === 0 ? null : <ChangedList title={title} buckets={buckets} />))}
    </section>
  );
}

function ChangedList({ title, buckets }: { title: string; buckets: readonly ChangedBucket[] }): VNode {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {buckets.map(({ name, before, after }) => (
          <li>
            <strong>{name}</strong>: {before ?? 'not there'} → {after ?? 'not there'}
          </li>
        ))}
      </ul>
    </>
  );
}
