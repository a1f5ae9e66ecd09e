import { iniLines } from './lines.js';
import { byteText, findSections, fromByteText, type IniFile, type IniSection, profileSectionIn, type SectionMatch, toByteText } from './sections.js';

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
 * Sets settings in the section of a profile in the credentials file. Lines of other settings, comments and every byte
 * outside the section stay as they are; a section that is not there yet is added at the end. Where the name stands twice,
 * one section is left, with the other settings and comments of all of them; what stood last counts, as for the SDKs.
 * @param settings names in lower case, in the order in which new ones are written; `null` takes a setting away
 * @throws Failure `config-file` for a file that can be understood in two ways
 */
export function setInSection(ini: IniFile, profile: string, settings: Readonly<Record<string, string | null>>): Uint8Array {
  if (Object.entries(settings).some(([name, value]) => !/^[a-z][\w.-]*$/.test(name) || /[\r\n]/.test(value ?? ''))) throw new TypeError('a setting that no line can hold');
  const [section, ...others] = findSections(ini, profileSectionIn('credentials', profile));
  const text = byteText(ini.bytes);
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  if (section === undefined) return fromByteText(`${closed(text, eol)}${text === '' ? '' : eol}${headerOf(profile)}${eol}${written(settings, eol)}`);
  const kept = keptOfAll(text, ini.file, [section, ...others], Object.keys(settings), eol);
  const head = closed(text.slice(0, section.bodyStart), eol);
  const before = `${head}${kept}${written(settings, eol)}`;
  const after = byteText(without(ini, others)).slice(section.settingsEnd);
  return fromByteText(`${before}${after}`);
}

/** The settings of a section by lower-case name, those of later sections of the name included; `null` where there is none. */
export function settingsOf(ini: IniFile, match: SectionMatch): ReadonlyMap<string, string> | null {
  const sections = findSections(ini, match);
  if (sections.length === 0) return null;
  const text = byteText(ini.bytes);
  return new Map(settingLines(text, ini.file, sections).map((line) => [nameOf(line), valueOf(line)]));
}

/** Every value that a setting has in a section and in later ones of the name, in the order of the file. @param name in lower case */
export function valuesOf(ini: IniFile, match: SectionMatch, name: string): string[] {
  const lines = settingLines(byteText(ini.bytes), ini.file, findSections(ini, match));
  return lines.filter((line) => nameOf(line) === name).map(valueOf);
}

function settingLines(text: string, file: string, sections: readonly IniSection[]): string[] {
  const inOne = (start: number): boolean => sections.some(({ bodyStart, settingsEnd }) => start >= bodyStart && start < settingsEnd);
  return iniLines(text, file).filter(({ kind, start }) => kind === 'setting' && inOne(start)).map(({ start, end }) => text.slice(start, end));
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

/** What is left of several sections of a name, without those settings and without what a later one sets anew. */
function keptOfAll(text: string, file: string, sections: readonly IniSection[], names: readonly string[], eol: string): string {
  const taken = new Set(names);
  let kept = '';
  for (const section of sections.toReversed()) {
    kept = `${closed(keptLines(text, file, section, taken), eol)}${kept}`;
    for (const line of settingLines(text, file, [section])) taken.add(nameOf(line));
  }
  return kept;
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
  return line.replace(/[=:].*/, '').trim().toLowerCase();
}

function valueOf(line: string): string {
  const value = line.replace(/[^=:]*[=:]?/, '').replace(/[ \t][;#].*/, '');
  return Buffer.from(fromByteText(value)).toString().trim();
}

/** Names with other characters have to be quoted. */
function headerOf(profile: string): string {
  const name = toByteText(profile);
  return /^[\w@+.%:/-]+$/.test(profile) ? `[${name}]` : `["${name}"]`;
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
