import type { Context } from '../../context.js';
import { Failure, isFailure } from '../../core/failures/failure.js';
import { decodeText } from '../../core/version-sources/decode-text.js';
import { readGivenFile } from '../../state/given-file.js';
import { localFileFailure } from '../../state/local-file.js';

/**
 * The text of a file that a flag named.
 * @param flag for the message: `--policy`
 * @throws Failure `local-file` when it cannot be read, `usage` when it is not text; the reason of the interruption
 */
export async function textOfFile(path: string, flag: string, { interruption }: Pick<Context, 'interruption'>): Promise<string> {
  const bytes = await readGivenFile(path, interruption).catch((error: unknown) => {
    throw isFailure(error) ? error : localFileFailure(`\`${path}\` cannot be read`, error, `check the path after \`${flag}\``);
  });
  return decodeText(bytes, `\`${path}\``);
}

/** The same, with `-` for standard input. @throws Failure `usage` where that is a terminal */
export async function textOfFileOrStdin(path: string, flag: string, context: Context): Promise<string> {
  if (path !== '-') return textOfFile(path, flag, context);
  const { ui, stdinBytes } = context;
  if (ui.canAsk) {
    throw new Failure('usage', `${flag} - reads standard input, and that is the terminal`, { hints: [`pipe it in, or name a file: \`${flag} <file>\``] });
  }
  return decodeText(await stdinBytes(), 'standard input');
}
