import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stepAt } from '../../src/core/clock.js';
import { openSpentCodes } from '../../src/mfa/spent-codes.js';
import { bundledProgram } from './support/bundled-program.js';
import { frozenClock, STEP_START } from './support/frozen-clock.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const STEP = stepAt(STEP_START);

it('gives a step to one of many callers of one process', async () => {
  const stateDirectory = temporaryDirectory();
  const clock = frozenClock(STEP_START);
  const ledgers = await Promise.all(Array.from({ length: 8 }, () => openSpentCodes({ stateDirectory, clock, warn: () => undefined })));
  const results = await Promise.all(ledgers.map((spent, n) => spent.reserve('aws', 'GAHT12345678', STEP, `10000${n}`)));
  expect(results.toSorted()).toEqual(['reserved', ...Array<string>(7).fill('step-used')]);
});

it('gives each code and each step to one of several processes', { timeout: 20_000 }, async () => {
  const directory = temporaryDirectory();
  const program = await bundledRacer(directory);
  mkdirSync(join(directory, 'state'));
  const racers = Array.from({ length: 4 }, () => spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] }));
  const outputs = racers.map(async (racer) => {
    let text = '';
    for await (const chunk of racer.stdout) text += String(chunk);
    return JSON.parse(text) as string[];
  });
  // All start together: each waits for the end of its standard input.
  await Promise.all(racers.map((racer) => once(racer, 'spawn')));
  racers.forEach((racer) => racer.stdin.end());
  const results = await Promise.all(outputs);
  for (let step = 0; step < 5; step += 1) {
    const ofStep = results.map((result) => result[step]);
    expect(ofStep.filter((result) => result === 'reserved')).toHaveLength(1);
    expect(ofStep.filter((result) => result === 'code-used')).toHaveLength(3);
  }
});

/** A program that opens the ledger and reserves the same code in each of five steps as all the others do. */
function bundledRacer(directory: string): Promise<string> {
  return bundledProgram(
    directory,
    `
      import { openSpentCodes } from './src/mfa/spent-codes.ts';
      for await (const _ of process.stdin);
      const clock = { now: () => ${STEP_START}, sleep: async () => undefined };
      const spent = await openSpentCodes({ stateDirectory: ${JSON.stringify(join(directory, 'state'))}, clock, warn: console.error });
      const results = [];
      for (let n = 0; n < 5; n += 1) results.push(await spent.reserve('aws', 'GAHT12345678', ${STEP} + n, '10000' + n));
      console.log(JSON.stringify(results));`,
  );
}
