import { expect, it } from 'vitest';
import { deviceOf } from '../../src/core/signers/mfa-device.js';
import { deviceLabel } from '../../src/mfa/device-label.js';

it.each([
  ['arn:aws:iam::111122223333:mfa/phone', 'phone'],
  ['arn:aws:iam::111122223333:mfa/team/phone', 'team/phone'],
  ['arn:aws-cn:iam::111122223333:mfa/root-account-mfa-device', 'root-account-mfa-device'],
  ['arn:aws:iam::111122223333:u2f/root/yubikey-AB12', 'root/yubikey-AB12'],
  ['GAHT12345678', 'GAHT12345678'],
  ['arn:aws:iam::111122223333:mfa/', 'arn:aws:iam::111122223333:mfa/'],
  ['arn:aws:iam::111122223333:user/mfa/phone', 'arn:aws:iam::111122223333:user/mfa/phone'],
  ['arn:aws:iam::111122223333:mfa/phone\nof pat', 'arn:aws:iam::111122223333:mfa/phone\nof pat'],
  ['xarn:aws:iam::111122223333:mfa/phone', 'xarn:aws:iam::111122223333:mfa/phone'],
])('a person knows the device %j as %j', (serialNumber, label) => {
  expect(deviceLabel(deviceOf(serialNumber))).toBe(label);
});
