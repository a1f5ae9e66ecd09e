import { readFile } from 'node:fs/promises';
import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import type { VersionName } from '../../../core/versions/object-version.js';
import { decodeText } from '../../../core/version-sources/decode-text.js';
import { parseVersions } from '../../../core/version-sources/parse-versions.js';
import { localFileFailure } from '../../../state/local-file.js';

/**
 * Reads the list of versions of `--from`.
 * @param from path of a file, or `-` for standard input
 * @throws Failure `usage` for a list that cannot be read exactly, `local-file` for a file that cannot be read at all
 */
export async function readVersionList(from: string, bucket: string, context: Context): Promise<VersionName[]> {
  const origin = from === '-' ? 'standard input' : `\`${from}\``;
  if (from === '-' && context.ui.canAsk) {
    throw new Failure('usage', '--from - reads the list from standard input, and that is the terminal', {
      hints: ['pipe a list into it, or name a file: `--from <file>`'],
    });
  }
  const bytes = from === '-' ? await context.stdinBytes() : await bytesOfFile(from);
  return parseVersions(decodeText(bytes, origin), { origin, bucket });
}

async function bytesOfFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw localFileFailure(`the list of versions \`${path}\` cannot be read`, error, 'check the path after `--from`');
  }
}
