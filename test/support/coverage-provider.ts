import path from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from '@vitest/coverage-v8';
import { V8CoverageProvider } from '@vitest/coverage-v8/dist/provider.js';
import type { CoverageProviderModule, ReportContext } from 'vitest/node';
import { readSpawnedCoverage } from './spawned-coverage.js';

const spawnedDirectory = fileURLToPath(new URL('../../coverage/spawned', import.meta.url));

/** Vitest's own V8 provider, plus what the spawned programs ran: reports and thresholds see both as one. */
class WholeProgramProvider extends V8CoverageProvider {
  override async generateCoverage(context: ReportContext) {
    const coverage = await super.generateCoverage(context);
    coverage.merge(await readSpawnedCoverage(spawnedDirectory));
    coverage.filter((file) => this.isIncluded(path.resolve(file)));
    return coverage;
  }
}

const provider: CoverageProviderModule = {
  ...v8,
  startCoverage(options) {
    // Too late for this process, which the inspector measures; Node hands it on to every process started from here.
    process.env.NODE_V8_COVERAGE = spawnedDirectory;
    return v8.startCoverage?.(options);
  },
  async getProvider() {
    return new WholeProgramProvider();
  },
};

export default provider;
