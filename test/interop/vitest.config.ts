import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'interop',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/interop/**/*.test.ts'],
    setupFiles: ['test/support/clean-environment.ts'],
    globalSetup: ['test/interop/gateway-process.ts'],
    // Tests wait for the programs they start, so that two at a time keep two cores busy.
    maxWorkers: 2,
    // A code is never sent in the last two seconds of its step, and a real server needs real time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(process.env.TEST_REPORT && { reporters: ['default', 'json'], outputFile: { json: process.env.TEST_REPORT } }),
  },
});
