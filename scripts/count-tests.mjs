/**
 * Sums vitest's JSON reports: node scripts/count-tests.mjs DIRECTORY prints "N passed, N failed".
 * No test at all is a failure: a run that tested nothing must not look green.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const [directory] = process.argv.slice(2);
const names = (await readdir(directory)).filter((name) => name.endsWith('.json'));
const reports = await Promise.all(names.map(async (name) => JSON.parse(await readFile(path.join(directory, name), 'utf8'))));

const total = (field) => reports.reduce((sum, report) => sum + report[field], 0);
const passed = total('numPassedTests');
const failed = total('numFailedTests');

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
