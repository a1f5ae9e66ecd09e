import type { VNode } from 'preact';
import { counted, thousands } from '../../../core/text/quantities.js';
import type { VerifySummary } from '../../../core/verify/document.js';

/** What the expectations file came to; nothing without one. */
export function Expectations({ policy }: { policy: VerifySummary['policy'] }): VNode | null {
  if (policy === null) return null;
  const { required, excepted, expired, unlisted, missing } = policy;
  return (
    <section aria-labelledby="expectations">
      <h2 id="expectations">Against the expectations file</h2>
      <p>
        {counted(required, 'bucket')} must be on, {thousands(excepted)} excepted, {counted(expired, 'exception has', 'exceptions have')} run out,{' '}
        {thousands(unlisted)} not named in the file.
      </p>
      {missing.length === 0 ? null : (
        <p class="notice" role="note">
          <strong>Required, and not found:</strong> {missing.join(', ')}
        </p>
      )}
    </section>
  );
}
