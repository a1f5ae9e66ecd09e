import type { Context } from '../../../context.js';
import { parseVersions } from '../../../core/version-sources/parse-versions.js';
import type { VersionName } from '../../../core/versions/object-version.js';
import { textOfFileOrStdin } from '../text-of-file.js';

/**
 * Reads the list of versions of `--from`.
 * @param from path of a file, or `-` for standard input
 * @throws Failure `usage` for a list that cannot be read exactly, `local-file` for a file that cannot be read at all
 */
export async function readVersionList(from: string, bucket: string, context: Context): Promise<VersionName[]> {
  const origin = from === '-' ? 'standard input' : `\`${from}\``;
  return parseVersions(await textOfFileOrStdin(from, '--from', context), { origin, bucket });
}
