import imported from 'sorted-btree';

// The library is a CommonJS module: Node and esbuild give all of it as the default import, vitest gives its default.
const loaded: unknown = imported;

/**
 * A map that is kept in the order of its keys: finding, adding and removing take logarithmic time, and it can be walked
 * from any place on. The library is a B+ tree, which keeps a million entries in a few large arrays.
 * https://github.com/qwertie/btree-typescript
 */
export const SortedMap = (typeof loaded === 'function' ? loaded : imported.default) as typeof imported.default;
