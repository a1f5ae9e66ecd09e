let format: Intl.NumberFormat | undefined;
const BINARY_UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A count: `2,000`. */
export function thousands(count: number): string {
  // Made at its first use: it takes as long as half a start of Node, and most counts are small.
  if (Math.abs(count) < 1000) return String(count);
  format ??= new Intl.NumberFormat('en-US');
  return format.format(count);
}

/** A count with its noun: `1 version`, `2,000 versions`. @param plural where it is not the noun with an s */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : plural}`;
}

/** A size for people: `512 bytes`, `1.4 MiB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte');
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), BINARY_UNITS.length - 1);
  return `${(bytes / 1024 ** power).toFixed(1)} ${BINARY_UNITS[power]}`;
}

/** A length of time (ms) for people, to two units at most: `40 s`, `49 min 30 s`, `3 d 4 h`. */
export function durationInWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0 s';
  const shown = parts.slice(first, first + 2).filter(([amount]) => amount > 0);
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

/** A point in time (ms since the epoch) for people, in UTC: `2026-03-04 12:00:02`. */
export function momentInWords(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 19).replace('T', ' ') : '-';
}

/** The same to the minute, where room is scarce: `2026-03-04 12:00`. */
export function minuteInWords(time: number): string {
  return momentInWords(time).slice(0, 16);
}
