/**
 * npm run simulate -- --runs <n> --seed <s>: plays n scenarios, those of the seeds from s on, and says what does not hold
 * (docs/reliability.md); --minutes <n>: as many as are begun in so many minutes; --workers <n>: processes at a time;
 * --as-drawn: failing scenarios are not made smaller. --script <file> plays one scenario from a file and shows every run
 * of it. --prove shows that defects are caught: see simulate/prove.mjs. Exits 1 where something was found. With TEST_REPORT it leaves there how many held, for scripts/count-tests.mjs.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { buildSimulator, SCENARIOS_A_PROCESS } from './simulate/build.mjs';
import { prove } from './simulate/prove.mjs';
import { describe, summaryOf } from './simulate/words.mjs';

/** Where the time is limited: what was begun is brought to its end. */
const SCENARIOS_A_PROCESS_BY_TIME = 20;

const text = { type: 'string' };
const { values } = parseArgs({ options: { runs: { ...text, default: '500' }, seed: { ...text, default: '1' }, minutes: text, workers: { ...text, default: String(availableParallelism()) }, script: text, 'as-drawn': { type: 'boolean', default: false }, prove: { type: 'boolean', default: false }, only: { ...text, default: '' } } });
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const [runs, seed, workers] = [minutes === null ? Number(values.runs) : Infinity, Number(values.seed), Number(values.workers)];
if (![minutes === null ? runs : 1, seed, workers].every(Number.isSafeInteger) || runs < 1 || seed < 0 || workers < 1) throw new Error('--runs, --seed and --workers are whole numbers');
if (minutes !== null && !(minutes > 0)) throw new Error('--minutes is a number');

/** Where scripts of failing seeds are written; made when there is one. */
let directory;

if (values.prove) await prove({ runs, seed, workers, only: values.only });
else if (values.script === undefined) await simulateAll(await buildSimulator());
else {
  const child = spawn(process.execPath, [...(await buildSimulator()), 'script', path.resolve(values.script), values.seed], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.exitCode = await new Promise((resolve) => child.once('close', resolve));
}

async function simulateAll(program) {
  const startedAt = performance.now();
  const secondsSince = () => (performance.now() - startedAt) / 1000;
  const told = [];
  let begun = 0;
  const work = async () => {
    while (begun < runs && (minutes === null || secondsSince() < minutes * 60)) {
      const first = seed + begun;
      begun += Math.min(minutes === null ? SCENARIOS_A_PROCESS : SCENARIOS_A_PROCESS_BY_TIME, runs - begun);
      await play(program, [first, seed + begun - 1], told);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const failed = told.filter(({ findings }) => findings.length > 0);
  const missing = begun - told.length;
  console.log(summaryOf(told, { seed, runs: begun, missing, seconds: secondsSince() }));
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
async function play(program, [first, last], told) {
  const child = spawn(process.execPath, [...program, values['as-drawn'] ? 'play' : 'shrink', String(first), String(last)], { stdio: ['ignore', 'pipe', 'inherit'] });
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
