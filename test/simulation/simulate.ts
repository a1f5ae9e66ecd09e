import { violations } from './invariants.js';
import { time, randomness } from './machine/installed.js';
import { carryOutStep, type Run } from './run.js';
import type { Scenario, Step } from './scenario.js';
import { makeWorld, type World } from './world.js';
import { entryOf } from './commands/table.js';

/** Something that does not hold, with the step after which it was seen (`null`: afterwards, when all was done again). */
export type Finding = { step: number; argv: readonly string[]; what: string };

/** What one scenario came to. */
export type Outcome = { findings: Finding[]; requests: number; codes: number; runs: Run[] };

/**
 * Plays a scenario from its beginning and checks after every step; then does the last command once more, with nothing and
 * nobody in the way, and sees that it finishes the job.
 * @param scratch an existing directory for the files of simulated machines
 */
export async function simulate(scenario: Scenario, seed: number, scratch: string): Promise<Outcome> {
  randomness.reseed(seed);
  const world = await makeWorld(scenario.account, time, scratch);
  const findings: Finding[] = [];
  const runs: Run[] = [];
  const check = async (step: Step, number: number, further: (run: Run) => string[] = () => []): Promise<void> => {
    const run = await carryOutStep(step, world);
    runs.push(run);
    for (const what of [...violations(run, world), ...further(run)]) findings.push({ step: number, argv: run.argv, what });
  };
  try {
    for (const [index, step] of scenario.steps.entries()) {
      await check(step, index);
      if (findings.length > 0) break;
    }
    const last = scenario.steps.at(-1);
    if (findings.length === 0 && last !== undefined) {
      giveKeyBack(world);
      const { command } = last;
      await check(undisturbed(last), scenario.steps.length, (run) => entryOf(command).unfinished(command.options, run, world));
    }
  } catch (error) {
    findings.push({ step: runs.length, argv: [], what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    await world.close();
  }
  return { findings, requests: world.observer.requests.length, codes: world.observer.sent.length, runs };
}

/** The same command by somebody who means well, on a good day; a while later, so that every code is a new one. */
function undisturbed(step: Step): Step {
  const codesFrom = step.codesFrom === 'flag' ? 'person' : step.codesFrom;
  return { ...step, codesFrom, signer: 'root-key', inTheClear: false, answers: [], faults: [], disturbances: [], pause: 900, takenBack: false };
}

function giveKeyBack({ practice }: World): void {
  const { keys, people } = practice.account;
  for (const key of keys.of(people.root)) keys.setStatus(key, 'Active');
}
