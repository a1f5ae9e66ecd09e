import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/built-program.js';
import { readDocument } from './support/json-document.js';

const cases: [string, string[], string][] = [
  ['an unknown command', ['frobnicate'], 'frobnicate'],
  ['an unknown flag', ['enable', '--colour'], '--colour'],
  ['a flag of another command', ['verify', '--all', '--mfa-code', '123456'], '--mfa-code'],
  ['a flag without its value', ['enable', '--profile'], '--profile'],
  ['a value that cannot be', ['verify', '--all', '--format', 'yaml'], 'yaml'],
  ['a verdict that does not exist', ['verify', '--all', '--fail-on', 'green'], 'green'],
  ['verify without a bucket', ['verify'], '--all'],
  ['verify of all buckets and of one', ['verify', 'ledger', '--all'], '--all'],
  ['two readers of stdin', ['enable', '-', '--mfa-code', '-'], 'stdin'],
  ['two sources of codes', ['enable', 'ledger', '--mfa-code', '123456', '--mfa-process', 'oathtool'], '--mfa-process'],
  ['a practice account of a profile', ['verify', '--all', '--sandbox', '--profile', 'prod'], '--profile'],
  ['an endpoint that is no URL', ['verify', '--all', '--endpoint-url', 'localhost'], 'localhost'],
  ['a name no bucket can have', ['verify', 'LEDGER', '--sandbox'], 'ledger'],
  ['a profile that does not exist', ['verify', '--all', '--profile', 'nobody'], 'nobody'],
  ['a code that is not six digits', ['enable', 'ledger-ready', '--sandbox', '--yes', '--mfa-code', '12345'], 'six digits'],
  ['a port that cannot be', ['sandbox', '--port', '99999'], '99999'],
  ['a fault that does not exist', ['sandbox', '--fault', 'earthquake'], 'earthquake'],
];

describe('a command line that cannot be run', () => {
  it.each(cases)('%s exits 2, says what is wrong on stderr and what to do, and prints no result', async (_name, args, word) => {
    const run = await runProgram(args);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(word);
    expect(run.stderr).toMatch(/^error: .+[^.]$/m);
    expect(run.stderr).toMatch(/^hint: /m);
  });

  it.each(cases)('%s is one JSON document on stdout with --json', async (_name, args) => {
    const run = await runProgram([...args, '--json']);

    expect(run.exitCode).toBe(2);
    expect(readDocument(run.stdout, 'failure')).toMatchObject({ error: { aws: null } });
  });

  it('that asks for two forms of output exits 2', async () => {
    const run = await runProgram(['verify', '--all', '--json', '--format', 'csv']);

    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--format csv') });
  });

  it('sends no code over http to anything but loopback', async () => {
    const args = ['enable', 'ledger', '--endpoint-url', 'http://s3.example.com', '--mfa-serial', 'mfa/1', '--mfa-code', '123456', '--yes'];
    const key = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY' };

    const run = await runProgram(args, { env: key });

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('https');
  });
});

describe('without credentials', () => {
  it.each([['verify', '--all'], ['enable', 'ledger', '--yes']])('%s exits 4 and names ways to give them', async (...args) => {
    const run = await runProgram(args);

    expect(run).toMatchObject({ exitCode: 4, stdout: '' });
    expect(run.stderr).toMatch(/^error: .*credentials/m);
    expect(run.stderr).toContain('--profile');
  });
});
