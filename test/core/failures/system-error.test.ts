import { expect, it } from 'vitest';
import { hasCode, reasonOf } from '../../../src/core/failures/system-error.js';

const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' });

it('says the message of an error, and of anything else its text', () => {
  expect([missing, 'thrown text', undefined].map(reasonOf)).toEqual(['no such file', 'thrown text', 'undefined']);
});

it('tells an error by its code, and takes nothing else for one', () => {
  expect(hasCode(missing, 'ENOENT')).toBe(true);
  expect([missing, new Error('ENOENT'), { code: 'EPERM' }, null, 'EPERM'].map((error) => hasCode(error, 'EPERM'))).toEqual([false, false, false, false, false]);
});
