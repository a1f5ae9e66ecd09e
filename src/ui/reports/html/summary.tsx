import type { VNode } from 'preact';
import { counted, thousands } from '../../../core/text/quantities.js';
import type { VerifyDocument } from '../../../core/verify/document.js';
import { percent } from './amounts.js';
import { Chart } from './chart.js';

/** The answer in one sentence, the figures behind it, and the chart. */
export function Summary({ document }: { document: VerifyDocument }): VNode {
  const { summary, buckets, complete } = document;
  const findings = buckets.filter(({ finding, probe }) => finding || probe === 'deleted').length;
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <p class="answer">
        <strong>{thousands(summary.on)}</strong> of {counted(summary.buckets, 'bucket')} {summary.on === 1 ? 'is' : 'are'} protected by MFA Delete (
        {percent(summary.on, summary.buckets)}).
      </p>
      <ul class="figures">
        <Figure value={findings} label={findings === 1 ? 'finding' : 'findings'} />
        <Figure value={summary.unknown} label="could not be read" />
        {document.policy === null ? null : <Figure value={document.policy.excepted} label="excepted" />}
      </ul>
      {complete ? null : (
        <p class="notice" role="note">
          <strong>This report is not complete.</strong> The run was stopped, or an account or a listing could not be read to its end.
        </p>
      )}
      <Chart summary={summary} />
    </section>
  );
}

function Figure({ value, label }: { value: number; label: string }): VNode {
  return (
    <li>
      <strong>{thousands(value)}</strong> {label}
    </li>
  );
}
