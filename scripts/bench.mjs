/**
 * `npm run bench`, or parts of it as in `npm run bench -- start-up purge`: how fast and how small the program is, as ratios of
 * one run on one machine (docs/performance.md). Exits 1 where a bound does not hold. No test, because what else a machine is
 * doing shows in every time.
 */
import os from 'node:os';
import { install } from './bench/install.mjs';
import { listing } from './bench/listing.mjs';
import { purge } from './bench/purge.mjs';
import { startUp } from './bench/start-up.mjs';
import { verifyOneBucket } from './bench/verify.mjs';
import { verifyLatency, verifyMemory, verifyScale } from './bench/verify-scale.mjs';

const parts = { 'start-up': startUp, verify: verifyOneBucket, 'verify-scale': verifyScale, 'verify-latency': verifyLatency, 'verify-memory': verifyMemory, install, listing, purge };
const COLUMNS = [60, 8, 10, 24];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`there is no part ${unknown.join(', ')}; the parts are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const row = (...cells) => cells.map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0)).join('').trimEnd();
const digits = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(2));

console.log(`Node ${process.versions.node}, ${os.type()} ${os.arch()}, ${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown processor'}\n`);
console.log(row('', 'ratio', 'at most', 'rounds', 'holds'));

for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for await (const { what, bound, ratio, rounds = [], skipped } of measure()) {
    if (skipped !== undefined) {
      console.log(row(what, `not measured: ${skipped}`));
      continue;
    }
    const holds = ratio <= bound;
    if (!holds) process.exitCode = 1;
    console.log(row(what, digits(ratio), digits(bound), rounds.map(digits).join(' '), holds ? 'yes' : 'NO'));
  }
}
