import { defineConfig } from 'vitest/config';
import { inPage } from './scripts/build/in-page.mjs';

const setupFiles = ['test/support/clean-environment.ts'];

export default defineConfig({
  plugins: [inPage()],
  test: {
    // One less than the cores, the default, leaves a two-core machine half idle: many tests wait for child processes.
    maxWorkers: 2,
    projects: [
      {
        plugins: [inPage()],
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/documents/**', 'test/package/**', 'test/interop/**', 'test/browser/**', 'test/release/**'],
          setupFiles,
          // Far above what any of them takes: a busy machine must not make a test fail.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', 'test/documents/**/*.test.ts', 'test/package/**/*.test.ts'],
          setupFiles,
          globalSetup: ['test/support/fresh-build.ts'],
          testTimeout: 60_000,
          hookTimeout: 30_000,
          // Real terminals and real processes on a shared machine: what fails twice is a defect.
          retry: process.env.CI ? 1 : 0,
        },
      },
    ],
    // .ci/run counts the tests from this file.
    ...(process.env.TEST_REPORT && { reporters: ['default', 'json'], outputFile: { json: process.env.TEST_REPORT } }),
    coverage: {
      provider: 'custom',
      customProviderModule: 'test/support/coverage-provider.ts',
      include: ['src/**/*.{ts,tsx}'],
      // What runs in a browser is tested there.
      exclude: ['src/sandbox/**', 'src/ui/reports/html/in-page/**'],
      reporter: ['text', 'html'],
      thresholds: { lines: 90 },
    },
  },
});
