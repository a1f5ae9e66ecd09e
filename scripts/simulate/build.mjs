/** Bundles the simulator, with the parts of Node it replaces apart, so that they can be replaced before anything else is loaded. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A process is replaced after so many scenarios: what killed runs had open stays open until it ends. */
export const SCENARIOS_A_PROCESS = 150;

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds it.
 * @param name of its folder, so that several can be there at the same time
 * @param plugins of esbuild
 * @returns what Node has to be started with to run the simulator; without warnings, because what a killed run had open is closed for it
 */
export async function buildSimulator(name = '.simulation', plugins = []) {
  // As deep below the root as test/simulation, because published schemas are found by a relative path.
  const outdir = path.join(root, 'node_modules', name);
  rmSync(outdir, { recursive: true, force: true });
  const entryPoints = ['machine/installed', 'main'].map((name) => path.join(root, 'test', 'simulation', `${name}.ts`));
  await build({ entryPoints, outdir, outbase: path.join(root, 'test', 'simulation'), entryNames: '[name]', bundle: true, splitting: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', outExtension: { '.js': '.mjs' }, logLevel: 'error', plugins });
  return ['--no-warnings', '--enable-source-maps', '--max-semi-space-size=64', '--import', path.join(outdir, 'installed.mjs'), path.join(outdir, 'main.mjs')];
}
