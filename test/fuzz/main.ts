import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { mutated } from './mutated.js';
import { readSafely } from './read-safely.js';
import { targets } from './targets.js';

/** Fuzzes each parser for so many seconds; what is found is kept in the corpus, as small as it gets. */
const [seconds = 60, seed = 1] = process.argv.slice(2, 4).map(Number);
const corpus = process.argv[4] ?? '.';
const scratch = mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-fuzz-'));
try {
  for (const target of targets) {
    let texts = 0;
    const property = fc.asyncProperty(mutated(target.samples), async (text) => {
      texts += 1;
      await readSafely(target, text, scratch);
    });
    const ended = await fc.check(property, { seed, numRuns: 1_000_000_000, interruptAfterTimeLimit: seconds * 1000 });
    const [text] = ended.counterexample ?? [];
    console.log(`${target.name.padEnd(16)} ${texts} texts, ${text === undefined ? 'nothing found' : `found: ${String(ended.errorInstance).split('\n')[0]}`}`);
    if (text === undefined) continue;
    process.exitCode = 1;
    mkdirSync(path.join(corpus, target.name), { recursive: true });
    const file = path.join(corpus, target.name, createHash('sha256').update(text).digest('hex').slice(0, 12));
    writeFileSync(file, text);
    console.log(`  kept in ${file}: ${JSON.stringify(text).slice(0, 300)}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
