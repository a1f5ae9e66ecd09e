import { describe, expect, it } from 'vitest';
import { hangUp, html, s3Error, serve } from '../../aws/support/canned-server.js';
import { serveTls } from '../../aws/support/certificates.js';
import { type ProgramOptions, runProgram } from '../../support/built-program.js';
import { expectUntouched, PHONE, READY, startAccount } from './support/account.js';
import { complaintOf } from './support/complaint.js';

const key = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY' };

const enableAt = (endpoint: string, options: ProgramOptions = { env: key }) =>
  runProgram(['enable', READY, '--yes', '--json', '--mfa-serial', PHONE, '--mfa-code', '123456', '--endpoint-url', endpoint], options);

describe('an endpoint', () => {
  it('that refuses the connection is named', async () => {
    const { url, stop } = await serve(hangUp);
    await stop();

    expect(complaintOf(await enableAt(url), 3)).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNREFUSED') });
  });

  it('that resets every connection is tried four times and then given up', async () => {
    const { url, seen } = await serve(hangUp);

    const error = complaintOf(await enableAt(url), 3);

    expect(error).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNRESET') });
    expect(error.hints.at(-1)).toContain('--debug');
    expect(seen).toHaveLength(4);
  });

  it('that answers with a web page is not taken for AWS', async () => {
    const { url } = await serve(html(200));

    const error = complaintOf(await enableAt(url), 3);

    expect(error).toMatchObject({ kind: 'not-aws', message: expect.stringContaining('in HTML') });
    expect(error.hints.join()).toContain('--endpoint-url');
  });

  it('that answers 500 for ever is given up after four tries', async () => {
    const { url, seen } = await serve(s3Error(500, 'InternalError', 'We encountered an internal error. Please try again.'));

    const error = complaintOf(await enableAt(url), 3);

    expect(error).toMatchObject({ kind: 'service', aws: { httpStatus: 500 } });
    expect(seen).toHaveLength(4);
  });

  it('with a certificate that nobody trusts gets no request', async () => {
    const { url, seen } = await serveTls(html(200));

    const error = complaintOf(await enableAt(url), 3);

    expect(error).toMatchObject({ kind: 'untrusted-certificate' });
    expect(error.hints.join()).toContain('`--ca-bundle <file.pem>`');
    expect(seen).toEqual([]);
  });

  it.each(['http://s3.example.com', 'http://localhost.example.com:9000', 'http://127.0.0.1.example.com'])('%s gets no code and no question, because it is not https', async (endpoint) => {
    const error = complaintOf(await enableAt(endpoint), 2);

    expect(error).toMatchObject({ kind: 'insecure-endpoint' });
    expect(error.hints.at(-1)).toContain('`--endpoint-url https://');
  });
});

describe('the clock of this machine', () => {
  it('40 s off is warned of, and a code of the phone still works', async () => {
    const account = await startAccount('clock-skew=40');

    const run = await runProgram(['enable', READY, '--yes', '--json', ...account.coded()], { env: account.environment() });

    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/the clock of this machine is (39|40|41) s behind AWS’s: set it/);
  });

  it.each([
    ['behind', 'clock-skew=10800'],
    ['ahead of', 'clock-skew=-10800'],
  ])('hours %s AWS’s is an error before a code is asked for', async (side, fault) => {
    const account = await startAccount(fault);

    const run = await runProgram(['enable', READY, '--yes', '--json', ...account.coded()], { env: account.environment() });

    const error = complaintOf(run, 3);
    expect(error).toMatchObject({ kind: 'clock-skew', message: expect.stringContaining(`180 minutes ${side} AWS’s`) });
    expect(error.hints.at(-1)).toContain('timedatectl');
    expectUntouched(account);
  });

  it('hours off does not keep verify from reading', async () => {
    const account = await startAccount('clock-skew=10800');

    const run = await runProgram(['verify', READY], { env: account.environment() });

    expect(run).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('off') });
  });
});
