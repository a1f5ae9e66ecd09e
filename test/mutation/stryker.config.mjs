/**
 * npm run mutation: changes the rules (src/core) and the way of the codes (src/mfa) in one small place after another, and
 * counts the changes that no test notices. `-- --mutate 'src/core/purge/**'` for a part, `-- --incremental` to run only what
 * changed since the last time. Ends with 1 below the threshold. What it writes is under .mutation: report/mutation.html.
 * @type {ConstructorParameters<typeof import('@stryker-mutator/core').Stryker>[0]}
 */
export default {
  mutate: ['src/core/**/*.ts', 'src/mfa/**/*.ts'],
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  // Also what is computed while a file is loaded: most tables of this program are.
  ignoreStatic: false,
  // Vitest strips types and looks at none.
  disableTypeChecks: false,
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: '.mutation/report/mutation.json' },
  htmlReporter: { fileName: '.mutation/report/mutation.html' },
  incrementalFile: '.mutation/incremental.json',
  tempDirName: '.mutation/sandboxes',
  cleanTempDir: 'always',
  ignorePatterns: ['.mutation', 'coverage', 'dist', 'docs/pictures'],
  thresholds: { high: 95, low: 85, break: 85 },
  // A busy machine must not look like an endless loop.
  timeoutMS: 10_000,
  timeoutFactor: 4,
  dryRunTimeoutMinutes: 15,
  concurrency: 2,
  allowConsoleColors: false,
};
