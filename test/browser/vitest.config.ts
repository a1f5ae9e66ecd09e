import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { inPage } from '../../scripts/build/in-page.mjs';

export default defineConfig({
  plugins: [inPage()],
  test: {
    name: 'browser',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/browser/**/*.test.ts'],
    setupFiles: ['test/support/clean-environment.ts'],
    // One browser is enough for two cores.
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(process.env.TEST_REPORT && { reporters: ['default', 'json'], outputFile: { json: process.env.TEST_REPORT } }),
  },
});
