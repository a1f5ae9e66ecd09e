import { existsSync } from 'node:fs';
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
  for (const script of (await mergedProcesses(directory)).result) {
    const file = fileURLToPath(script.url);
    // Only the bundle of a --for-coverage build has maps; test fixtures and Node's own files do not.
    if (existsSync(`${file}.map`)) coverage.merge(await toSources(file, script));
  }
  await rm(directory, { recursive: true, force: true });
  return coverage;
}

/** One total over all processes, so that each file of the bundle is translated once. */
async function mergedProcesses(directory: string): Promise<ProcessCov> {
  const names = existsSync(directory) ? await readdir(directory) : [];
  let total: ProcessCov = { result: [] };
  for (const name of names) {
    const { result } = JSON.parse(await readFile(path.join(directory, name), 'utf8')) as ProcessCov;
    total = mergeProcessCovs([total, { result: result.filter(({ url }) => url.startsWith('file:')) }]);
  }
  return total;
}

async function toSources(file: string, script: ScriptCov) {
  const [code, map] = await Promise.all([readFile(file, 'utf8'), readFile(`${file}.map`, 'utf8')]);
  return convert({ ast: parseAstAsync(code), code, coverage: script, sourceMap: JSON.parse(map) });
}
