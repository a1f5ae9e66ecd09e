import { setFlagsFromString } from 'node:v8';

/**
 * What V8 reads each time it has collected garbage, so that changing it in a running process is safe: the space for new
 * objects stays as large as it is (it would grow to 32 MiB), and full collections come when the heap has grown by 30 % (it
 * would grow fivefold). https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
const switches = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];

/**
 * Keeps the heap of this process about as large as what is in use. Listings of millions of versions go by page by page;
 * V8 by itself takes ever more memory meanwhile, because that is cheaper for it than collecting the pages that are gone.
 */
export function keepHeapSteady(): void {
  for (const one of switches) setFlagsFromString(one);
}
