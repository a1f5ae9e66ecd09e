import { createHash } from 'node:crypto';
import type { XmlElements } from '../wire/xml-writer.js';

/**
 * The `<Owner>` of a listing: the canonical user id, 64 hexadecimal digits. AWS: "Canonical user ID" (verified). It has
 * no DisplayName: AWS: "ListObjectVersions", Owner (verified: not returned since November 2025).
 */
export function ownerElement(accountId: string): XmlElements {
  return { ID: canonicalUserId(accountId) };
}

const known = new Map<string, string>();

/** The canonical user id of an account (twelve digits). Computed once: a listing asks a thousand times. */
export function canonicalUserId(accountId: string): string {
  const id = known.get(accountId) ?? createHash('sha256').update(`canonical user of ${accountId}`).digest('hex');
  known.set(accountId, id);
  return id;
}
