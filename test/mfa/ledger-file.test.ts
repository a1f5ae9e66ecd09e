import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishPrivate, readIfThere, readLedger, sweepLedgers, writeLedger } from '../../src/mfa/ledger-file.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const sent = [{ step: 7, hash: 'ab' }, { step: 8, hash: 'cd' }];

describe('a file of the ledger', () => {
  it('gives back what was written, and is empty where there is none', async () => {
    const path = join(temporaryDirectory(), 'one.json');
    expect(await readLedger(path)).toEqual({ sent: [], damaged: false });
    await writeLedger(path, sent);
    expect(await readLedger(path)).toEqual({ sent, damaged: false });
    await writeLedger(path, []);
    expect(await readLedger(path)).toEqual({ sent: [], damaged: false });
  });

  it.each([
    '', '{', '7', 'null', '[]', '{}', '{"sent":null}', '{"sent":{"length":0}}',
    ...['null', '7', '{}', '{"step":7}', '{"hash":"ab"}', '{"step":"7","hash":"ab"}', '{"step":7.5,"hash":"ab"}', '{"step":7,"hash":1}'].flatMap((entry) => [
      `{"sent":[${entry}]}`,
      `{"sent":[{"step":7,"hash":"ab"},${entry}]}`,
    ]),
  ])('is damaged, and nothing of it counts: %s', async (content) => {
    const path = join(temporaryDirectory(), 'one.json');
    writeFileSync(path, content);
    expect(await readLedger(path)).toEqual({ sent: [], damaged: true });
  });

  it('that is there and cannot be read is no empty one', async () => {
    await expect(readLedger(temporaryDirectory())).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(readIfThere(temporaryDirectory())).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('a file that is written once', () => {
  it('is what the first of several writers made it, for its owner only, with nothing beside it', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'key');

    expect(await publishPrivate(path, Buffer.from('first'))).toEqual(Buffer.from('first'));
    expect(await publishPrivate(path, Buffer.from('second'))).toEqual(Buffer.from('first'));
    expect(readdirSync(directory)).toEqual(['key']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('sweeping', () => {
  it('takes away the files in which no code counts any more, and nothing else', async () => {
    const directory = temporaryDirectory();
    await writeLedger(join(directory, 'both.json'), sent);
    await writeLedger(join(directory, 'old.json'), sent.slice(0, 1));
    await writeLedger(join(directory, 'none.json'), []);
    await writeLedger(join(directory, 'key'), []);
    writeFileSync(join(directory, 'damaged.json'), '{');
    mkdirSync(join(directory, 'lock'));
    await sweepLedgers(directory, ({ step }) => step === 8);
    expect(readdirSync(directory).toSorted()).toEqual(['both.json', 'damaged.json', 'key', 'lock']);
  });
});
