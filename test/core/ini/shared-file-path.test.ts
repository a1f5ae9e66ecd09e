import { expect, it } from 'vitest';
import { sharedFilePath } from '../../../src/core/ini/shared-file-path.js';

it.each([
  ['below the home directory', {}, '/system/.aws/config'],
  ['below HOME', { HOME: '/home/ann' }, '/home/ann/.aws/config'],
  ['below USERPROFILE where there is no HOME', { USERPROFILE: '/users/ann' }, '/users/ann/.aws/config'],
  ['where its variable says', { HOME: '/home/ann', AWS_CONFIG_FILE: '/etc/aws' }, '/etc/aws'],
  ['where its variable says from the home directory', { HOME: '/home/ann', AWS_CONFIG_FILE: '~/aws' }, '/home/ann/aws'],
])('a shared file lies %s', (_, env, expected) => {
  expect(sharedFilePath('config', env, () => '/system')).toBe(expected);
});
