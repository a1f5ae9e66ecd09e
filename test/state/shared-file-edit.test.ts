import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/failures/failure.js';
import { readForEdit, writeEdited } from '../../src/state/shared-file-edit.js';
import { temporaryHome } from '../support/temporary-home.js';

const place = (): string => path.join(temporaryHome(), 'credentials');
const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('a shared file', () => {
  test('is written whole, keeps its mode, and nothing else is left behind', async () => {
    const file = place();
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    await writeEdited(await readForEdit(file), Buffer.from('new'));
    expect([readFileSync(file, 'utf8'), modeOf(file)]).toEqual(['new', 0o640]);
    expect(readdirSync(path.dirname(file))).toEqual(['credentials']);
  });

  test('that is new is for its owner only', async () => {
    const file = place();
    await writeEdited(await readForEdit(file), Buffer.from('new'));
    expect([readFileSync(file, 'utf8'), modeOf(file)]).toEqual(['new', 0o600]);
  });

  test.each([true, false])('is reached through symbolic links, which stay (the file is there: %s)', async (isThere) => {
    const file = place();
    const target = path.join(path.dirname(file), 'dotfiles', 'credentials');
    mkdirSync(path.dirname(target));
    if (isThere) writeFileSync(target, 'old');
    symlinkSync(path.join('dotfiles', 'credentials'), file);
    await writeEdited(await readForEdit(file), Buffer.from('new'));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  test('is not written when somebody changed it after it was read', async () => {
    const file = place();
    writeFileSync(file, 'old');
    const copy = await readForEdit(file);
    writeFileSync(file, 'theirs');
    await expect(writeEdited(copy, Buffer.from('new'))).rejects.toSatisfy((error) => isFailure(error, 'file-changed'));
    expect(readFileSync(file, 'utf8')).toBe('theirs');
    expect(readdirSync(path.dirname(file))).toEqual(['credentials']);
  });

  test('is not written when somebody removed or made it meanwhile', async () => {
    const file = place();
    const copy = await readForEdit(file);
    writeFileSync(file, 'theirs');
    await expect(writeEdited(copy, Buffer.from('new'))).rejects.toSatisfy((error) => isFailure(error, 'file-changed'));
    expect(readFileSync(file, 'utf8')).toBe('theirs');
  });

  test('has a backup only if asked, for its owner only', async () => {
    const file = place();
    writeFileSync(file, 'old');
    chmodSync(file, 0o644);
    const { backup } = await writeEdited(await readForEdit(file), Buffer.from('new'), { backup: '.bak' });
    expect(backup).toBe(`${file}.bak`);
    expect([readFileSync(`${file}.bak`, 'utf8'), modeOf(`${file}.bak`)]).toEqual(['old', 0o600]);
  });

  test('is left alone where a backup of that name is there already', async () => {
    const file = place();
    writeFileSync(file, 'old');
    writeFileSync(`${file}.bak`, 'older');
    await expect(writeEdited(await readForEdit(file), Buffer.from('new'), { backup: '.bak' })).rejects.toSatisfy((error) => isFailure(error, 'local-file'));
    expect([readFileSync(file, 'utf8'), readFileSync(`${file}.bak`, 'utf8')]).toEqual(['old', 'older']);
  });

  test('that is a directory is no file', async () => {
    const file = place();
    mkdirSync(file);
    await expect(readForEdit(file)).rejects.toThrow(/cannot be read \(EISDIR\)/);
  });

  test('in a directory that is not there is made with it', async () => {
    const file = path.join(temporaryHome(), '.aws', 'credentials');
    await writeEdited(await readForEdit(file), Buffer.from('new'));
    expect([modeOf(path.dirname(file)), modeOf(file)]).toEqual([0o700, 0o600]);
  });

  test('below a file cannot be written', async () => {
    const file = place();
    writeFileSync(file, '');
    await expect(readForEdit(path.join(file, 'credentials'))).rejects.toThrow(/cannot be read \(ENOTDIR\)/);
  });

  test('changed by two runs at once keeps one of the changes whole, and the other run says so', async () => {
    const file = place();
    writeFileSync(file, 'old');
    const copies = await Promise.all([readForEdit(file), readForEdit(file)]);
    const endings = await Promise.allSettled(copies.map((copy, index) => writeEdited(copy, Buffer.from(`new ${index}`))));
    expect(endings.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(readFileSync(file, 'utf8')).toMatch(/^new [01]$/);
  });
});
