import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeProcessCovs, type ProcessCov, type ScriptCov } from '@bcoe/v8-coverage';
import { convert } from 'ast-v8-to-istanbul';
import istanbul, { type CoverageMap } from 'istanbul-lib-coverage';
import { parseAstAsync } from 'vitest/node';

/**
 * Translates what Node wrote for spawned programs (NODE_V8_COVERAGE) back to the sources of the bundle, then removes it.
 * @param directory where the processes left their files; may be missing
 * @returns line counts by source file, also for packages in the bundle: filter before reporting
 */
export async function readSpawnedCoverage(directory: string): Promise<CoverageMap> {
  const coverage = istanbul.createCoverageMap({});
  for (const script of mergeProcessCovs(await readProcesses(directory)).result) {
    coverage.merge(await toSources(fileURLToPath(script.url), script));
  }
  await rm(directory, { recursive: true, force: true });
  // A package's own source map may name a `src/` of its own, which is not ours.
  coverage.filter((file) => existsSync(file));
  return coverage;
}

/** What each process ran of our own code. The rest, most of it the SDK, is dropped at once: it makes merging slow. */
async function readProcesses(directory: string): Promise<ProcessCov[]> {
  const names = existsSync(directory) ? await readdir(directory) : [];
  const known = new Map<string, boolean>();
  const isOurs = (url: string): boolean => {
    const ours = known.get(url) ?? holdsOurCode(url);
    known.set(url, ours);
    return ours;
  };
  return Promise.all(
    names.map(async (name) => {
      const { result } = JSON.parse(await readFile(path.join(directory, name), 'utf8')) as ProcessCov;
      return { result: result.filter(({ url }) => isOurs(url)) };
    }),
  );
}

/** Is it a file of a --for-coverage build (others have no map) that was made of more than packages? */
function holdsOurCode(url: string): boolean {
  const map = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
  if (!existsSync(map)) return false;
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources.some((source) => !source.includes('node_modules'));
}

async function toSources(file: string, script: ScriptCov) {
  const [code, map] = await Promise.all([readFile(file, 'utf8'), readFile(`${file}.map`, 'utf8')]);
  return convert({ ast: parseAstAsync(code), code, coverage: script, sourceMap: JSON.parse(map) });
}
