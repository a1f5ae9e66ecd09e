import { SaxesParser } from 'saxes';
import type { ObjectVersion } from '../../core/versions/object-version.js';

/** A ListVersionsResult as it was written: keys and markers may still be encoded. What it leaves out is an empty text. */
export type VersionListing = {
  versions: ObjectVersion[];
  deleteMarkers: ObjectVersion[];
  isTruncated: boolean;
  encodingType: string;
  nextKeyMarker: string;
  nextVersionIdMarker: string;
};

/** Reads one answer as it comes in. */
type VersionListingReader = {
  /** Takes the next piece of the text. */
  read(piece: string): void;
  /** Says that the text is at its end; `null` where it was not one well-formed ListVersionsResult. */
  end(): VersionListing | null;
};

/** How deep fields of the listing are, and fields of an entry. */
const [OF_LISTING, OF_ENTRY] = [2, 3];

/**
 * Reads the XML of ListObjectVersions. The SDK's own reader builds every element it meets, owners and ETags included, and
 * takes most of the time of a listing for that; this one keeps what is asked for as it goes by.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function versionListingReader(): VersionListingReader {
  const parser = new SaxesParser({});
  const collected = collect(parser);
  let isBroken = false;
  const unlessBroken = (parse: () => void): void => {
    if (isBroken) return;
    try {
      parse();
    } catch {
      isBroken = true;
    }
  };
  return {
    read: (piece) => unlessBroken(() => void parser.write(piece)),
    end() {
      unlessBroken(() => void parser.close());
      return isBroken ? null : collected();
    },
  };
}

/** Listens to a parser, which throws where the text is not well-formed; returns what it has told. */
function collect(parser: SaxesParser): () => VersionListing | null {
  const [versions, deleteMarkers]: [ObjectVersion[], ObjectVersion[]] = [[], []];
  const fields = new Map<string, string>();
  let [depth, held, isListing] = [0, '', false];
  let entry: ObjectVersion | null = null;
  const take = (piece: string): void => {
    held += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('doctype', () => {
    // A document type could define entities of its own; S3 has no use for one.
    throw new Error('no document type is expected');
  });
  parser.on('opentagstart', ({ name }) => {
    depth += 1;
    held = '';
    if (depth === 1) isListing = name === 'ListVersionsResult';
    else if (depth === OF_LISTING) entry = name === 'Version' || name === 'DeleteMarker' ? emptyEntry(name === 'DeleteMarker') : null;
  });
  parser.on('closetag', ({ name }) => {
    if (depth === OF_ENTRY && entry !== null) setField(entry, name, held);
    else if (depth === OF_LISTING && entry !== null) (entry.isDeleteMarker ? deleteMarkers : versions).push(entry);
    else if (depth === OF_LISTING) fields.set(name, held);
    depth -= 1;
  });
  const field = (name: string): string => fields.get(name) ?? '';
  return () =>
    isListing
      ? {
          ...{ versions, deleteMarkers, isTruncated: field('IsTruncated') === 'true', encodingType: field('EncodingType') },
          ...{ nextKeyMarker: field('NextKeyMarker'), nextVersionIdMarker: field('NextVersionIdMarker') },
        }
      : null;
}

function emptyEntry(isDeleteMarker: boolean): ObjectVersion {
  return { key: '', versionId: '', isDeleteMarker, isLatest: false, lastModified: Number.NaN, size: 0 };
}

function setField(entry: ObjectVersion, name: string, text: string): void {
  if (name === 'Key') entry.key = text;
  else if (name === 'VersionId') entry.versionId = text;
  else if (name === 'IsLatest') entry.isLatest = text === 'true';
  else if (name === 'LastModified') entry.lastModified = Date.parse(text);
  else if (name === 'Size') entry.size = Number(text);
}
