import type { VNode } from 'preact';
import { summarize, verdicts } from '../../../core/buckets/verdict.js';
import { counted, thousands } from '../../../core/text/quantities.js';
import type { VerifiedBucket } from '../../../core/verify/document.js';
import type { Column } from './columns.js';

/**
 * Every bucket, readable as it stands. The script makes the controls work and shows them; without it they stay hidden.
 */
export function BucketTable({ buckets, columns }: { buckets: readonly VerifiedBucket[]; columns: readonly Column[] }): VNode {
  return (
    <section aria-labelledby="buckets">
      <h2 id="buckets" tabindex={-1}>
        Buckets
      </h2>
      <Filters buckets={buckets} />
      <p id="shown" role="status">
        {counted(buckets.length, 'bucket')}
      </p>
      <div class="scroll" role="region" aria-label="Table of buckets" tabindex={0}>
        <table class="buckets">
          <thead>
            <tr>
              <th scope="col">Bucket</th>
              {columns.map(({ title }) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets.map((bucket) => (
              <tr data-verdict={bucket.verdict}>
                <th scope="row">{bucket.name}</th>
                {columns.map(({ cell }) => (
                  <td>{cell(bucket)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <nav id="pages" aria-label="Pages of the table" hidden>
        <button type="button" id="previous">
          Previous
        </button>
        <span id="page" />
        <button type="button" id="next">
          Next
        </button>
      </nav>
    </section>
  );
}

function Filters({ buckets }: { buckets: readonly VerifiedBucket[] }): VNode {
  const counts = summarize(buckets.map(({ verdict }) => verdict));
  const present = verdicts.filter((verdict) => counts[verdict] > 0);
  return (
    <form id="filters" role="search" aria-label="Buckets" hidden>
      <label>
        Search <input type="search" id="search" autocomplete="off" spellcheck={false} />
      </label>
      <fieldset>
        <legend>Verdict</legend>
        {present.map((verdict) => (
          <label>
            <input type="checkbox" name="verdict" value={verdict} checked /> {verdict} ({thousands(counts[verdict])})
          </label>
        ))}
      </fieldset>
      <button type="reset">Show all</button>
    </form>
  );
}
