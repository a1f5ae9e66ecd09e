/**
 * `npm run bench`: how fast and how small the program is, as ratios of one run on one machine (docs/performance.md). Exits 1
 * where a bound does not hold. No test, because what else a machine is doing shows in every time.
 */
import os from 'node:os';
import { install } from './bench/install.mjs';
import { startUp } from './bench/start-up.mjs';
import { verifyOneBucket } from './bench/verify.mjs';

const COLUMNS = [44, 8, 10, 24];

const row = (...cells) => cells.map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0)).join('').trimEnd();
const digits = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(2));

console.log(`Node ${process.versions.node}, ${os.type()} ${os.arch()}, ${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown processor'}\n`);
console.log(row('', 'ratio', 'at most', 'rounds', 'holds'));

for (const measurements of [startUp(), verifyOneBucket(), install()]) {
  for await (const { what, bound, ratio, rounds = [], skipped } of measurements) {
    if (skipped !== undefined) {
      console.log(row(what, `not measured: ${skipped}`));
      continue;
    }
    const holds = ratio <= bound;
    if (!holds) process.exitCode = 1;
    console.log(row(what, digits(ratio), digits(bound), rounds.map(digits).join(' '), holds ? 'yes' : 'NO'));
  }
}
