import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import { isolatedEnvironment } from '../support/isolated-environment.js';
import { npmJson } from '../support/npm.js';
import { temporaryHome } from '../support/temporary-home.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The packed program, installed into an empty prefix, run by one version of Node. */
export type InstalledProgram = {
  /** Path of that Node. */
  node: string;
  /** Path of the installed command. */
  program: string;
  /** Runs it off a terminal in a fresh home; a non-zero exit is a result. */
  run(args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }>;
};

/**
 * Packs the program, installs the tarball offline and fetches a version of Node as npm publishes it, all into a directory
 * that goes with the test file.
 * @param major of Node, for example `22`
 */
export async function installFor(major: string): Promise<InstalledProgram> {
  const directory = mkdtempSync(path.join(tmpdir(), `s3-mfa-delete-node-${major}-`));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const [node, program] = await Promise.all([fetchNode(major, path.join(directory, 'node')), installTarball(directory)]);
  return {
    node,
    program,
    async run(args) {
      try {
        return { exitCode: 0, ...(await run(node, [program, ...args], { cwd: directory, env: isolatedEnvironment(temporaryHome()) })) };
      } catch (error) {
        const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
        if (typeof code !== 'number') throw error;
        return { exitCode: code, stdout, stderr };
      }
    },
  };
}

async function fetchNode(major: string, directory: string): Promise<string> {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  mkdirSync(directory);
  const [{ filename }] = await npmJson<[{ filename: string }]>(['pack', `${name}@${major}`], directory);
  await run('tar', ['-xzf', filename], { cwd: directory });
  return path.join(directory, 'package', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

async function installTarball(directory: string): Promise<string> {
  const [{ filename }] = await npmJson<[{ filename: string }]>(['pack', '--ignore-scripts', '--pack-destination', directory], root);
  const prefix = path.join(directory, 'prefix');
  await run('npm', ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', prefix, path.join(directory, filename)], { cwd: directory });
  return path.join(prefix, 'bin', 's3-mfa-delete');
}
