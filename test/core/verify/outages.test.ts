import { expect, test } from 'vitest';
import { makeOutages } from '../../../src/core/verify/outages.js';

const REGION = 'eu-west-1';

/** What happens there, a letter each: `a`nswered, `u`nanswered. */
test.each<[happened: string, isSuspect: boolean, isDown: boolean]>([
  ['', false, false],
  ['a', false, false],
  ['u', true, false],
  ['u'.repeat(15), true, false],
  ['u'.repeat(16), true, true],
  ['u'.repeat(40), true, true],
  [`${'u'.repeat(15)}a`, false, false],
  [`${'u'.repeat(16)}a`, false, false],
  [`${'u'.repeat(15)}a${'u'.repeat(15)}`, true, false],
])('after "%s" a region is suspect: %s, down: %s', (happened, isSuspect, isDown) => {
  const outages = makeOutages();
  for (const each of happened) outages[each === 'a' ? 'answered' : 'unanswered'](REGION);

  expect({ isSuspect: outages.isSuspect(REGION), isDown: outages.isDown(REGION) }).toEqual({ isSuspect, isDown });
  expect({ isSuspect: outages.isSuspect('us-east-1'), isDown: outages.isDown('us-east-1') }).toEqual({ isSuspect: false, isDown: false });
});
