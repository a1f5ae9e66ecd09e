import { expect } from 'vitest';
import type { FailureKind } from '../../src/core/failures/failure-kinds.js';

/**
 * Matches a failure of this kind that says what is wrong and what to do next, in whatever words.
 * @param details more about it, for example its `message`
 */
export function helpfulFailure(kind: FailureKind, details: Readonly<Record<string, unknown>> = {}): unknown {
  return expect.objectContaining({ kind, message: expect.stringMatching(/^\S/), hints: expect.toSatisfy(isAdvice), ...details });
}

function isAdvice(hints: unknown): boolean {
  return Array.isArray(hints) && hints.length > 0 && hints.every((hint) => typeof hint === 'string' && hint.trim() !== '');
}
