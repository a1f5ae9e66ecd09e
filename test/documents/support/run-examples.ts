import { describe, expect, it } from 'vitest';
import { examplesOf } from './help-examples.js';
import { before, longestFor, setups } from './help-setups.js';
import { makePlace } from './place.js';
import { makeFiles } from './run-block.js';
import { readSetup } from './setup.js';
import { typeCommand } from './type-command.js';

/** A test for each example in the help of these commands. */
export function runExamples(names: readonly string[]): void {
  describe.concurrent.each(names)('the help of %s', (name) => {
    it.for(examplesOf(name))('%s', async (example, { onTestFinished }) => {
      const place = await makePlace(onTestFinished);
      const setup = readSetup(longestFor(setups, example) ?? '');
      place.prepare(setup);
      for (const earlier of longestFor(before, example) ?? []) {
        const { exitCode, printed } = await typeCommand(earlier, place);
        expect(exitCode, `${earlier}\n${printed}`).toBe(0);
      }
      await makeFiles(example, place);
      const { exitCode, printed } = await typeCommand(place.localised(example), place);
      expect(exitCode, printed).toBe(setup.exitCodes[0]);
    });
  });
}
