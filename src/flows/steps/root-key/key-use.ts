import type { KeyUse } from '../../../core/root-keys/root-key.js';
import { isoTime } from '../../../core/text/instant.js';
import { minuteInWords } from '../../../core/text/quantities.js';

/** When, where and for what a key was last used, in JSON documents. */
export function keyUseDocument(use: KeyUse | null): { at: string | null; service: string | null; region: string | null } | null {
  return use && { at: isoTime(use.at), service: use.service, region: use.region };
}

/** When, where and for what, for people: `2026-03-04 12:00 UTC, s3 in eu-west-1`. */
export function lastUsedInWords(use: KeyUse | null): string {
  if (use === null) return 'never, or not known';
  const where = [use.service, use.region].filter((part) => part !== null).join(' in ');
  return `${minuteInWords(use.at)} UTC${where === '' ? '' : `, ${where}`}`;
}

/** The day a key was created (ms since the epoch), for people; `-` where it is not known. */
export function dayInWords(time: number | null): string {
  return isoTime(time)?.slice(0, 10) ?? '-';
}
