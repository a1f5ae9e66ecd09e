import { isFailure } from '../../core/failures/failure.js';
import { parseCode } from '../code-text.js';
import { deviceLabel } from '../device-label.js';
import type { CodeRequest, CodeSource } from '../types.js';

/** A question for a code, in the shape of the Ui's (`Ui.code` fits {@link PromptParts.ask}). */
export type PromptQuestion = { message: string; reason: string | undefined; display: (() => string) | undefined };

/** What {@link makePromptSource} needs. */
type PromptParts = {
  /** Asks; rejects with the reason of the interruption when it is interrupted. */
  ask(question: PromptQuestion): Promise<string>;
  /** With `--sandbox`: the practice authenticator's line for a serial number, shown under the question. */
  display?: ((serialNumber: string) => string) | undefined;
};

/** A person who types codes; asked again until it is one, and as often as codes are refused. */
export function makePromptSource({ ask, display }: PromptParts): CodeSource {
  return {
    kind: 'prompt',
    live: false,
    refusalsAllowed: Infinity,
    async next({ device, purpose }: CodeRequest) {
      let why: string | undefined;
      for (;;) {
        const typed = await ask({
          message: `Code of \`${deviceLabel(device)}\` to ${purpose}`,
          reason: why,
          display: display === undefined ? undefined : () => display(device.serialNumber),
        });
        try {
          return parseCode(typed);
        } catch (error) {
          if (!isFailure(error, 'invalid-code')) throw error;
          why = error.message;
        }
      }
    },
  };
}
