import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../core/failures/failure.js';
import type { InputStream } from '../streams.js';

const CTRL_C = '\x03';

/** The mode of a terminal's input, as far as `tty.ReadStream` lets it be chosen. */
type Modes = { isRaw?: boolean; setRawMode?: (raw: boolean) => unknown };

/**
 * Throws away what was typed at a terminal before a question is shown: it was not meant for that question. A code typed
 * during a countdown would be an old one, and an Enter too many would accept a plan that nobody has read.
 * @returns whether something was thrown away
 * @throws Failure `interrupted` when Ctrl-C is part of it
 */
export async function discardTypedAhead(input: InputStream & Modes): Promise<boolean> {
  if (input.isTTY !== true) return false;
  let typed = '';
  const take = (chunk: Uint8Array | string) => void (typed += chunk.toString());
  const wasRaw = input.isRaw === true;
  // In its ordinary mode the terminal keeps an unfinished line to itself.
  input.setRawMode?.(true);
  // A question before has paused it, and then a listener alone does not make it flow.
  input.on('data', take).resume();
  // Two turns of the event loop: between them lies a look at what has arrived.
  await setImmediate();
  await setImmediate();
  input.off('data', take).pause();
  input.setRawMode?.(wasRaw);
  if (typed.includes(CTRL_C)) throw new Failure('interrupted', 'interrupted');
  return typed !== '';
}
