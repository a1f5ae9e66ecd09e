import { headerContent, iniLines } from './lines.js';

/** The content of a shared file, and its path for messages. */
export type IniFile = { file: string; bytes: Uint8Array };

/** Tells the sections that are meant by what stands between the brackets, one character per byte. */
export type SectionMatch = (content: string) => boolean;

/** A section of a file; positions count bytes. */
export type IniSection = {
  start: number;
  /** After the header line. */
  bodyStart: number;
  /** After the last setting: comments and blank lines behind it mostly belong to what follows. */
  settingsEnd: number;
  /** After the blank lines that follow the last setting. */
  blanksEnd: number;
};

/** The section of a profile. */
export function profileSectionIn(kind: 'credentials' | 'config', profile: string): SectionMatch {
  const name = toByteText(profile);
  return (content) => profileOf(kind, content) === name;
}

/**
 * The profile that a section belongs to, one character per byte: `[name]` in the credentials file; `[profile name]` in the
 * config file, where `default` may do without the word. Names may be quoted.
 * @param content what stands between the brackets
 * @returns `null` for a section of something else
 */
export function profileOf(kind: 'credentials' | 'config', content: string): string | null {
  const whole = unquoted(content);
  if (kind === 'credentials' || whole === 'default') return whole;
  const prefixed = /^[ \t]*profile[ \t](.*)/.exec(content)?.[1];
  return prefixed === undefined ? null : unquoted(prefixed);
}

/** Bytes as text, one character each. */
export function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** Ordinary text as its UTF-8 bytes, one character each. */
export function toByteText(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Text of one character per byte, as bytes. */
export function fromByteText(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/**
 * The sections that are meant, in the order of the file; a name may stand there twice.
 * @throws Failure `config-file` for a file that can be understood in two ways
 */
export function findSections({ file, bytes }: IniFile, matches: SectionMatch): IniSection[] {
  const text = byteText(bytes);
  const found: IniSection[] = [];
  let current: IniSection | null = null;
  for (const { kind, start, end } of iniLines(text, file)) {
    if (kind === 'header') {
      current = matches(headerContent(text.slice(start, end))) ? { start, bodyStart: end, settingsEnd: end, blanksEnd: end } : null;
      if (current) found.push(current);
    } else if (current && (kind === 'setting' || kind === 'continuation')) {
      Object.assign(current, { settingsEnd: end, blanksEnd: end });
    } else if (current?.blanksEnd === start && kind === 'blank') {
      current.blanksEnd = end;
    }
  }
  return found;
}

function unquoted(content: string): string {
  const trimmed = content.replace(/^[ \t]+|[ \t]+$/g, '');
  return /^(["'])(.*)\1$/.exec(trimmed)?.[2] ?? trimmed;
}
