import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../src/process-io.js';

describe('lines of standard input', () => {
  it('are all there for a reader that comes late', async () => {
    const stdin = new PassThrough();
    const lines = linesOf({ stdin }, new AbortController().signal)();
    stdin.end('first\r\nsecond\n');
    await setImmediate();

    expect(await collect(lines)).toEqual(['first', 'second']);
  });

  it('are for one reader: a second one finds what the first left', async () => {
    const stdin = new PassThrough();
    const lines = linesOf({ stdin }, new AbortController().signal);
    stdin.end('codes\nnames\n');

    const first = await lines()[Symbol.asyncIterator]().next();

    expect(first.value).toBe('codes');
    expect(await collect(lines())).toEqual(['names']);
  });

  it('end when the run is interrupted', async () => {
    const interruption = new AbortController();
    const reading = collect(linesOf({ stdin: new PassThrough() }, interruption.signal)());
    await setImmediate();
    interruption.abort();

    expect(await reading).toEqual([]);
  });
});

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}
