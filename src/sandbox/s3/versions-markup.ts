import type { ListingEntry } from '../object-listing.js';
import type { ObjectContent, ObjectVersion } from '../object-versions.js';
import { elementsMarkup, escaped } from '../xml-writer.js';
import { ownerElement } from './owner.js';

/** Made once and used again: most entries of a page have a neighbour's key, time or content. */
type Reused = { key: string; keyMarkup: string; times: Map<number, string>; tails: Map<ObjectContent | null, string> };

/**
 * The entries of a page of ListObjectVersions, in pieces to be joined. AWS: "ListObjectVersions" (verified). Markup
 * instead of elements, because a listing of a million versions is how fast this server is measured.
 * @param owner the account that owns the bucket: twelve digits
 * @param encode writes a key as the request wants it
 */
export function versionsMarkup(entries: readonly ListingEntry[], owner: string, encode: (key: string) => string): string[] {
  const ownerMarkup = elementsMarkup({ Owner: ownerElement(owner) });
  const reused: Reused = { key: '', keyMarkup: '', times: new Map(), tails: new Map() };
  const pieces: string[] = [];
  for (const entry of entries) {
    if ('commonPrefix' in entry) pieces.push(elementsMarkup({ CommonPrefixes: { Prefix: encode(entry.commonPrefix) } }));
    else addVersion(pieces, entry.version, entry.isLatest);
  }
  return pieces;

  function addVersion(to: string[], { key, versionId, lastModified, content }: ObjectVersion, isLatest: boolean): void {
    if (key !== reused.key) Object.assign(reused, { key, keyMarkup: escaped(encode(key)) });
    to.push(
      content === null ? '<DeleteMarker><Key>' : '<Version><Key>',
      reused.keyMarkup,
      '</Key><VersionId>',
      versionId,
      isLatest ? '</VersionId><IsLatest>true</IsLatest><LastModified>' : '</VersionId><IsLatest>false</IsLatest><LastModified>',
      timeText(lastModified),
      tailMarkup(content),
    );
  }

  function timeText(time: number): string {
    const text = reused.times.get(time) ?? new Date(time).toISOString();
    reused.times.set(time, text);
    return text;
  }

  function tailMarkup(content: ObjectContent | null): string {
    const markup = reused.tails.get(content) ?? `</LastModified>${contentMarkup(content, ownerMarkup)}`;
    reused.tails.set(content, markup);
    return markup;
  }
}

function contentMarkup(content: ObjectContent | null, ownerMarkup: string): string {
  if (content === null) return `${ownerMarkup}</DeleteMarker>`;
  const { etag, size, storageClass } = content;
  return `${elementsMarkup({ ETag: etag, Size: size })}${ownerMarkup}${elementsMarkup({ StorageClass: storageClass })}</Version>`;
}
