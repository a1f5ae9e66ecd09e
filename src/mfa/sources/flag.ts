import { Failure } from '../../core/failures/failure.js';
import { parseCode } from '../code-text.js';
import type { CodeSource } from '../types.js';

/**
 * The one code of `--mfa-code`: good for one request.
 * @param text the value of the flag
 * @throws Failure `invalid-code` at once when the value is no code; `next` throws `code-source` the second time
 */
export function makeFlagSource(text: string): CodeSource {
  let left: string | null = parseCode(text, 'the value of `--mfa-code`');
  return {
    kind: 'flag',
    live: false,
    refusalsAllowed: 0,
    async next({ purpose }) {
      const code = left;
      left = null;
      if (code !== null) return code;
      throw new Failure('code-source', `\`--mfa-code\` holds one code, which is spent; there is none to ${purpose}`, {
        hints: ['give several codes with `--mfa-code -`, one a line on standard input, or use `--mfa-process`'],
      });
    },
  };
}
