import { time } from './machine/installed.js';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type Scenario, scenarios } from './scenario.js';
import { type Outcome, simulate } from './simulate.js';

/** What a worker tells its parent: one line a scenario. */
export type Told = { seed: number; requests: number; codes: number; endings: { command: string; ending: string; codes: number }[]; findings: { step: number; what: string; argv: readonly string[] }[]; script: Scenario | null };

const shrinkingMs = 20_000;

/** Plays the scenario of one seed; a failing one is made as small as it gets in some seconds. */
async function playSeed(seed: number, scratch: string, shrinks: boolean): Promise<Told> {
  const [scenario] = fc.sample(scenarios, { seed, numRuns: 1 });
  if (scenario === undefined) throw new Error('nothing was drawn');
  const outcome = await simulate(scenario, seed, scratch);
  if (outcome.findings.length === 0) return told(seed, outcome, null);
  return shrinks ? smallest(seed, { scenario, outcome }, scratch) : told(seed, outcome, scenario);
}

async function smallest(seed: number, first: { scenario: Scenario; outcome: Outcome }, scratch: string): Promise<Told> {
  let best = first;
  const started = process.hrtime.bigint();
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    if (Number(process.hrtime.bigint() - started) / 1e6 > shrinkingMs) return;
    const outcome = await simulate(scenario, seed, scratch);
    if (outcome.findings.length === 0) return;
    best = { scenario, outcome };
    throw new Error('found');
  });
  await fc.check(property, { seed, numRuns: 1, endOnFailure: false });
  return told(seed, best.outcome, best.scenario);
}

function told(seed: number, { findings, requests, codes, runs }: Outcome, script: Scenario | null): Told {
  return { seed, requests, codes, endings: runs.map(({ step, exitCode, codes: sent }) => ({ command: step.command.name, ending: String(exitCode ?? 'killed'), codes: sent })), findings, script };
}

// Opened now, so that nothing that looks at them later seems to be under way.
for (const stream of [process.stdin, process.stdout, process.stderr]) void stream.isTTY;
const [what = '', ...rest] = process.argv.slice(2);
const scratch = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 's3-mfa-delete-simulation-'));
const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
process.on('unhandledRejection', (error) => {
  say({ unhandled: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exitCode = 1;
});
try {
  // Lifecycle configurations are saved where the person works.
  process.chdir(scratch);
  time.reset(0);
  if (what === 'script') {
    const scenario = JSON.parse(readFileSync(rest[0] ?? '', 'utf8')) as Scenario;
    const outcome = await simulate(scenario, Number(rest[1] ?? 0), scratch);
    for (const run of outcome.runs) process.stderr.write(`$ s3-mfa-delete ${run.argv.join(' ')}\n${run.stdout}${run.stderr}exit ${run.exitCode}\n${JSON.stringify(run.struck)}\n\n`);
    say(told(0, outcome, null));
  } else if (what === 'draw') say(fc.sample(scenarios, { seed: Number(rest[0]), numRuns: 1 })[0]);
  else {
    const [first = 0, last = 0, every = 1] = rest.map(Number);
    for (let seed = first; seed <= last; seed += every) say(await playSeed(seed, scratch, what === 'shrink'));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
