import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'release',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/release/**/*.test.ts'],
    setupFiles: ['test/support/clean-environment.ts'],
    globalSetup: ['test/support/fresh-build.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    // Fetches a version of Node, about 50 MB.
    hookTimeout: 300_000,
    ...(process.env.TEST_REPORT && { reporters: ['default', 'json'], outputFile: { json: process.env.TEST_REPORT } }),
  },
});
