import { iniLines } from './lines.js';
import { byteText, findSections, fromByteText, type IniFile, type IniSection, type SectionMatch, toByteText } from './sections.js';

/**
 * Takes a section away, wherever its name stands, with the blank lines after its settings; comments behind them stay,
 * because they mostly introduce what follows. Every other byte stays as it is.
 * @returns the new content; the same bytes where there is no such section
 * @throws Failure `config-file` for a file that can be understood in two ways
 */
export function removeSection(ini: IniFile, match: SectionMatch): Uint8Array {
  return without(ini, findSections(ini, match));
}

/**
 * Sets settings in a section. Lines of other settings, comments and every byte outside the section stay as they are; a
 * section that is not there yet is added at the end. Where the name stands twice, the later sections are taken away.
 * @param settings names in lower case, in the order in which new ones are written; `null` takes a setting away
 * @throws Failure `config-file` for a file that can be understood in two ways
 */
export function setInSection(ini: IniFile, match: SectionMatch, settings: Readonly<Record<string, string | null>>): Uint8Array {
  if (Object.entries(settings).some(([name, value]) => !/^[a-z][\w.-]*$/.test(name) || /[\r\n]/.test(value ?? ''))) throw new TypeError('a setting that no line can hold');
  const [section, ...others] = findSections(ini, match);
  const text = byteText(ini.bytes);
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  if (section === undefined) return fromByteText(`${closed(text, eol)}${text === '' ? '' : eol}${match.header}${eol}${written(settings, eol)}`);
  const kept = keptLines(text, ini.file, section, new Set(Object.keys(settings)));
  const head = closed(text.slice(0, section.bodyStart), eol);
  const before = `${head}${kept === '' ? '' : closed(kept, eol)}${written(settings, eol)}`;
  const after = byteText(without(ini, others)).slice(section.settingsEnd);
  return fromByteText(`${before}${after}`);
}

/** The settings of a section by lower-case name, those of later sections of the name included; `null` where there is none. */
export function settingsOf(ini: IniFile, match: SectionMatch): ReadonlyMap<string, string> | null {
  const sections = findSections(ini, match);
  if (sections.length === 0) return null;
  const text = byteText(ini.bytes);
  const lines = iniLines(text, ini.file).filter(({ kind, start }) => kind === 'setting' && sections.some((section) => start >= section.bodyStart && start < section.settingsEnd));
  return new Map(lines.map(({ start, end }) => [nameOf(text.slice(start, end)), valueOf(text.slice(start, end))]));
}

function without({ bytes }: IniFile, sections: readonly IniSection[]): Uint8Array {
  const text = byteText(bytes);
  let at = 0;
  let kept = '';
  for (const section of sections) {
    kept += text.slice(at, section.start);
    at = section.blanksEnd;
  }
  return fromByteText(kept + text.slice(at));
}

/** The lines of a section's body without those settings and what continues them. */
function keptLines(text: string, file: string, { bodyStart, settingsEnd }: IniSection, names: ReadonlySet<string>): string {
  let dropping = false;
  let kept = '';
  for (const { kind, start, end } of iniLines(text, file)) {
    if (start < bodyStart || start >= settingsEnd) continue;
    const line = text.slice(start, end);
    if (kind === 'setting') dropping = names.has(nameOf(line));
    if (!(dropping && (kind === 'setting' || kind === 'continuation'))) kept += line;
  }
  return kept;
}

/** The AWS CLI also takes a colon, and ignores the case of names. */
function nameOf(line: string): string {
  return (/^[^=:]*/.exec(line)?.[0] ?? '').trim().toLowerCase();
}

function valueOf(line: string): string {
  const value = /^[^=:]*[=:](.*)/s.exec(line)?.[1] ?? '';
  return Buffer.from(value.split(/(?:^|[ \t])[;#]/)[0] ?? '', 'latin1').toString('utf8').trim();
}

function written(settings: Readonly<Record<string, string | null>>, eol: string): string {
  return Object.entries(settings)
    .flatMap(([name, value]) => (value === null ? [] : [`${name} = ${toByteText(value)}${eol}`]))
    .join('');
}

/** The text, with a line ending at its end. */
function closed(text: string, eol: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}${eol}`;
}
