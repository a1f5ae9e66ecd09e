import { compareKeys } from '../versions/key-order.js';
import { type ObjectVersion, versionNamed } from '../versions/object-version.js';
import { keyGroups, type ListingPage } from './key-groups.js';

/** Why planned versions are left alone (counts). */
export type LeftAlone = {
  /** They are no longer there. */
  gone: number;
  /** They became current, stopped being current, or are others under the same name. */
  changed: number;
};

/** How a plan is compared with the bucket. */
export type RecheckOptions = {
  /** Everything is meant to go, whether it is current or not. */
  allVersions: boolean;
  /** Is told of what is left alone. */
  leftAlone: LeftAlone;
};

/**
 * The versions of a plan that are still there as they were planned. Plan and listing go along side by side, so neither
 * is held in memory.
 * @param planned in the order of the listing they were planned from
 * @param pages of a listing that covers all keys of the plan; read as far as the plan goes
 */
export async function* recheck<P extends ObjectVersion>(planned: AsyncIterable<P> | Iterable<P>, pages: AsyncIterable<ListingPage>, options: RecheckOptions): AsyncGenerator<P, void> {
  const { leftAlone } = options;
  const plan = Symbol.asyncIterator in planned ? planned[Symbol.asyncIterator]() : planned[Symbol.iterator]();
  let next = await plan.next();
  /** Of one key: planned, as new as what the listing has shown, and not seen there yet. */
  let waiting = new Map<string, P>();
  let waitingFor: string | null = null;

  const giveUpWaiting = (): void => {
    leftAlone.gone += waiting.size;
    waiting = new Map();
  };
  const verdict = (item: P, found: ObjectVersion): P[] => {
    if (isAsPlanned(item, found, options.allVersions)) return [item];
    leftAlone.changed += 1;
    return [];
  };

  const isOver = (): boolean => next.done === true && waiting.size === 0;

  try {
    for await (const page of isOver() ? [] : pages) {
      for (const group of keyGroups(page)) {
        if (isOver()) break;
        if (waitingFor !== group.key) giveUpWaiting();
        waitingFor = group.key;
        const found = new Map([...group.versions, ...group.deleteMarkers].map((version) => [versionNamed(version), version]));
        const oldest = Math.min(...[...found.values()].map(({ lastModified }) => lastModified));
        for (const [name, item] of waiting) {
          const version = found.get(name);
          if (version === undefined) continue;
          waiting.delete(name);
          yield* verdict(item, version);
        }
        while (next.done !== true) {
          const item: P = next.value;
          const order = compareKeys(item.key, group.key);
          // What is older than all of this page comes on a later one.
          if (order > 0 || (order === 0 && item.lastModified < oldest)) break;
          const name = versionNamed(item);
          const version = found.get(name);
          if (version !== undefined) yield* verdict(item, version);
          else if (order === 0) waiting.set(name, item);
          else leftAlone.gone += 1;
          next = await plan.next();
        }
      }
      if (isOver()) break;
    }
    giveUpWaiting();
    for (; next.done !== true; next = await plan.next()) leftAlone.gone += 1;
  } finally {
    await plan.return?.();
  }
}

/**
 * Is what a listing shows now what was planned? A `null` version can be replaced by another one; a version becomes current
 * when the ones above it are deleted.
 * @param allVersions everything is meant to go, whether it is current or not
 */
export function isAsPlanned(item: ObjectVersion, found: ObjectVersion, allVersions: boolean): boolean {
  const isSame = item.isDeleteMarker === found.isDeleteMarker && Object.is(item.lastModified, found.lastModified) && item.size === found.size;
  return isSame && (allVersions || item.isLatest === found.isLatest);
}
