import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { programPath, runProgram } from '../support/built-program.js';
import { startInPty } from '../support/pty.js';
import { temporaryHome } from '../support/temporary-home.js';
import { readDocument } from './support/json-document.js';

const everyBucket = ['verify', '--all', '--sandbox'];

describe('verify --format', () => {
  it.each([
    ['csv', /^name,region,/],
    ['junit', /^<\?xml version="1\.0"[\s\S]*<\/testsuites>\n$/],
    ['sarif', /^\{\n {2}"\$schema": "[^"]*sarif-2\.1\.0/],
    ['html', /^<!doctype html>[\s\S]*<\/html>\n$/],
  ])('%s prints the report, and nothing else on stdout; the exit code says that there are findings', async (format, form) => {
    const run = await runProgram([...everyBucket, '--format', format, '--quiet']);

    expect(run).toMatchObject({ exitCode: 1, stderr: '', stdout: expect.stringMatching(form) });
    expect(run.stdout).toContain('logs-lifecycle');
  });
});

describe('verify --output', () => {
  it.each(['html', 'json'])('puts the %s report into a file that only its owner can read', async (format) => {
    const file = path.join(temporaryHome(), 'report');

    const run = await runProgram([...everyBucket, '--format', format, '--output', file]);

    expect(run.exitCode).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('logs-lifecycle');
    expect(run.stdout).toBe(format === 'json' ? '' : `11 buckets: 2 on, 5 off, 1 blocked, 2 suspended, 1 unversioned\nreport: ${file}\n`);
    if (format === 'json') readDocument(readFileSync(file, 'utf8'), 'verify');
  });

  it('replaces the report of the day before as a whole, also where others could read that one', async () => {
    const home = temporaryHome();
    const file = path.join(home, 'report.csv');
    writeFileSync(file, 'yesterday\n'.repeat(100_000));
    chmodSync(file, 0o644);

    await runProgram([...everyBucket, '--format', 'csv', '-o', file]);

    expect(readFileSync(file, 'utf8')).toMatch(/^name,/);
    expect(readFileSync(file, 'utf8')).not.toContain('yesterday');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(home).filter((name) => name.startsWith('report'))).toEqual(['report.csv']);
  });

  it('says which file it could not write', async () => {
    const file = path.join(temporaryHome(), 'nowhere', 'report.html');

    const run = await runProgram([...everyBucket, '--format', 'html', '--output', file]);

    expect(run).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining(`error: the report could not be written to \`${file}\``) });
  });

  it.each([
    [[], '--format table'],
    [['--format', 'ndjson'], '--format ndjson'],
    [['--json'], '--json'],
  ])('with %j is a mistake, because that is no report', async (flags, named) => {
    const run = await runProgram([...everyBucket, ...flags, '--output', 'report']);

    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`${named} is none`) });
  });
});

describe('the table of verify', () => {
  it('fits a terminal of 80 columns: a line a bucket, and one command in place of one for each', async () => {
    const run = startInPty(process.execPath, [programPath, ...everyBucket], { columns: 80, rows: 40 });
    await run.exited;

    const lines = run.transcript().split('\n').map((line) => line.trimEnd());
    const head = lines.findIndex((line) => line.startsWith('Bucket '));

    const shown = lines.slice(head).filter((line) => line !== '').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(shown).toHaveLength(14);
    expect(shown).toEqual(
      expect.arrayContaining([
        'Bucket | Region | Versioning | MFA Delete | Verdict',
        'logs-lifecycle | us-east-1 | Enabled | Disabled | blocked (lifecycle)',
        'payments-protected | us-east-1 | Enabled | Enabled | on',
      ]),
    );
    expect(shown.slice(-2)).toEqual(['To turn it on: s3-mfa-delete enable <bucket...>', '11 buckets: 2 on, 5 off, 1 blocked, 2 suspended, 1 unversioned']);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });
});
