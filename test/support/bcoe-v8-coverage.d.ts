/** The package ships no types; these cover what spawned-coverage.ts uses. */
declare module '@bcoe/v8-coverage' {
  import type { Profiler } from 'node:inspector';

  export type ScriptCov = Profiler.ScriptCoverage;
  export type ProcessCov = { result: ScriptCov[] };
  export function mergeProcessCovs(processCovs: readonly ProcessCov[]): ProcessCov;
}
