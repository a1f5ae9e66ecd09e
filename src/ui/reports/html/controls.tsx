import type { VNode } from 'preact';
import type { Verdict } from '../../../core/buckets/verdict.js';
import { counted, thousands } from '../../../core/text/quantities.js';
import { caveats, controls } from '../../../core/verify/controls.js';

/** Whose rules this report answers, and what contradicts them. */
export function Controls({ summary }: { summary: Record<'buckets' | Verdict, number> }): VNode {
  return (
    <section aria-labelledby="controls">
      <h2 id="controls">Controls that this answers</h2>
      <p>
        All of them ask the same: {counted(summary.on, 'bucket')} of {thousands(summary.buckets)} {summary.on === 1 ? 'meets' : 'meet'} them, the verdict being{' '}
        <em>on</em>.
      </p>
      <div class="scroll" role="region" aria-label="Controls" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Framework</th>
              <th scope="col">Control</th>
              <th scope="col">Asks for</th>
              <th scope="col">Remark</th>
            </tr>
          </thead>
          <tbody>
            {controls.map(({ framework, id, title, note }) => (
              <tr>
                <th scope="row">{framework}</th>
                <td>{id}</td>
                <td>{title}</td>
                <td>{note ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>What disagrees with it, and why</h3>
      <dl>
        {caveats.map(({ subject, text }) => (
          <div>
            <dt>{subject}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
