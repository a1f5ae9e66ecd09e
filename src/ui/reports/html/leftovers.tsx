import type { VNode } from 'preact';
import type { Leftover } from '../../../core/verify/document.js';

/** What the proof left behind, and how to remove it; nothing where nothing was left. */
export function Leftovers({ leftovers }: { leftovers: readonly Leftover[] }): VNode | null {
  if (leftovers.length === 0) return null;
  return (
    <section aria-labelledby="leftovers">
      <h2 id="leftovers">What the proof left behind</h2>
      <p>Delete markers, which hold no bytes, on keys of their own. With the root user’s key these commands remove them:</p>
      <ul>
        {leftovers.map(({ bucket, remove }) => (
          <li>
            {bucket}: <code>{remove}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
