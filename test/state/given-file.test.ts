import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Failure } from '../../src/core/failures/failure.js';
import { readGivenFile } from '../../src/state/given-file.js';
import { temporaryHome } from '../support/temporary-home.js';

const never = new AbortController().signal;
const text = async (file: string, interruption = never) => Buffer.from(await readGivenFile(file, interruption)).toString();

function pipe(): string {
  const file = path.join(temporaryHome(), 'pipe');
  execFileSync('mkfifo', [file]);
  return file;
}

function interrupted(): { controller: AbortController; reason: Failure } {
  return { controller: new AbortController(), reason: new Failure('interrupted', 'interrupted') };
}

describe('a file that was named', () => {
  it('is read whole', async () => {
    const file = path.join(temporaryHome(), 'file');
    writeFileSync(file, 'ledger\n');

    expect(await text(file)).toBe('ledger\n');
  });

  it('that is not there is said in the words of the file system', async () => {
    await expect(text(path.join(temporaryHome(), 'file'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not read once the run was interrupted', async () => {
    const { controller, reason } = interrupted();
    controller.abort(reason);

    await expect(text('/dev/null', controller.signal)).rejects.toBe(reason);
  });
});

describe.skipIf(process.platform === 'win32')('a pipe that was named', () => {
  it('is read until its writer is done, however long it takes and however much it is', async () => {
    const file = pipe();
    const reading = text(file);
    spawn('sh', ['-c', 'head -c 300000 /dev/zero | tr "\\0" a > "$0"', file]);

    expect(await reading).toBe('a'.repeat(300_000));
  });

  it('that is closed without a word is empty', async () => {
    const file = pipe();
    const reading = text(file);
    spawn('sh', ['-c', ': > "$0"', file]);

    expect(await reading).toBe('');
  });

  it('that nobody writes is waited for until the run is interrupted', async () => {
    const { controller, reason } = interrupted();
    const reading = text(pipe(), controller.signal);
    setImmediate(() => controller.abort(reason));

    await expect(reading).rejects.toBe(reason);
  });

  it('whose writer says nothing is waited for until the run is interrupted', async () => {
    const file = pipe();
    const { controller, reason } = interrupted();
    const reading = text(file, controller.signal).catch((error: unknown) => error);
    const writer = await vi.waitFor(() => openSync(file, constants.O_WRONLY | constants.O_NONBLOCK));
    onTestFinished(() => closeSync(writer));
    controller.abort(reason);

    expect(await reading).toBe(reason);
  });
});
