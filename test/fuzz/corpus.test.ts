import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryHome } from '../support/temporary-home.js';
import { mutated } from './mutated.js';
import { readSafely } from './read-safely.js';
import { targets } from './targets.js';

const corpus = fileURLToPath(new URL('corpus', import.meta.url));

describe.each(targets)('the parser of $name', (target) => {
  it('takes its samples, or refuses them in words', async () => {
    for (const sample of target.samples) await expect(readSafely(target, sample, temporaryHome())).resolves.toBeUndefined();
  });

  it('stands every text that fuzzing ever found', async () => {
    const folder = path.join(corpus, target.name);
    for (const file of existsSync(folder) ? readdirSync(folder) : []) await expect(readSafely(target, readFileSync(path.join(folder, file), 'utf8'), temporaryHome()), file).resolves.toBeUndefined();
  });

  it('stands some texts that are nearly right', async () => {
    const scratch = temporaryHome();
    await fc.assert(fc.asyncProperty(mutated(target.samples), (text) => readSafely(target, text, scratch)), { seed: 1, numRuns: target.name === 'process-output' ? 20 : 200 });
  });
});
