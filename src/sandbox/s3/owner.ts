import { createHash } from 'node:crypto';
import type { XmlElements } from '../xml.js';

/**
 * The `<Owner>` of a listing: the canonical user id, 64 hexadecimal digits. AWS: "Canonical user ID" (verified). It has
 * no DisplayName: AWS: "ListObjectVersions", Owner (verified: not returned since November 2025).
 */
export function ownerElement(accountId: string): XmlElements {
  return { ID: createHash('sha256').update(`canonical user of ${accountId}`).digest('hex') };
}
