import type { VNode } from 'preact';
import type { Verdict } from '../../../core/buckets/verdict.js';

/** A verdict that is told apart by its word first and by its colour second. */
export function Badge({ verdict, title }: { verdict: Verdict; title?: string | undefined }): VNode {
  return (
    <span class={`badge ${verdict}`} title={title}>
      {verdict}
    </span>
  );
}
