/** A share in whole per cent, which says 100 only where it is all and 0 only where it is none; does not break before its sign. */
export function percent(part: number, whole: number): string {
  const rounded = whole === 0 ? 0 : Math.round((part / whole) * 100);
  const shown = part === 0 || part === whole ? rounded : Math.min(99, Math.max(1, rounded));
  return `${shown}\u00a0%`;
}

/** `2026-03-04 12:00:02 UTC` of an ISO 8601 time. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
