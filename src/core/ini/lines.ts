import { Failure } from '../failures/failure.js';

/**
 * The dialect of AWS's shared files, as the AWS CLI and the SDKs agree on it. Text is held as one character per byte
 * (latin1), so that bytes that are not UTF-8 survive as well.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
type IniLine = {
  kind: 'header' | 'setting' | 'continuation' | 'comment' | 'blank';
  /** Where the line begins, and where the next one does (its line ending included). */
  start: number;
  end: number;
};

/** What editors of other systems put before the text. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/**
 * Takes a text apart into lines. Their ranges follow one another without a gap, from the byte order mark on.
 * @param file its path, for the message
 * @throws Failure `config-file` for a line that the AWS CLI and the SDKs understand differently
 */
export function iniLines(text: string, file: string): IniLine[] {
  const lines: IniLine[] = [];
  const first = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  for (let start = first; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    const content = text.slice(start, end).replace(/\r?\n/, '');
    const kind = kindOf(content);
    if (content.includes('\r') || (kind === 'continuation' && content.trimStart().startsWith('['))) throw ambiguous(file, lines.length + 1);
    lines.push({ kind, start, end });
    start = end;
  }
  return lines;
}

/** What stands between the brackets of a header. @param line the whole line, which begins with `[` */
export function headerContent(line: string): string {
  return line.slice(1).replace(/[\]\r\n][^]*/, '');
}

function kindOf(content: string): IniLine['kind'] {
  if (/^[ \t\f\v]*$/.test(content)) return 'blank';
  if (/^[ \t\f\v]*[#;]/.test(content)) return 'comment';
  if (content.startsWith('[')) return 'header';
  return /^[ \t]/.test(content) ? 'continuation' : 'setting';
}

/** An indented `[name]` is a section to some readers and part of the value above to others; a lone CR ends a line to some. */
function ambiguous(file: string, line: number): Failure {
  return new Failure('config-file', `${file} is left as it is: line ${line} means one thing to the AWS CLI and another to the SDKs`, {
    hints: ['a line that begins with blanks and `[`, or a carriage return inside a line, is read in two ways; mend it, then run this again'],
  });
}
