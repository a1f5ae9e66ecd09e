import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stepAt } from '../../src/core/clock.js';
import { openSpentCodes, type SpentCodes } from '../../src/mfa/spent-codes.js';
import { frozenClock, STEP_START } from './support/frozen-clock.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const STEP = stepAt(STEP_START);
const SERIAL = 'arn:aws:iam::111122223333:mfa/phone';

async function open(stateDirectory: string, step = STEP): Promise<{ spent: SpentCodes; warnings: string[]; ledger: string }> {
  const warnings: string[] = [];
  const clock = frozenClock(step * 30_000);
  const spent = await openSpentCodes({ stateDirectory, clock, warn: (text) => warnings.push(text) });
  return { spent, warnings, ledger: join(stateDirectory, 'spent-codes') };
}

const ledgerFiles = (ledger: string): string[] => readdirSync(ledger).filter((name) => name.endsWith('.json'));

describe('reserving', () => {
  it('succeeds once for a code and once for a step', async () => {
    const { spent } = await open(temporaryDirectory());
    expect(await spent.reserve('aws', SERIAL, STEP, '111111')).toBe('reserved');
    expect(await spent.reserve('aws', SERIAL, STEP, '111111')).toBe('code-used');
    expect(await spent.reserve('aws', SERIAL, STEP, '222222')).toBe('step-used');
    expect(await spent.reserve('aws', SERIAL, STEP + 1, '111111')).toBe('code-used');
    expect(await spent.reserve('aws', SERIAL, STEP + 1, '222222')).toBe('reserved');
  });

  it('is remembered by whoever opens the same directory later', async () => {
    const directory = temporaryDirectory();
    await (await open(directory)).spent.reserve('aws', SERIAL, STEP, '111111');
    const { spent } = await open(directory);
    expect(await spent.wasSent('aws', SERIAL, STEP + 1, '111111')).toBe(true);
    expect(await spent.wasSent('aws', SERIAL, STEP + 1, '222222')).toBe(false);
    expect(await spent.nextFreeStep('aws', SERIAL, STEP)).toBe(STEP + 1);
  });

  it('holds for a run that opens the directory when only the claims of the one before are left, for five minutes', async () => {
    const directory = temporaryDirectory();
    const { spent, ledger } = await open(directory);
    await spent.reserve('aws', SERIAL, STEP, '111111');
    // As a run does that takes the lock for stale: it writes what it knew, and that is nothing.
    for (const name of ledgerFiles(ledger)) rmSync(join(ledger, name));

    expect(await (await open(directory)).spent.reserve('aws', SERIAL, STEP, '222222')).toBe('step-used');
    await open(directory, STEP + 11);
    expect(readdirSync(ledger).filter((name) => name.endsWith('.claim'))).toEqual([]);
  });

  it('tells devices apart by serial number and by the origin of the endpoint', async () => {
    const { spent } = await open(temporaryDirectory());
    await spent.reserve('https://s3.example.com/', SERIAL, STEP, '111111');
    expect(await spent.reserve('https://s3.example.com', SERIAL, STEP, '111111')).toBe('code-used');
    expect(await spent.reserve('https://other.example.com', SERIAL, STEP, '111111')).toBe('reserved');
    expect(await spent.reserve('https://s3.example.com', `${SERIAL}2`, STEP, '111111')).toBe('reserved');
  });

  it('holds for all endpoints of AWS at once', async () => {
    const { spent } = await open(temporaryDirectory());
    await spent.reserve('https://s3.amazonaws.com', SERIAL, STEP, '111111');
    expect(await spent.reserve('https://s3.dualstack.eu-west-1.amazonaws.com', SERIAL, STEP + 1, '111111')).toBe('code-used');
    expect(await spent.reserve('https://bucket.vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com', SERIAL, STEP, '222222')).toBe('step-used');
    expect(await spent.reserve('https://s3.dualstack.cn-north-1.api.amazonwebservices.com.cn', SERIAL, STEP, '333333')).toBe('step-used');
    expect(await spent.reserve('https://s3.amazonaws.com.example.org', SERIAL, STEP, '111111')).toBe('reserved');
  });

  it('is forgotten after 5 minutes, and the file goes away', async () => {
    const directory = temporaryDirectory();
    const { spent, ledger } = await open(directory);
    await spent.reserve('aws', SERIAL, STEP, '111111');
    expect(await spent.wasSent('aws', SERIAL, STEP + 10, '111111')).toBe(true);
    expect(await spent.wasSent('aws', SERIAL, STEP + 11, '111111')).toBe(false);
    await open(directory, STEP + 10);
    expect(ledgerFiles(ledger)).toHaveLength(1);
    await open(directory, STEP + 11);
    expect(readdirSync(ledger)).toEqual(['key']);
  });

  it('is forgotten after 5 minutes also by a run that goes on for hours', async () => {
    const { spent, ledger } = await open(temporaryDirectory());
    for (let step = STEP; step < STEP + 30; step += 1) expect(await spent.reserve('aws', SERIAL, step, String(111111 + (step % 11)))).toBe('reserved');
    expect(await spent.reserve('aws', SERIAL, STEP + 30, String(111111 + ((STEP + 20) % 11)))).toBe('code-used');
    expect(readdirSync(ledger).length).toBeLessThan(30);
  });

  it('is not undone by a clock that is set back a little, nor blocked for hours by one that was far ahead', async () => {
    const { spent } = await open(temporaryDirectory());
    await spent.reserve('aws', SERIAL, STEP, '111111');
    expect(await spent.nextFreeStep('aws', SERIAL, STEP - 2)).toBe(STEP + 1);
    expect(await spent.reserve('aws', SERIAL, STEP - 2, '222222')).toBe('step-used');
    expect(await spent.nextFreeStep('aws', SERIAL, STEP - 10)).toBe(STEP + 1);
    expect(await spent.nextFreeStep('aws', SERIAL, STEP - 11)).toBe(STEP - 11);
    expect(await spent.nextFreeStep('aws', SERIAL, STEP - 500)).toBe(STEP - 500);
  });

  it('holds for the code also when a clock that was far ahead is set right', async () => {
    const directory = temporaryDirectory();
    await (await open(directory, STEP + 130)).spent.reserve('aws', SERIAL, STEP + 130, '111111');
    const { spent } = await open(directory);
    expect(await spent.wasSent('aws', SERIAL, STEP, '111111')).toBe(true);
    expect(await spent.reserve('aws', SERIAL, STEP, '222222')).toBe('reserved');
    expect(await spent.reserve('aws', SERIAL, STEP + 1, '111111')).toBe('code-used');
  });
});

describe('the files', () => {
  it('can be read by their owner only, hold no code, and leave nothing beside them', async () => {
    const directory = join(temporaryDirectory(), 'state');
    const { spent, ledger } = await open(directory);
    await spent.reserve('aws', SERIAL, STEP, '135790');
    expect([directory, ledger].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    const names = readdirSync(ledger);
    expect(names).toHaveLength(4);
    for (const name of names) {
      expect(statSync(join(ledger, name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(ledger, name), 'latin1')).not.toContain('135790');
    }
  });

  it('are closed to others even where the directory had been open', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'spent-codes'));
    chmodSync(join(directory, 'spent-codes'), 0o777);
    const { ledger } = await open(directory);
    expect(statSync(ledger).mode & 0o777).toBe(0o700);
  });

  it('hash the same code differently with another key', async () => {
    const hashes = await Promise.all(
      [temporaryDirectory(), temporaryDirectory()].map(async (directory) => {
        const { spent, ledger } = await open(directory);
        await spent.reserve('aws', SERIAL, STEP, '111111');
        return readFileSync(join(ledger, ledgerFiles(ledger)[0] ?? ''), 'utf8');
      }),
    );
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it.each(['', '{"sent":[{"step":"x"}]}', '[]', 'null', '\u0000garbage'])('that are damaged (%j) count as empty, with one warning; a step that was spent stays so', async (content) => {
    const directory = temporaryDirectory();
    const { spent, warnings, ledger } = await open(directory);
    await spent.reserve('aws', SERIAL, STEP, '111111');
    writeFileSync(join(ledger, ledgerFiles(ledger)[0] ?? ''), content);
    expect(await spent.nextFreeStep('aws', SERIAL, STEP)).toBe(STEP);
    expect(await spent.reserve('aws', SERIAL, STEP, '222222')).toBe('step-used');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('is damaged');
    expect(await spent.nextFreeStep('aws', SERIAL, STEP)).toBe(STEP + 1);
    expect(await spent.reserve('aws', SERIAL, STEP + 1, '111111')).toBe('code-used');
    expect(await spent.reserve('aws', SERIAL, STEP + 2, '222222')).toBe('reserved');
    expect(await spent.reserve('aws', SERIAL, STEP + 2, '222222')).toBe('code-used');
  });

  it('are started anew, with a warning, when the key is damaged', async () => {
    const directory = temporaryDirectory();
    const { ledger } = await open(directory);
    writeFileSync(join(ledger, 'key'), 'short');
    const { spent, warnings } = await open(directory);
    expect(warnings).toEqual([expect.stringContaining(join(ledger, 'key'))]);
    expect(await spent.reserve('aws', SERIAL, STEP, '111111')).toBe('reserved');
    expect((await open(directory)).warnings).toEqual([]);
  });
});

describe('a state directory that cannot be used', () => {
  it('is a clear failure when the ledger is opened, before anyone is asked for a code', async () => {
    const occupied = join(temporaryDirectory(), 'file');
    writeFileSync(occupied, '');
    await expect(open(join(occupied, 'state'))).rejects.toMatchObject({
      kind: 'local-file',
      message: expect.stringContaining(join(occupied, 'state', 'spent-codes')),
    });
  });

  it('does not let a lock of a run that was killed stand in the way', async () => {
    const directory = temporaryDirectory();
    const { spent, ledger } = await open(directory);
    const lock = join(ledger, 'lock');
    mkdirSync(lock);
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(lock, longAgo, longAgo);
    expect(await spent.reserve('aws', SERIAL, STEP, '111111')).toBe('reserved');
    expect(existsSync(lock)).toBe(false);
  });
});
