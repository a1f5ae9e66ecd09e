import type { VNode } from 'preact';
import { verdicts } from '../../../core/buckets/verdict.js';
import { meanings } from '../../../core/verify/bucket-words.js';
import { Badge } from './badge.js';

/** What each verdict means. */
export function Meanings(): VNode {
  return (
    <section aria-labelledby="meanings">
      <h2 id="meanings">What the verdicts mean</h2>
      <dl class="facts">
        {verdicts.map((verdict) => (
          <div>
            <dt>
              <Badge verdict={verdict} />
            </dt>
            <dd>{meanings[verdict]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
