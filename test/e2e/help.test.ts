import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandFiles } from '../../src/program.js';
import { parsed } from '../commands/support.js';
import { runProgram } from '../support/built-program.js';

describe('--help', () => {
  it.each([['--help'], ['help'], ['']])('prints to a pipe what test/commands/help.test.ts spells out (%s)', async (line) => {
    const run = await runProgram(line.split(' ').filter(Boolean));

    expect(run).toEqual({ exitCode: 0, stdout: parsed(['--help']).text, stderr: '' });
  });

  it.each(commandFiles.map(({ name }) => name))('of %s is whole, and fits 80 columns', async (command) => {
    const run = await runProgram([command, '--help']);

    expect(run).toEqual({ exitCode: 0, stdout: parsed([command, '--help']).text, stderr: '' });
    expect(run.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('of help for a command is the same text', async () => {
    const [help, flag] = await Promise.all([runProgram(['help', 'verify']), runProgram(['verify', '--help'])]);

    expect(help).toEqual(flag);
  });
});

describe('--version', () => {
  it.each(['--version', '-V'])('prints the version of the package (%s)', async (flag) => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));

    expect(await runProgram([flag])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('what needs no AWS', () => {
  it.each([[['--help']], [['--version']], [['enable', '--help']], [['enable', '--colour']], [['frobnicate']], [['complete', '--', 'verify', '--profile', '']], [['complete', '--', 'verify', '']]])(
    'loads neither the SDK nor prompts (%j)',
    async (args) => {
      expect(await librariesLoaded(args)).toEqual(['commander']);
    },
  );

  it('is told apart from what needs AWS', async () => {
    expect(await librariesLoaded(['verify', '--all', '--sandbox'])).toContain('SDK');
  });
});

/** Words that stand in the code of a library, minified or not. */
const marks = { commander: 'commander.unknownOption', SDK: 'S3ServiceException', prompts: 'ExitPromptError' };

/** Which libraries are in the files of the bundle that a run has loaded, as V8 lists them. */
async function librariesLoaded(args: string[]): Promise<string[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 's3-mfa-delete-loaded-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await runProgram(args, { env: { NODE_V8_COVERAGE: directory } });
  const [report = ''] = await readdir(directory);
  const { result } = JSON.parse(await readFile(path.join(directory, report), 'utf8')) as { result: { url: string }[] };
  const files = result.map(({ url }) => url).filter((url) => url.includes('/dist/'));
  const code = (await Promise.all(files.map((url) => readFile(fileURLToPath(url), 'utf8')))).join('\n');
  return Object.entries(marks).filter(([, mark]) => code.includes(mark)).map(([name]) => name);
}
