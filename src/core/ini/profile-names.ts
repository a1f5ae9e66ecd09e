import { headerContent, iniLines } from './lines.js';
import { byteText, fromByteText, type IniFile, profileOf } from './sections.js';

/**
 * The profiles that have a section in a shared file, in the file's order: `[name]` in the credentials file, `[profile name]`
 * and `[default]` in the config file. Names may be quoted.
 * @throws Failure `config-file` for a file that can be understood in two ways
 */
export function profileNamesIn(kind: 'credentials' | 'config', { file, bytes }: IniFile): string[] {
  const text = byteText(bytes);
  const names = iniLines(text, file).flatMap(({ kind: line, start, end }) => {
    const name = line === 'header' ? profileOf(kind, headerContent(text.slice(start, end))) : null;
    return name === null ? [] : [Buffer.from(fromByteText(name)).toString()];
  });
  return [...new Set(names)];
}
