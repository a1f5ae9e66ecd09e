import { beforeAll, describe, expect, it } from 'vitest';
import { expectValid } from '../support/schema.js';
import { keys, startInPty } from '../support/pty.js';
import { installFor, type InstalledProgram } from './installed-program.js';

describe.each(['20', '22', '24'])('the installed program on Node %s', (major) => {
  let installed: InstalledProgram;
  beforeAll(async () => {
    installed = await installFor(major);
  });

  it('says its version, and nothing else', async () => {
    expect(await installed.run(['--version'])).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
  });

  it('says what is wrong with a command line', async () => {
    expect(await installed.run(['verify', '--nonsense'])).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/^error: unknown option/) });
  });

  it('turns MFA Delete on in a script', async () => {
    const { exitCode, stdout } = await installed.run(['enable', 'ledger-ready', '--sandbox', '--yes', '--no-input', '--json']);

    expectValid(stdout, 'enable');
    expect(JSON.parse(stdout)).toMatchObject({ buckets: [{ name: 'ledger-ready', outcome: 'changed', after: { mfaDelete: 'Enabled' } }] });
    expect(exitCode).toBe(0);
  });

  it('reports on every bucket, and plans a purge', async () => {
    const [verify, purge] = await Promise.all([
      installed.run(['verify', '--all', '--sandbox', '--json']),
      installed.run(['purge', 'payments-protected', '--older-than', '0s', '--dry-run', '--sandbox', '--json']),
    ]);

    expectValid(verify.stdout, 'verify');
    expectValid(purge.stdout, 'purge');
    expect([verify.exitCode, purge.exitCode]).toEqual([1, 0]);
  });

  it('asks on a terminal, and is stopped by Ctrl-C with the word that nothing was changed', async () => {
    const session = startInPty(installed.node, [installed.program, 'enable', 'ledger-ready', '--sandbox']);
    await session.waitFor('Which device');
    session.send(keys.enter);
    await session.waitFor('Turn on MFA Delete on 1 bucket?');
    session.send(keys.ctrlC);

    expect((await session.exited).exitCode).toBe(130);
    expect(session.transcript()).toContain('nothing was changed');
  });
});
