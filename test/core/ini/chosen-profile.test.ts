import { expect, it } from 'vitest';
import { chosenProfile } from '../../../src/core/ini/chosen-profile.js';

it.each([
  ['flag', { AWS_DEFAULT_PROFILE: 'first', AWS_PROFILE: 'second' }, 'flag'],
  [undefined, { AWS_DEFAULT_PROFILE: 'first', AWS_PROFILE: 'second' }, 'first'],
  [undefined, { AWS_DEFAULT_PROFILE: '', AWS_PROFILE: 'second' }, 'second'],
  ['', { AWS_PROFILE: 'second' }, 'second'],
  [undefined, { AWS_PROFILE: '' }, null],
  [undefined, {}, null],
])('of --profile %j and %j the profile is %j', (profile, env, chosen) => {
  expect(chosenProfile({ profile, env })).toBe(chosen);
});
