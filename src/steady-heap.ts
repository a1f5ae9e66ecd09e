import { setFlagsFromString } from 'node:v8';

/*
 * V8 reads both switches each time it has collected garbage, so that changing them in a running process is safe.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */

/** The space for new objects stays as large as it is; full collections come when the heap has grown by 30 %. */
const steady = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];

/** What V8 does by itself: up to 32 MiB for new objects, and a heap that grows fivefold between full collections. */
const free = ['--semi-space-growth-factor=2', '--heap-growing-percent=0'];

/** The space for new objects grows as V8 wants it; full collections come as often as when the heap is kept steady. */
const roomy = ['--semi-space-growth-factor=2', '--heap-growing-percent=30'];

/**
 * Keeps the heap of this process about as large as what is in use. Listings of millions of versions go by page by page;
 * V8 by itself takes ever more memory meanwhile, because that is cheaper for it than collecting the pages that are gone.
 */
export function keepHeapSteady(): void {
  for (const one of steady) setFlagsFromString(one);
}

/** Lets it grow: many requests at a time hold much, and collecting garbage so often would take a third of the time. */
export function letHeapGrow(): void {
  for (const one of free) setFlagsFromString(one);
}

/**
 * Lets only the space for new objects grow: many small answers at a time die young, and what is kept of them is printed and
 * gone, so that the heap stays about as large for a hundred thousand buckets as for a thousand.
 */
export function letNewObjectsHaveRoom(): void {
  for (const one of roomy) setFlagsFromString(one);
}
