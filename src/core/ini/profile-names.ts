import { iniLines } from './lines.js';
import { byteText, type IniFile } from './sections.js';

/**
 * The profiles that have a section in a shared file, in the file's order: `[name]` in the credentials file, `[profile name]`
 * and `[default]` in the config file. Names may be quoted.
 * @throws Failure `config-file` for a file that can be understood in two ways
 */
export function profileNamesIn(kind: 'credentials' | 'config', { file, bytes }: IniFile): string[] {
  const text = byteText(bytes);
  const names = iniLines(text, file).flatMap(({ kind: line, start, end }) => {
    if (line !== 'header') return [];
    const content = /^\[([^\]\r\n]*)/.exec(text.slice(start, end))?.[1]?.trim() ?? '';
    const name = kind === 'credentials' || content === 'default' ? content : /^profile[ \t]+(.*)$/.exec(content)?.[1];
    return name === undefined ? [] : [Buffer.from(name.trim().replace(/^(["'])(.*)\1$/, '$2'), 'latin1').toString('utf8')];
  });
  return [...new Set(names)];
}
