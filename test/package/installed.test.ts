import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolatedEnvironment } from '../support/isolated-environment.js';
import { npmJson } from '../support/npm.js';
import { temporaryHome } from '../support/temporary-home.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const directory = mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-package-'));
const program = path.join(directory, 'prefix', 'bin', 's3-mfa-delete');

/** What npm says of a packed package, as far as it is read here. */
type Pack = { filename: string; size: number; unpackedSize: number; files: { path: string; size: number }[] };

let pack: Pack;

beforeAll(async () => {
  // Without scripts: packing would build again under the other tests.
  [pack] = await npmJson<[Pack]>(['pack', '--ignore-scripts', '--pack-destination', directory], root);
  const tarball = path.join(directory, pack.filename);
  // Offline: whatever it wanted from a registry would make this fail.
  const install = ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', path.join(directory, 'prefix'), tarball];
  await run('npm', install, { cwd: directory });
}, 60_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the packed program', () => {
  // Coverage is counted on another build, which is never published: not minified, with source maps.
  it.skipIf(process.env.NODE_V8_COVERAGE !== undefined)('holds code and texts only: no source maps, no tests, nothing above 3 MB in all', () => {
    expect(pack.unpackedSize).toBeLessThanOrEqual(3_000_000);
    expect(pack.files.filter((file) => !/\.(js|json|txt|md|1)$|^LICENSE$/.test(file.path))).toEqual([]);
  });

  it('runs nothing when it is installed', async () => {
    const { scripts } = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as { scripts: Record<string, string> };

    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^(pre|post)?prepare$/.test(name))).toEqual([]);
  });

  it('is one package, which needs no other', () => {
    const folder = path.join(directory, 'prefix', 'lib', 'node_modules');
    const nested = path.join(folder, 's3-mfa-delete', 'node_modules');

    expect([readdirSync(folder), existsSync(nested)]).toEqual([['s3-mfa-delete'], false]);
  });
});

describe('the installed program', () => {
  it('says its version', async () => {
    const { version } = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as { version: string };

    expect((await run(program, ['--version'], { env: isolatedEnvironment(temporaryHome()) })).stdout).toBe(`${version}\n`);
  });

  it('verifies every bucket of a practice account that it brings along', async () => {
    const { stdout } = await run(program, ['verify', '--all', '--fail-on', 'none', '--sandbox', '--json'], {
      cwd: directory,
      env: isolatedEnvironment(temporaryHome()),
    });

    const { summary } = JSON.parse(stdout) as { summary: { buckets: number; on: number; unknown: number } };
    expect(summary.buckets).toBeGreaterThan(5);
    expect(summary.on).toBeGreaterThan(0);
    expect(summary.unknown).toBe(0);
  });
});
