import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { passingPlan } from '../../src/state/passing-plan.js';
import { temporaryHome } from '../support/temporary-home.js';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const STEM = '2026-03-01T09-30-00-000Z-ledger-0a1b2c.ndjson';

/** A state directory with files in `plans`, and when each was last touched (seconds ago). */
function stateWith(files: Readonly<Record<string, number>>): { state: string; names(): string[] } {
  const state = temporaryHome();
  const directory = path.join(state, 'plans');
  mkdirSync(directory, { recursive: true });
  for (const [name, secondsAgo] of Object.entries(files)) {
    const file = path.join(directory, name);
    // The lock is a directory, because making one is atomic everywhere.
    if (name.endsWith('.lock')) mkdirSync(file);
    else writeFileSync(file, '{}\n');
    const time = Date.now() / 1000 - secondsAgo;
    utimesSync(file, time, time);
  }
  return { state, names: () => readdirSync(directory).toSorted() };
}

async function plan(state: string) {
  const made = await passingPlan(state, 'attic', NOON);
  onTestFinished(() => made.remove());
  writeFileSync(made.path, '{}\n');
  return made;
}

it('a plan of a run that was killed goes with the next run, also where it was not whole, and its lock with it', async () => {
  const { state, names } = stateWith({ [STEM]: 300, [`${STEM}.1234abcd.tmp`]: 300, [`${STEM}.lock`]: 120 });
  const made = await plan(state);
  expect(names()).toEqual([path.basename(made.path), `${path.basename(made.path)}.lock`]);
});

it('a plan whose lock is renewed stays, however old it is: its run lives', async () => {
  const { state, names } = stateWith({ [STEM]: 86_400, [`${STEM}.1234abcd.tmp`]: 86_400, [`${STEM}.lock`]: 5 });
  await plan(state);
  expect(names()).toEqual(expect.arrayContaining([STEM, `${STEM}.1234abcd.tmp`, `${STEM}.lock`]));
});

it('two runs at a time leave each other’s plans alone', async () => {
  const { state, names } = stateWith({});
  const [first, second] = [await plan(state), await plan(state)];
  expect(names()).toEqual(expect.arrayContaining([first.path, second.path].map((file) => path.basename(file))));
});

it('nothing is left of a run that is over', async () => {
  const { state, names } = stateWith({});
  await (await plan(state)).remove();
  expect(names()).toEqual([]);
});

it.each(['notes.txt', 'plan.ndjson', `my-${STEM}`, `${STEM}.bak`])('a file that is not of this program stays: %s', async (name) => {
  const { state, names } = stateWith({ [name]: 86_400 });
  await plan(state);
  expect(names()).toContain(name);
});

it('a directory that cannot be made ends the run', async () => {
  const { state } = stateWith({});
  writeFileSync(path.join(state, 'file'), '');
  await expect(passingPlan(path.join(state, 'file'), 'attic', NOON)).rejects.toMatchObject({ kind: 'local-file' });
});
