import { constants, openSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Socket } from 'node:net';

/**
 * The bytes of a file that the person named. A pipe with a name, or of `<(command)`, is waited for until whoever writes it is
 * done; unlike a plain read, which keeps Node from exiting until then, the wait ends with `interruption`.
 * @throws the reason of the interruption, or the file system's error
 */
export async function readGivenFile(path: string, interruption: AbortSignal): Promise<Uint8Array> {
  try {
    return (await stat(path)).isFIFO() ? await readPipe(path, interruption) : await readFile(path, { signal: interruption });
  } catch (error) {
    throw interruption.aborted ? interruption.reason : error;
  }
}

/** Opened without waiting for a writer, which nothing could stop; libuv then says when there is something to read. */
async function readPipe(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const chunks: Uint8Array[] = [];
  for await (const chunk of new Socket({ fd, readable: true, writable: false, signal })) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
