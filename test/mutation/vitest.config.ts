import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { QuickFirst } from './quick-first.js';

// Stryker runs tests in threads, which cannot set it for themselves; and in UTC it makes no difference that a time is in UTC.
process.env['TZ'] = 'America/New_York';

/** The tests that npm run mutation asks whether they notice a change. */
export default defineConfig({
  // The copy that is changed, when this file is read there.
  root: fileURLToPath(new URL('../..', import.meta.url)),
  cacheDir: '.mutation/vitest',
  test: {
    include: ['test/core/**/*.test.ts', 'test/mfa/**/*.test.ts'],
    exclude: [
      // Reads the text of the sources, which is another one here.
      'test/mfa/only-the-gate.test.ts',
      // Asks processes of its own, which do not know what was changed.
      'test/mfa/spent-codes-race.test.ts',
    ],
    setupFiles: ['test/support/clean-environment.ts', 'test/mutation/same-examples.ts'],
    sequence: { sequencer: QuickFirst },
    testTimeout: 30_000,
  },
});
