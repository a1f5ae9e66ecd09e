import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvReport } from '../../src/ui/reports/csv-report.js';
import { runProgram } from '../support/built-program.js';
import { hostileDocument } from '../ui/reports/support/documents.js';

/** Reads CSV with Python's own reader in strict mode, and prints the rows as JSON. */
const reader = 'import csv, json, sys; print(json.dumps(list(csv.reader(sys.stdin, strict=True))))';

function asPythonReads(csv: string): string[][] {
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', reader], { input: csv, encoding: 'utf8', env: { PYTHONIOENCODING: 'utf-8' } });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[][];
}

describe('Python reads the CSV report', () => {
  it('of the practice account', async () => {
    const { stdout } = await runProgram(['verify', '--all', '--sandbox', '--format', 'csv']);

    const [head, ...rows] = asPythonReads(stdout);

    expect(head?.slice(0, 5)).toEqual(['name', 'region', 'versioning', 'mfaDelete', 'verdict']);
    expect(rows.map(([name, , , , verdict]) => [name, verdict])).toContainEqual(['logs-lifecycle', 'blocked']);
  });

  it('full of hostile text, as csv-parse does', () => {
    const csv = csvReport(hostileDocument());

    expect(asPythonReads(csv)).toEqual(parse(csv));
  });
});
