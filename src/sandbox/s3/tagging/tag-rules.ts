import { NO_TAGS, type Tags } from '../../storage/object-versions.js';
import { PracticeError } from '../../types.js';
import { childrenNamed, readXml, textOf, type XmlNode } from '../../wire/xml-reader.js';
import type { XmlElements } from '../../wire/xml-writer.js';
import { invalidArgument, s3Error } from '../errors.js';

/** What is tagged: the limits and some words differ. */
type Tagged = 'object' | 'bucket';

/** AWS: "Categorizing your objects using tags", "Using cost allocation S3 bucket tags" (verified). */
const MOST = { object: 10, bucket: 50 } as const;

/** AWS: public captures for objects (verified). */
const tooMany = {
  object: () => s3Error('tooManyObjectTags'),
  bucket: () => s3Error('tooManyBucketTags'),
} as const;

const systemTag = {
  object: 'Your TagKey cannot be prefixed with aws:',
  bucket: 'System tags cannot be added/updated by requester',
} as const;

/**
 * Reads a `<Tagging>` document.
 * @throws PracticeError 400; texts from LocalStack's snapshots of the real S3 (verified)
 */
export function tagsOfDocument(text: string, tagged: Tagged): Tags {
  const document = readXml('Tagging', text);
  const [set] = document === null ? [] : childrenNamed(document, 'TagSet');
  if (set === undefined) throw s3Error('malformedXml');
  return checkedTags(childrenNamed(set, 'Tag').map(tagOf), tagged);
}

/**
 * Reads the header `x-amz-tagging` of a new object, a query string.
 * @throws PracticeError 400; texts from LocalStack's snapshots of the real S3 (verified)
 */
export function tagsOfHeader(header: string | undefined): Tags {
  if (header === undefined) return NO_TAGS;
  const pairs = [...new URLSearchParams(header)];
  const encoded = /^(?:[\w.~+=&/:@-]|%[0-9a-f]{2})*$/i.test(header);
  if (!encoded || new Set(pairs.map(([key]) => key)).size !== pairs.length) throw invalidArgument(BAD_HEADER, 'x-amz-tagging', header);
  return checkedTags(pairs, 'object');
}

const BAD_HEADER = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";

/** The content of `<Tagging>`. */
export function tagElements(tags: Tags): XmlElements {
  return { TagSet: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) } };
}

function tagOf(tag: XmlNode): [string, string] {
  const key = textOf(tag, 'Key');
  const value = textOf(tag, 'Value');
  if (key === null || value === null) throw s3Error('malformedXml');
  return [key, value];
}

function checkedTags(pairs: readonly [string, string][], tagged: Tagged): Tags {
  if (pairs.length > MOST[tagged]) throw tooMany[tagged]();
  const tags = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (key.startsWith('aws:')) throw invalidTag(systemTag[tagged], { TagKey: key });
    if (!isTagText(key, 1, 128)) throw invalidTag('The TagKey you have provided is invalid', { TagKey: key });
    if (!isTagText(value, 0, 256)) throw invalidTag('The TagValue you have provided is invalid', { TagKey: key, TagValue: value });
    if (tags.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key', { TagKey: key });
    tags.set(key, value);
  }
  return tags;
}

/** Letters, digits and spaces of all scripts, and a few signs. */
function isTagText(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}

function invalidTag(message: string, extras: Record<string, string>): PracticeError {
  return new PracticeError(400, 'InvalidTag', message, extras);
}
