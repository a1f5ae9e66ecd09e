import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** Random numbers that are the same for the same seed: secrets, ids, names of files, jitter. */
export type SeededRandomness = { reseed(seed: number): void };

/** Takes the place of every source of random numbers of this process, for good. */
export function installSeededRandomness(): SeededRandomness {
  let state = 1;
  // Mulberry32: small, and good enough where nothing has to be secret.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const fill = <T extends ArrayBufferView>(view: T): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(next() * 256);
    return view;
  };
  const uuid = (): string => {
    const hex = fill(Buffer.alloc(16)).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  Math.random = next;
  Object.assign(crypto, { randomBytes: (size: number) => fill(Buffer.alloc(size)), randomUUID: uuid, randomFillSync: fill });
  Object.defineProperties(globalThis.crypto, { getRandomValues: { value: fill }, randomUUID: { value: uuid } });
  syncBuiltinESMExports();
  return { reseed: (seed) => void (state = seed | 0) };
}
