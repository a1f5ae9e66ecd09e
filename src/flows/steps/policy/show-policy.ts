import type { DiffLine } from '../../../core/require-mfa/document-diff.js';
import type { Explanation } from '../../../core/require-mfa/explanation.js';
import type { Cell, Ui } from '../../../ui/ui.js';

/** Explains a document part by part, as narration. */
export function showExplanation(parts: readonly Explanation[], notes: readonly string[], ui: Ui): void {
  ui.line();
  for (const { part, meaning } of parts) {
    ui.line(part, 'strong');
    ui.line(`  ${meaning}`);
  }
  ui.line();
  for (const note of notes) ui.line(note);
}

const marks = { same: ' ', removed: '-', added: '+' } as const;

/** The lines of a comparison as text: `+` and `-` before what changed. */
export function diffText(lines: readonly DiffLine[]): string {
  return lines.map(({ change, text }) => `${marks[change]} ${text}`).join('\n');
}

/** Shows what changes in a document, as narration. */
export function showDiff(title: string, lines: readonly DiffLine[], ui: Ui): void {
  ui.line();
  ui.line(title, 'strong');
  ui.block(diffText(lines));
}

/** A decision of AWS's, toned. */
export function decisionCell(decision: string): Cell {
  return { text: { allowed: 'allowed', explicitDeny: 'denied', implicitDeny: 'no right' }[decision] ?? decision, tone: decision === 'allowed' ? 'good' : 'bad' };
}
