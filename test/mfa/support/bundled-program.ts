import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Makes a program of TypeScript that imports from `./src/`, so that a test can run several processes of it.
 * @returns its path in `directory`
 */
export async function bundledProgram(directory: string, contents: string): Promise<string> {
  const outfile = join(directory, 'program.mjs');
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: {
      js: [
        "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        "import { fileURLToPath } from 'node:url'; const __filename = fileURLToPath(import.meta.url);",
      ].join('\n'),
    },
    outfile,
  });
  return outfile;
}
