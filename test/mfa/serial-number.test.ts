import { describe, expect, it } from 'vitest';
import { parseSerialNumber } from '../../src/mfa/serial-number.js';
import { helpfulFailure } from '../support/helpful-failure.js';

describe('a serial number for AWS', () => {
  it.each([
    ['arn:aws:iam::111122223333:mfa/root-account-mfa-device', 'virtual'],
    ['arn:aws:iam::111122223333:mfa/Pat=Phone+1', 'virtual'],
    ['GAHT12345678', 'hardware'],
    ['  GAKT12345678\n', 'hardware'],
    ['100000009', 'hardware'],
    ['G'.repeat(256), 'hardware'],
    ['root-account-mfa-device-2', 'hardware'],
    ['Barn:100000009', 'hardware'],
  ])('is read from %j as a %s device', (text, kind) => {
    expect(parseSerialNumber(text, 'aws')).toEqual({ serialNumber: text.trim(), kind });
  });

  it.each([
    ['arn:aws:iam::111122223333:user/pat', 'names a user or role, not an MFA device'],
    ['arn:aws:iam::111122223333:root', 'names a user or role, not an MFA device'],
    ['arn:aws:sts::111122223333:assumed-role/admin/pat', 'names a user or role, not an MFA device'],
    ['arn:aws:iam::111122223333:u2f/root/yubikey-AB12', 'is a passkey or security key'],
    ['arn:aws:iam::111122223333:root-device', 'is not the ARN of an MFA device'],
    ['arn:aws:iam::111122223333:mfa/', 'is not the ARN of an MFA device'],
    ['arn:aws:s3:::bucket', 'is not the ARN of an MFA device'],
    ['arn:aws:iam::1234:mfa/phone', 'is not the ARN of an MFA device'],
    ['arn:arn:aws:iam::111122223333:mfa/phone', 'is not the ARN of an MFA device'],
    ['arn:arn:aws:iam::111122223333:user/pat', 'is not the ARN of an MFA device'],
    ['root-account-mfa-device', 'is only the name of the MFA device'],
    ['mfa/phone', 'is only the name of the MFA device'],
    ['123456', 'this looks like a code'],
    ['GAHT1234', '9 to 256 characters, this one has 8'],
    ['G'.repeat(257), '9 to 256 characters, this one has 257'],
    ['GAHT 12345678', 'a character that AWS does not use'],
    ['GAHT12345678\u0007', 'a character that AWS does not use'],
    ['', '9 to 256 characters'],
  ])('is not read from %j: %s', (text, message) => {
    expect(() => parseSerialNumber(text, 'aws')).toThrow(helpfulFailure('invalid-serial', { message: expect.stringContaining(message) }));
  });

  it('is not repeated where it could hold a code', () => {
    const pasted = 'arn:aws:iam::111122223333:user/pat 987654 hunter2';
    expect(() => parseSerialNumber(pasted, 'aws')).toThrow(helpfulFailure('invalid-serial', { message: expect.not.stringMatching(/987654|hunter2/) }));
  });
});

describe('a serial number for an S3-compatible server', () => {
  it.each(['token-1', 'x', '123456', 'any/string#at~all', 'G'.repeat(300)])('is read from %j', (text) => {
    expect(parseSerialNumber(text, 'compatible').serialNumber).toBe(text);
  });

  it.each(['', 'two words', 'bell\u0007', 'naïve'])('is not read from %j', (text) => {
    expect(() => parseSerialNumber(text, 'compatible')).toThrow(helpfulFailure('invalid-serial'));
  });
});

describe('a serial number pasted together with a code', () => {
  it.each(['aws', 'compatible'] as const)('is refused without repeating the code (%s)', (server) => {
    expect(() => parseSerialNumber('arn:aws:iam::111122223333:mfa/phone 987654', server)).toThrow(
      helpfulFailure('invalid-serial', { message: 'the MFA serial number is followed by a code' }),
    );
  });
});
