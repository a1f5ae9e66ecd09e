import { Failure } from '../../src/core/failures/failure.js';
import type { Target } from './targets.js';

/** Longer (ms of the processor) no parser may take for a text of a few thousand characters. */
const TOO_LONG_MS = 2_000;

/**
 * Lets a parser read a text: it may refuse it, with a Failure, and nothing else may happen.
 * @throws Error that says what did
 */
export async function readSafely({ read }: Target, text: string, scratch: string): Promise<void> {
  const startedAt = process.cpuUsage();
  const { emitWarning } = process;
  let warned: string | null = null;
  // Node prints it as it is: whatever is in the text would reach the terminal.
  process.emitWarning = (warning: string | Error) => void (warned = String(warning));
  try {
    await read(text, scratch);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'bug') throw error;
  } finally {
    process.emitWarning = emitWarning;
  }
  if (warned !== null) throw new Error(`a library warned: ${String(warned).slice(0, 100)}`);
  const { user, system } = process.cpuUsage(startedAt);
  if ((user + system) / 1000 > TOO_LONG_MS) throw new Error(`took ${Math.round((user + system) / 1000)} ms`);
}
