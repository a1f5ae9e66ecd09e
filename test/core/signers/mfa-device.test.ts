import { describe, expect, test } from 'vitest';
import { deviceOf, makesCodes } from '../../../src/core/signers/mfa-device.js';

describe('what a serial number tells of its device', () => {
  test.each([
    ['arn:aws:iam::111122223333:mfa/root-account-mfa-device', 'virtual', true],
    ['arn:aws:iam::111122223333:mfa/team/phone', 'virtual', true],
    ['arn:aws-cn:iam::111122223333:mfa/phone', 'virtual', true],
    ['arn:aws:iam::111122223333:u2f/root/yubikey-ABC123', 'passkey', false],
    ['arn:aws-us-gov:iam::111122223333:u2f/user/bob/key-1', 'passkey', false],
    ['GAHT12345678', 'hardware', true],
    ['token-arn:aws:iam::111122223333:mfa/phone', 'hardware', true],
    ['token-arn:aws:iam::111122223333:u2f/key', 'hardware', true],
    ['my-u2f/device', 'hardware', true],
  ] as const)('%s is %s', (serialNumber, kind, codes) => {
    const device = deviceOf(serialNumber);
    expect(device).toEqual({ serialNumber, kind });
    expect(makesCodes(device)).toBe(codes);
  });
});
