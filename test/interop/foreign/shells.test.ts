import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepKnownBuckets } from '../../../src/state/known-buckets.js';
import { programPath } from '../../support/built-program.js';
import { type PtySession, startInPty } from '../../support/pty.js';
import { temporaryHome } from '../../support/temporary-home.js';

const TAB = '\t';
const KILL_LINE = '\x15';

/** How each shell is started without anybody's own settings, and told to complete. */
const shells = {
  bash: { args: ['--norc', '--noprofile', '-i'], source: 'source <(s3-mfa-delete completion bash)' },
  zsh: { args: ['-f', '-i'], source: 'source <(s3-mfa-delete completion zsh)' },
  fish: { args: ['--no-config', '-i'], source: 's3-mfa-delete completion fish | source' },
} as const;

/** An interactive shell that has the program on its PATH and has read its completion. */
async function startShell(shell: keyof typeof shells): Promise<PtySession> {
  const home = temporaryHome();
  const bin = path.join(home, 'bin');
  mkdirSync(bin);
  symlinkSync(programPath, path.join(bin, 's3-mfa-delete'));
  mkdirSync(path.join(home, '.aws'));
  writeFileSync(path.join(home, '.aws', 'config'), '[default]\n[profile production]\nregion = eu-west-1\n');
  writeFileSync(path.join(home, 'versions.json'), '[]');
  await keepKnownBuckets(path.join(home, '.local', 'state', 's3-mfa-delete'), { profile: null, endpointUrl: null }, ['ledger-of-2026', 'photos']);
  const { args, source } = shells[shell];
  const session = startInPty(`/usr/bin/${shell}`, [...args], { home, cwd: home, columns: 120, env: { PATH: `${bin}:${process.env.PATH}` } });
  session.send(`${source}; echo re''ady\r`);
  await session.waitForNew('ready');
  return session;
}

describe.each(Object.keys(shells) as (keyof typeof shells)[])('%s', (shell) => {
  it.each([
    ['commands', 'ena', 'enable'],
    ['subcommands', 'root-key sta', 'root-key status'],
    ['flags', 'verify --fail', 'verify --fail-on'],
    ['values of a flag', 'verify --format ht', 'verify --format html'],
    ['profiles', 'verify --profile pro', 'verify --profile production'],
    ['profiles after an equals sign', 'verify --profile=pro', 'verify --profile=production'],
    ['regions', 'verify --region eu-north', 'verify --region eu-north-1'],
    ['buckets that were listed before', 'verify led', 'verify ledger-of-2026'],
    ['files', 'delete-version ledger --from ver', 'delete-version ledger --from versions.json'],
  ])('completes %s', async (_, typed, completed) => {
    const session = await startShell(shell);

    session.send(`${KILL_LINE}s3-mfa-delete ${typed}`);
    await session.waitFor(`s3-mfa-delete ${typed}`);
    session.send(TAB);

    await session.waitFor(`s3-mfa-delete ${completed}`);
  });

  it('goes on in silence where a file does not let itself be read', async () => {
    const session = await startShell(shell);
    session.send(`${KILL_LINE}mkfifo never; export AWS_CONFIG_FILE=$PWD/never; echo re''ady\r`);
    await session.waitForNew('ready');

    session.send(`s3-mfa-delete verify --profile pro${TAB}`);
    await session.waitForNew('--profile pro');
    session.send(`${KILL_LINE}echo sti''ll here\r`);

    expect(await session.waitForNew('still here')).not.toMatch(/kill|terminated|error/i);
  });

  it('evaluates nothing that was typed', async () => {
    const session = await startShell(shell);

    session.send(`${KILL_LINE}s3-mfa-delete verify '$(touch evaluated)' --fail`);
    await session.waitFor('--fail');
    session.send(TAB);
    await session.waitFor('--fail-on');

    session.send(`${KILL_LINE}ls evaluated; echo ex''amined\r`);
    expect(await session.waitForNew('examined')).toMatch(/No such file|cannot access/);
  });
});
