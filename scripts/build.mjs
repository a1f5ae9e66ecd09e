/**
 * Bundles src/main.ts into dist. The published package has no dependencies, so the licences of what was bundled travel
 * along in dist/THIRD-PARTY-LICENSES.txt, and their list in dist/sbom.cdx.json. How the bundle is cut, and why, is measured
 * in docs/performance.md.
 *
 *   node scripts/build.mjs                what is published: small, names kept for error stacks, no source maps
 *   node scripts/build.mjs --for-coverage one statement a line and source maps next to the files
 */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { billOfMaterials } from './build/bill-of-materials.mjs';
import { cheapBuiltins } from './build/cheap-builtins.mjs';
import { inPage } from './build/in-page.mjs';
import { loadLate } from './build/load-late.mjs';
import { bundledPackages, licenceReport } from './build/third-party-licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const { values: flags } = parseArgs({ options: { 'for-coverage': { type: 'boolean', default: false } } });

/** Each file costs as much as 40 kB of code (docs/performance.md): what is always used together is loaded together. */
const loadedTogether = [
  { name: 'program', tags: ['$initial'], priority: 3 },
  { name: 'terminal', test: holding('real-context.ts', 'ui/terminal.ts'), priority: 2 },
  {
    name: 'aws',
    test: holding('flows/verify.ts', 'aws/connection/s3-client.ts', 'aws/connection/sts-client.ts', 'aws/buckets/bucket-reads.ts'),
    priority: 1,
  },
];

/** Tells the modules of these files of src; a file that was moved would be left out, and nobody would notice. */
function holding(...names) {
  const files = names.map((name) => path.join(root, 'src', name));
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`there is no ${missing} to be loaded together with others`);
  return (id) => files.includes(path.normalize(id));
}

const published = { minify: { compress: true, mangle: { toplevel: false, keepNames: true }, codegen: { removeWhitespace: true } }, codeSplitting: { groups: loadedTogether } };
// Coverage is counted file by file: our own code must not share one with the SDK's.
const forCoverage = { minify: false, codeSplitting: true, sourcemap: 'hidden' };

const bundle = await rolldown({
  cwd: root,
  input: 'src/main.ts',
  platform: 'node',
  // Without `module` first the SDK's CommonJS builds are taken, which cannot be tree-shaken.
  resolve: { mainFields: ['module', 'main'] },
  // At the first look at these globals Node loads all of WebCrypto (the SDK wants one random id of it) and all of the web
  // streams (it wants to know that an answer is none: its own HTTP handler has only Node's).
  transform: { target: 'node20', inject: { crypto: 'node:crypto' }, define: { ReadableStream: 'undefined' } },
  plugins: [
    inPage(),
    // Commander runs subcommands that are programs of their own; none of ours is, and both modules are slow to load.
    loadLate({ modules: ['node:child_process', 'node:fs'], importedBy: /[\\/]node_modules[\\/]commander[\\/]/ }),
    cheapBuiltins({ defaultOnly: /[\\/]node_modules[\\/]chalk[\\/]|[\\/]node-https\.js$/, crc32Only: /[\\/]Crc32Node\.js$/ }),
  ],
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message);
  },
});

await rm(dist, { recursive: true, force: true });
const { output } = await bundle.write({
  dir: dist,
  // Node 20 loads CommonJS faster than ES modules.
  format: 'cjs',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  comments: false,
  dynamicImportInCjs: false,
  ...(flags['for-coverage'] ? forCoverage : published),
});
await writeFile(`${dist}package.json`, '{ "type": "commonjs" }\n');
const packages = bundledPackages(output);
await writeFile(`${dist}THIRD-PARTY-LICENSES.txt`, await licenceReport(packages));
await writeFile(`${dist}sbom.cdx.json`, await billOfMaterials(root, packages));
