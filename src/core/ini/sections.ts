import { iniLines } from './lines.js';

/** The content of a shared file, and its path for messages. */
export type IniFile = { file: string; bytes: Uint8Array };

/** Tells the sections that are meant by what stands between the brackets, one character per byte. */
export type SectionMatch = { header: string; matches(content: string): boolean };

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

/**
 * The section of a profile: `[name]` in the credentials file; `[profile name]` in the config file, where `default` may
 * do without the word. Names may be quoted.
 */
export function profileSectionIn(kind: 'credentials' | 'config', profile: string): SectionMatch {
  const name = toByteText(profile);
  const plain = kind === 'credentials' || profile === 'default';
  const shown = /^[\w@+.%:/-]+$/.test(profile) ? name : `"${name}"`;
  return {
    header: plain ? `[${shown}]` : `[profile ${shown}]`,
    matches(content) {
      if (plain && unquoted(content) === name) return true;
      const prefixed = kind === 'config' ? /^[ \t]*profile[ \t]+(.*)$/.exec(content)?.[1] : undefined;
      return prefixed !== undefined && unquoted(prefixed) === name;
    },
  };
}

/** Bytes as text, one character each. */
export function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** Ordinary text as its UTF-8 bytes, one character each. */
export function toByteText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Text of one character per byte, as bytes. */
export function fromByteText(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/**
 * The sections that are meant, in the order of the file; a name may stand there twice.
 * @throws Failure `config-file` for a file that can be understood in two ways
 */
export function findSections({ file, bytes }: IniFile, { matches }: SectionMatch): IniSection[] {
  const text = byteText(bytes);
  const found: IniSection[] = [];
  let current: IniSection | null = null;
  let blanksOnly = false;
  for (const { kind, start, end } of iniLines(text, file)) {
    if (kind === 'header') {
      const content = /^\[([^\]\r\n]*)/.exec(text.slice(start, end))?.[1] ?? '';
      current = matches(content) ? { start, bodyStart: end, settingsEnd: end, blanksEnd: end } : null;
      if (current) found.push(current);
      blanksOnly = true;
    } else if (current && (kind === 'setting' || kind === 'continuation')) {
      Object.assign(current, { settingsEnd: end, blanksEnd: end });
      blanksOnly = true;
    } else if (kind === 'comment') {
      blanksOnly = false;
    } else if (current && blanksOnly) {
      current.blanksEnd = end;
    }
  }
  return found;
}

function unquoted(content: string): string {
  const trimmed = content.replace(/^[ \t]+|[ \t]+$/g, '');
  return /^(["'])(.*)\1$/.exec(trimmed)?.[2] ?? trimmed;
}
