import { fitsXml } from '../text/xml-characters.js';
import { type VersionName, VERSIONS_PER_CODE } from '../versions/object-version.js';

/** Ceph takes no more than 1 MiB for the body of DeleteObjects; AWS does not say what it takes. Bytes. */
const BODY_BYTES = 1_000_000;

/** What an entry of DeleteObjects takes around key and version id: tags and the space between them. Bytes. */
const ENTRY_BYTES = 64;

/** Tells, as versions come one by one, when a batch is full. */
type Filling = { count: number; bytes: number };

const empty = (): Filling => ({ count: 0, bytes: 0 });

/** Keys are escaped in XML; `&quot;` and `&#x0D;` are the longest escapes. */
function bytesOf({ key, versionId }: VersionName): number {
  const escapes = key.match(/[&<>"'\r\n\u0085\u2028]/g)?.length ?? 0;
  return ENTRY_BYTES + Buffer.byteLength(key) + escapes * 7 + versionId.length;
}

function hasRoom({ count, bytes }: Filling, needed: number): boolean {
  return count < VERSIONS_PER_CODE && bytes + needed <= BODY_BYTES;
}

/** Counts the batches, and so the codes, that versions will take. Holds none of them. */
type BatchCount = {
  add(version: VersionName): void;
  batches(): number;
};

/** Starts counting. The count is that of {@link batchesOf} for the same versions in the same order. */
export function countBatches(): BatchCount {
  let filling = empty();
  let closed = 0;
  return {
    add(version) {
      if (!fitsXml(version.key)) {
        closed += 1;
        return;
      }
      const needed = bytesOf(version);
      if (!hasRoom(filling, needed)) {
        closed += 1;
        filling = empty();
      }
      filling = { count: filling.count + 1, bytes: filling.bytes + needed };
    },
    batches: () => closed + (filling.count > 0 ? 1 : 0),
  };
}

/**
 * Divides versions into batches of one request each: up to 1000, fewer where the keys are very long, and exactly one
 * where XML cannot carry the key.
 */
export async function* batchesOf<V extends VersionName>(versions: AsyncIterable<V> | Iterable<V>): AsyncGenerator<V[], void> {
  const divider = divide<V>();
  for await (const version of versions) {
    const full = divider.add(version);
    if (full !== null) yield full;
  }
  yield* divider.rest();
}

/** {@link batchesOf} for versions that come as lists: of a million, waiting for each by itself takes long. */
export async function* batchesOfLists<V extends VersionName>(lists: AsyncIterable<readonly V[]>): AsyncGenerator<V[], void> {
  const divider = divide<V>();
  for await (const list of lists) {
    for (const version of list) {
      const full = divider.add(version);
      if (full !== null) yield full;
    }
  }
  yield* divider.rest();
}

/** `add` returns a batch when there is one to go out; `rest` the last one, where there is one. */
function divide<V extends VersionName>(): { add(version: V): V[] | null; rest(): V[][] } {
  let batch: V[] = [];
  let filling = empty();
  return {
    add(version) {
      if (!fitsXml(version.key)) return [version];
      const needed = bytesOf(version);
      const full = hasRoom(filling, needed) ? null : batch;
      if (full !== null) [batch, filling] = [[], empty()];
      batch.push(version);
      filling.count += 1;
      filling.bytes += needed;
      return full;
    },
    rest: () => (batch.length > 0 ? [batch] : []),
  };
}
