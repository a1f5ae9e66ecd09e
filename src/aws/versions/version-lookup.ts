import { compareKeys } from '../../core/versions/key-order.js';
import type { BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { versionsOfKey } from './key-versions.js';
import { listVersions } from './version-listing.js';
import { lastKeyOf, ofKeys, type VersionPage } from './version-page.js';

/** Parts of the list of keys that are looked up at the same time. */
const AT_ONCE = 16;

/** What a lookup wants of the entries of its keys. */
type LookupVisitor = {
  /** Gets the entries of the wanted keys, a page at a time; a key's entries come from new to old within each array. */
  visit(page: VersionPage): void;
  /** Has everything that is wanted of this key been seen? Then the rest of its history is not read. */
  isSettled(key: string): boolean;
};

/**
 * Reads the versions of exactly these keys. Where they lie close together a page serves many of them; where they lie
 * apart each takes a request.
 * @param onProgress gets the number of keys done
 * @throws Failure
 */
export async function lookUpKeys(
  clients: Clients,
  bucket: BucketAddress,
  keys: Iterable<string>,
  visitor: LookupVisitor,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const sorted = [...new Set(keys)].sort(compareKeys);
  const size = Math.max(1, Math.ceil(sorted.length / AT_ONCE));
  const parts = Array.from({ length: Math.ceil(sorted.length / size) }, (_, part) => sorted.slice(part * size, (part + 1) * size));
  let done = 0;
  const progress = (keysDone: number): void => onProgress((done += keysDone));
  await Promise.all(parts.map((part) => walk(part, { clients, bucket, visitor, progress })));
}

type Walk = { clients: Clients; bucket: BucketAddress; visitor: LookupVisitor; progress: (keysDone: number) => void };

/** Goes through sorted keys: jumps to one, then strolls on from there as long as each page holds another. */
async function walk(keys: readonly string[], parts: Walk): Promise<void> {
  let isDense = true;
  for (let next = 0; next < keys.length; ) {
    await jump(keys[next] ?? '', parts);
    next += 1;
    if (!isDense || next === keys.length) continue;
    const met = await stroll(keys, next, parts);
    isDense = met > 0;
    next += met;
  }
}

async function jump(key: string, { clients, bucket, visitor, progress }: Walk): Promise<void> {
  for await (const page of versionsOfKey(clients, bucket, key)) {
    visitor.visit(page);
    if (isPassed(key, lastKeyOf(page), visitor)) break;
  }
  progress(1);
}

/** @returns how many keys were passed, and so are done */
async function stroll(keys: readonly string[], start: number, { clients, bucket, visitor, progress }: Walk): Promise<number> {
  const wanted = new Set(keys.slice(start));
  let next = start;
  for await (const page of listVersions(clients, bucket, { afterKey: keys[start - 1] ?? '' })) {
    visitor.visit(ofKeys(page, (key) => wanted.has(key)));
    const last = lastKeyOf(page);
    const before = next;
    while (next < keys.length && isPassed(keys[next] ?? '', last, visitor)) next += 1;
    progress(next - before);
    if (next === keys.length) return next - start;
    if (next === before && keys[next] !== last) return next - start;
  }
  // The list of versions has ended: the keys that are left are not in it.
  progress(keys.length - next);
  return keys.length - start;
}

function isPassed(key: string, last: string | null, visitor: LookupVisitor): boolean {
  if (last === null) return false;
  return compareKeys(key, last) < 0 || (key === last && visitor.isSettled(key));
}
