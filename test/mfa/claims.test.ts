import { mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claim, sweepClaims } from '../../src/mfa/claims.js';
import { temporaryDirectory } from './support/temporary-directory.js';

describe('a claim', () => {
  it('succeeds once for a name, and can be read by its owner only', async () => {
    const directory = temporaryDirectory();

    expect(await Promise.all([claim(directory, 'a', 7), claim(directory, 'a', 7), claim(directory, 'b', 7)]).then((all) => all.filter((won) => won))).toHaveLength(2);
    expect(await claim(directory, 'a', 8)).toBe(false);
    expect(statSync(join(directory, 'a.claim')).mode & 0o777).toBe(0o600);
  });

  it('that cannot be made is said, and does not pass for one that another run made', async () => {
    await expect(claim(join(temporaryDirectory(), 'missing'), 'a', 7)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('goes once its step is long ago, and nothing else does', async () => {
    const directory = temporaryDirectory();
    await claim(directory, 'old', 7);
    await claim(directory, 'new', 9);
    await claim(directory, 'before-the-epoch', -7);
    writeFileSync(join(directory, 'key'), '7');

    await sweepClaims(directory, ({ step }) => step > 8);

    expect(readdirSync(directory).toSorted()).toEqual(['key', 'new.claim']);
  });

  it('without a word in it is as old as its file: a run that was killed left it, or another is making it', async () => {
    const directory = temporaryDirectory();
    for (const name of ['old', 'new']) writeFileSync(join(directory, `${name}.claim`), '');
    utimesSync(join(directory, 'old.claim'), 8 * 30, 8 * 30);

    await sweepClaims(directory, ({ step }) => step > 8);

    expect(readdirSync(directory)).toEqual(['new.claim']);
  });

  it.each(['7x', 'x7'])('that does not hold a number is as old as its file, not as a part of it says: %s', async (text) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'new.claim'), text);

    await sweepClaims(directory, ({ step }) => step > 8);

    expect(readdirSync(directory)).toEqual(['new.claim']);
  });

  it('that cannot be read is said', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'folder.claim'));

    await expect(sweepClaims(directory, () => true)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('that another run sweeps at the same moment is in nobody’s way', async () => {
    const directory = temporaryDirectory();
    // Listed, and not there when it is read.
    symlinkSync('gone', join(directory, 'swept.claim'));
    await claim(directory, 'then-old', 7);

    await sweepClaims(directory, ({ step }) => step > 8);

    expect(readdirSync(directory)).toEqual(['swept.claim']);
  });
});
