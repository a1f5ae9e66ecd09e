/**
 * npm run fuzz -- --seconds <n> [--seed <s>]: gives every parser of outside text n seconds of texts that are nearly right
 * (test/fuzz). What is found is kept under test/fuzz/corpus, which the unit tests read again. Exits 1 where something was.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } } });
const program = path.join(root, 'node_modules', '.simulation', 'fuzz.mjs');
await build({ entryPoints: [path.join(root, 'test', 'fuzz', 'main.ts')], outfile: program, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' });
const child = spawn(process.execPath, [program, values.seconds, values.seed, path.join(root, 'test', 'fuzz', 'corpus')], { stdio: ['ignore', 'inherit', 'inherit'] });
process.exitCode = await new Promise((resolve) => child.once('close', resolve));
