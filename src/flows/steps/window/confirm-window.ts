import type { Context } from '../../../context.js';
import type { Clock } from '../../../core/clock.js';
import { Failure } from '../../../core/failures/failure.js';
import { wordsToOpen } from '../../../core/purge/window.js';
import type { CodeSource } from '../../../mfa/types.js';
import { agreeInWords } from '../agree-in-words.js';

/**
 * Consent to deleting without MFA Delete for a while: words that name the risk, typed, or `--accept-open-window`.
 * @throws Failure `missing-input` off a terminal, `declined`
 */
export async function confirmWindow(bucket: string, isAccepted: boolean, context: Pick<Context, 'ui'>): Promise<void> {
  if (isAccepted) return;
  const words = wordsToOpen(bucket);
  const unasked = {
    whether: `MFA Delete may be off on \`${bucket}\` while this runs`,
    hint: 'to accept that, add `--accept-open-window`; without `--window` each 1,000 versions take a code instead',
  };
  const question = `To leave ${bucket} without MFA Delete until this is done, type “${words}”`;
  await agreeInWords({ words, question, unasked, otherwise: 'MFA Delete was left as it is and nothing was deleted' }, context);
}

/**
 * Refuses to open a window that could not be closed again: one static code is spent on opening, or stale by the time.
 * @throws Failure `usage`, or why there is no source of codes
 */
export function refuseCodesThatEnd(source: CodeSource | Failure): asserts source is CodeSource {
  if (source instanceof Failure) throw source;
  if (source.kind !== 'flag') return;
  throw new Failure('usage', '--mfa-code holds one code, and a window has to be closed with another, later one', {
    hints: ['use `--mfa-process`, `--mfa-code -` with a fresh code a line, or a terminal to type codes on'],
  });
}

/** Time for a list to end after its last line (ms); one that is written as it is read stays open. */
const LIST_ENDS_WITHIN_MS = 500;

/** The same source, which gives no code for the opening where it is seen that none will be left for the closing. */
export function withAnotherToCome(source: CodeSource, clock: Clock): CodeSource {
  return {
    ...source,
    async next(request) {
      const code = await source.next(request);
      if (!(await source.isAtEnd?.(clock.sleep(LIST_ENDS_WITHIN_MS)))) return code;
      throw new Failure('code-source', 'standard input holds one code, and a window has to be closed with another, later one; nothing was sent', {
        hints: ['give a fresh code a line as they come, or use `--mfa-process`'],
      });
    },
  };
}
