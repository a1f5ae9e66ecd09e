import type { VNode } from 'preact';
import { type Verdict, verdicts } from '../../../core/buckets/verdict.js';
import { counted } from '../../../core/text/quantities.js';
import { percent } from './amounts.js';

const ROW = 44;
const BAR = 14;

/**
 * Buckets by verdict as bars. Lengths are percentages of the drawing, which has no size of its own, so that the words keep
 * theirs on every screen.
 */
export function Chart({ summary }: { summary: Record<'buckets' | Verdict, number> }): VNode {
  const description = verdicts.map((verdict) => `${verdict} ${summary[verdict]}`).join(', ');
  return (
    <figure>
      <figcaption id="chart-title">Buckets by verdict</figcaption>
      <svg role="img" aria-labelledby="chart-title chart-description" width="100%" height={verdicts.length * ROW}>
        <desc id="chart-description">{description}</desc>
        {verdicts.map((verdict, index) => (
          <Bar verdict={verdict} count={summary[verdict]} total={summary.buckets} top={index * ROW} />
        ))}
      </svg>
    </figure>
  );
}

function Bar({ verdict, count, total, top }: { verdict: Verdict; count: number; total: number; top: number }): VNode {
  const share = total === 0 ? 0 : (count / total) * 100;
  return (
    <g>
      <text x="0" y={top + 14}>
        {verdict}
      </text>
      <text class="count" x="100%" y={top + 14} text-anchor="end">
        {counted(count, 'bucket')}, {percent(count, total)}
      </text>
      <rect class="track" x="0" y={top + 22} width="100%" height={BAR} rx="3" />
      {/* A single bucket among ten thousand is still seen. */}
      {count === 0 ? null : <rect class={`bar ${verdict}`} x="0" y={top + 22} width={`${Math.max(share, 0.5).toFixed(2)}%`} height={BAR} rx="3" />}
    </g>
  );
}
