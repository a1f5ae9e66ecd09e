import { setFlagsFromString } from 'node:v8';

/*
 * V8 reads both switches each time it has collected garbage, so that changing them in a running process is safe.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */

/** The space for new objects stays as large as it is; full collections come when the heap has grown by 30 %. */
const steady = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];

/** What V8 does by itself: up to 32 MiB for new objects, and a heap that grows fivefold between full collections. */
const free = ['--semi-space-growth-factor=2', '--heap-growing-percent=0'];

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
