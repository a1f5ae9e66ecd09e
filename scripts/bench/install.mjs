import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './commands.mjs';
import { compare } from './rounds.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MEGABYTE = 1e6;

/**
 * Installs the packed program for every shell, against installing what it would depend on if nothing were bundled. Both come
 * from npm's cache, which the uncounted first installation fills: the network is not what is compared.
 */
export function* install() {
  const directory = temporaryDirectory();
  const [pack] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', directory]));
  const tarball = path.join(directory, pack.filename);
  yield { what: 'packed, MB', bound: 3, ratio: pack.size / MEGABYTE };
  yield { what: 'unpacked, MB', bound: 3, ratio: pack.unpackedSize / MEGABYTE };

  const program = ['install', '--global', '--no-audit', '--no-fund', tarball];
  yield { what: 'packages installed', bound: 1, ratio: packagesBy(program, temporaryDirectory(), 'lib/node_modules') };

  const dependencies = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...bundledDependencies()];
  const unbundled = packagesBy(dependencies, emptyProject(), 'node_modules');
  yield {
    what: `npm i -g / npm i of the ${unbundled} packages in it`,
    bound: 0.2,
    ...compare(
      () => npmCommand([...program, '--prefix', temporaryDirectory()]),
      () => npmCommand([...dependencies, '--prefix', emptyProject()]),
      1,
    ),
  };
}

/** The packages of our own choice that are in the bundle, as `name@version`. */
function bundledDependencies() {
  const { devDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  const licences = readFileSync(`${root}/dist/THIRD-PARTY-LICENSES.txt`, 'utf8').split('\n');
  return Object.entries(devDependencies).flatMap(([name, version]) =>
    licences.some((line) => line.startsWith(`${name} ${version} (`)) ? [`${name}@${version}`] : [],
  );
}

/** Counted where they are: npm now and then ends well and prints nothing when several of it run at the same time. */
function packagesBy(installation, prefix, folder) {
  npm([...installation, '--prefix', prefix]);
  return readdirSync(path.join(prefix, folder), { recursive: true }).filter((file) => /(^|node_modules\/)(@[^/]+\/)?[^/@]+\/package\.json$/.test(file)).length;
}

function emptyProject() {
  const directory = temporaryDirectory();
  writeFileSync(path.join(directory, 'package.json'), '{ "private": true }\n');
  return directory;
}

function npmCommand(args) {
  return { file: 'npm', args, env: process.env };
}

function npm(args) {
  return execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
