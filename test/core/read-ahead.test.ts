import { expect, test } from 'vitest';
import { readAhead } from '../../src/core/read-ahead.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function* numbers(log: string[], count = 3): AsyncGenerator<number, void> {
  try {
    for (let number = 1; number <= count; number++) {
      log.push(`made ${number}`);
      yield number;
    }
  } finally {
    log.push('closed');
  }
}

test('the next item is made while one is worked on, and no more than that', async () => {
  const log: string[] = [];
  for await (const number of readAhead(numbers(log))) {
    await settled();
    log.push(`used ${number}`);
  }
  expect(log).toEqual(['made 1', 'made 2', 'used 1', 'made 3', 'used 2', 'closed', 'used 3']);
});

test('a reader that stops closes the source', async () => {
  const log: string[] = [];
  for await (const number of readAhead(numbers(log))) if (number === 1) break;
  expect(log).toEqual(['made 1', 'made 2', 'closed']);
});

test('a source that need not be closed can be left as well', async () => {
  const source = readAhead({ [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }) }) });
  expect(await source.next()).toEqual({ done: false, value: 1 });
  expect(await source.return?.()).toEqual({ done: true, value: undefined });
});

test('several readers share the items', async () => {
  const source = readAhead(numbers([], 100));
  const taken: number[] = [];
  const read = async () => {
    for (;;) {
      const { done, value } = await source.next();
      if (done) return;
      taken.push(value);
      await settled();
    }
  };
  await Promise.all([read(), read(), read()]);
  expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
});

test('a failure comes where its item would have come, and not as an unhandled rejection', async () => {
  const source = readAhead(
    (async function* () {
      yield 1;
      throw new Error('no second page');
    })(),
  );
  expect(await source.next()).toEqual({ done: false, value: 1 });
  await settled();
  await expect(source.next()).rejects.toThrow('no second page');
  expect(await source.next()).toEqual({ done: true, value: undefined });
});
