import { expect, it } from 'vitest';
import { deviceOf } from '../../../src/core/signers/mfa-device.js';
import { makeFlagSource } from '../../../src/mfa/sources/flag.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const request = { device: deviceOf('GAHT12345678'), purpose: 'turn on MFA Delete on ledger', refusals: 0 };

it('the code of --mfa-code is good for one request', async () => {
  const source = makeFlagSource('123 456');
  expect(await source.next(request)).toBe('123456');
  await expect(source.next(request)).rejects.toEqual(
    helpfulFailure('code-source', { message: '`--mfa-code` holds one code, which is spent; there is none to turn on MFA Delete on ledger' }),
  );
});

it('a value of --mfa-code that is no code is refused before anything is sent', () => {
  expect(() => makeFlagSource('12345')).toThrow(
    expect.objectContaining({ kind: 'invalid-code', exitCode: 2, message: 'the value of `--mfa-code` is not a six-digit code: it has 5 digits' }),
  );
});
