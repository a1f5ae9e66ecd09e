/**
 * Bundles src/main.ts into dist: ES modules, split so that a command loads only what it runs. The published package
 * has no dependencies, so the licences of what was bundled travel along in dist/THIRD-PARTY-LICENSES.txt.
 *
 *   node scripts/build.mjs                what is published: small, names kept for error stacks, no source maps
 *   node scripts/build.mjs --for-coverage one statement a line and source maps next to the files
 */
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundledPackages, licenceReport } from './third-party-licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: flags } = parseArgs({ options: { 'for-coverage': { type: 'boolean', default: false } } });

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Without `module` first the SDK's CommonJS builds are taken, which cannot be tree-shaken.
  mainFields: ['module', 'main'],
  // Bundled CommonJS packages use require() for Node's own modules and __filename (write-file-atomic), which ES modules
  // do not have.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      "import { fileURLToPath as __fileURLToPath } from 'node:url'; const __filename = __fileURLToPath(import.meta.url);",
    ].join(' '),
  },
  // Identifiers stay as written: users paste stacks into bug reports, and no source map is shipped to undo the mangling.
  minifyWhitespace: !flags['for-coverage'],
  minifySyntax: !flags['for-coverage'],
  // Not `linked`: Node would copy every map into every coverage file of every process.
  sourcemap: flags['for-coverage'] ? 'external' : false,
  sourcesContent: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

const report = await licenceReport(root, bundledPackages(metafile));
await writeFile(new URL('../dist/THIRD-PARTY-LICENSES.txt', import.meta.url), report);
