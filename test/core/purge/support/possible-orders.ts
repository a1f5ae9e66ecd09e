import type { ListingPage } from '../../../../src/core/purge/key-groups.js';
import type { ObjectVersion } from '../../../../src/core/versions/object-version.js';

/** Every order, newest first, in which the versions and markers of a key can have come, for all that the pages say. */
export function possibleOrders(pages: readonly ListingPage[], key: string): ObjectVersion[][] {
  return pages.reduce<ObjectVersion[][]>((orders, { versions, deleteMarkers }) => {
    const ofKey = (list: readonly ObjectVersion[]): ObjectVersion[] => list.filter((version) => version.key === key);
    const further = interleavings(ofKey(versions), ofKey(deleteMarkers)).filter(isPossible);
    return orders.flatMap((order) => further.map((more) => [...order, ...more]));
  }, [[]]);
}

function interleavings(a: readonly ObjectVersion[], b: readonly ObjectVersion[]): ObjectVersion[][] {
  const [firstOfA, ...restOfA] = a;
  const [firstOfB, ...restOfB] = b;
  if (firstOfA === undefined) return [[...b]];
  if (firstOfB === undefined) return [[...a]];
  return [...interleavings(restOfA, b).map((rest) => [firstOfA, ...rest]), ...interleavings(a, restOfB).map((rest) => [firstOfB, ...rest])];
}

function isPossible(order: readonly ObjectVersion[]): boolean {
  return order.every((version, place) => {
    const newer = order[place - 1];
    return newer === undefined || (newer.lastModified >= version.lastModified && !version.isLatest);
  });
}
