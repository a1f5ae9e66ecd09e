import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Failure, isFailure } from '../../../src/core/failures/failure.js';
import { stepAt } from '../../../src/core/clock.js';
import type { CodeSource } from '../../../src/mfa/types.js';
import { frozenClock, STEP_START } from '../support/frozen-clock.js';
import { makeBench, PHONE, scripted, TABLET } from '../support/gate-bench.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

// Few different codes, so that they come again; seconds that pass while one is on its way; what the server answers.
const attempt = fc.record({ code: fc.constantFrom('111111', '222222', '333333'), seconds: fc.nat({ max: 45 }) });
const answer = fc.constantFrom('done', 'code-refused', 'lost-answer', 'throttled');
const run = fc.record({
  kind: fc.constantFrom<CodeSource['kind']>('prompt', 'process', 'stdin', 'flag', 'practice'),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 6 }),
  answers: fc.array(answer, { minLength: 1, maxLength: 4 }),
  devices: fc.constantFrom([PHONE], [PHONE, TABLET], [TABLET]),
});

it('never sends a code twice, two codes in one step, or anything in the last 2 s, whatever sources, clocks and servers do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), fc.nat({ max: 29 }), async (runs, startSecond) => {
      const clock = frozenClock(STEP_START + startSecond * 1000);
      const stateDirectory = temporaryDirectory();
      const sent: { serialNumber: string; digits: string; now: number }[] = [];
      for (const { kind, attempts, answers, devices } of runs) {
        const source = scripted(kind, attempts.map(({ code, seconds }) => () => (clock.advance(seconds * 1000), code)));
        const { gate } = await makeBench({ source, devices, clock, stateDirectory });
        for (const reply of answers) {
          await gate
            .spend({
              purpose: 'test',
              send: async ({ serialNumber, digits }) => {
                sent.push({ serialNumber, digits, now: clock.now() });
                if (reply !== 'done') throw new Failure(reply as 'throttled', reply);
              },
            })
            .catch((error: unknown) => expect(isFailure(error) || String(error).includes('script has no further')).toBe(true));
        }
      }
      for (const one of sent) {
        expect((one.now - STEP_START) % 30_000).toBeLessThan(28_000);
        const others = sent.filter((other) => other !== one && other.serialNumber === one.serialNumber);
        const steps = (other: typeof one): number => Math.abs(stepAt(other.now) - stepAt(one.now));
        expect(others.filter((other) => steps(other) === 0)).toEqual([]);
        expect(others.filter((other) => other.digits === one.digits && steps(other) <= 10)).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});
