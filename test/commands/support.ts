import type { Failure} from '../../src/core/failures/failure.js';
import { isFailure } from '../../src/core/failures/failure.js';
import { parse, type Parsed } from '../../src/program.js';

/** Parses a command line as main does on a terminal of 80 columns. */
export function parsed(line: readonly string[]): Parsed & { text: string } {
  let text = '';
  const outcome = parse(line, { version: '9.9.9', print: (more) => void (text += more), columns: 80 });
  return { ...outcome, text };
}

/** The failure that a command line comes to. */
export function refused(line: readonly string[]): Failure {
  try {
    parsed(line);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error(`\`${line.join(' ')}\` was accepted`);
}
