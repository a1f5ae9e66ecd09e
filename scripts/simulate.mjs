/**
 * npm run simulate -- --runs <n> --seed <s>: plays n scenarios, those of the seeds from s on, and says what does not hold
 * (docs/reliability.md). --script <file> plays one scenario from a file and shows every run of it. Exits 1 where
 * something was found. With TEST_REPORT it leaves there how many held, for scripts/count-tests.mjs.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { buildSimulator } from './simulate/build.mjs';
import { describe, summaryOf } from './simulate/words.mjs';

/** A worker is replaced after so many seeds: what killed runs had open stays open until it ends. */
const SEEDS_A_WORKER = 150;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' }, script: { type: 'string' } } });
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!Number.isSafeInteger(runs) || !Number.isSafeInteger(seed) || runs < 1 || seed < 0) throw new Error('--runs and --seed are whole numbers');

/** Where scripts of failing seeds are written; made when there is one. */
let directory;
const program = await buildSimulator();
if (values.script !== undefined) {
  const child = spawn(process.execPath, [...program, 'script', values.script, values.seed], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.exitCode = await new Promise((resolve) => child.once('close', resolve));
} else await simulateAll();

async function simulateAll() {
  const startedAt = performance.now();
  const told = [];
  const chunks = [];
  for (let first = seed; first < seed + runs; first += SEEDS_A_WORKER) chunks.push([first, Math.min(first + SEEDS_A_WORKER, seed + runs) - 1]);
  const work = async () => {
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) await play(chunk, told);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const failed = told.filter(({ findings }) => findings.length > 0);
  const missing = runs - told.length;
  console.log(summaryOf(told, { seed, runs, missing, seconds: (performance.now() - startedAt) / 1000 }));
  if (process.env.TEST_REPORT) writeFileSync(process.env.TEST_REPORT, JSON.stringify({ numPassedTests: told.length - failed.length, numFailedTests: failed.length + missing }));
  if (failed.length > 0 || missing > 0) process.exitCode = 1;
}

/** At once, so that a long run can be watched. */
function showFailed(one) {
  directory ??= mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-scripts-'));
  const file = path.join(directory, `seed-${one.seed}.json`);
  writeFileSync(file, JSON.stringify(one.script, null, 1));
  console.log(describe(one, file));
}

/** Plays the seeds of one chunk in a process of its own, which tells one line for each. */
async function play([first, last], told) {
  const child = spawn(process.execPath, [...program, 'shrink', String(first), String(last)], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { unhandled, ...one } = JSON.parse(line);
    if (unhandled === undefined) {
      told.push(one);
      if (one.findings.length > 0) showFailed(one);
    } else {
      console.log(`a promise was rejected and nobody heard of it:\n${unhandled}`);
      process.exitCode = 1;
    }
  }
}
