import { expect, it } from 'vitest';
import { caveats, controls } from '../../../src/core/verify/controls.js';

it('the controls that ask for MFA Delete have the numbers and names that their publishers gave them', () => {
  expect(controls.map(({ framework, id }) => [framework, id])).toEqual([
    ['CIS AWS Foundations Benchmark 6.0.0 and 7.0.0', '3.1.2'],
    ['CIS AWS Foundations Benchmark 2.0.0 to 5.0.0', '2.1.2'],
    ['CIS AWS Foundations Benchmark 1.4.0 and 1.5.0', '2.1.3'],
    ['AWS Security Hub', 'S3.20'],
    ['AWS Config', 's3-bucket-mfa-delete-enabled'],
  ]);
});

it.each(controls)('$framework $id has a title that names MFA Delete, and a note or none', ({ title, note }) => {
  expect(title).toMatch(/MFA delete/i);
  expect(note ?? 'none').not.toBe('');
});

it.each(['S3.10', 'S3.13', 'IAM.4', 'MFADeleteEnabledBucketCount'])('what contradicts them names %s, and says why', (control) => {
  const caveat = caveats.find(({ subject }) => subject.includes(control));

  expect(caveat?.text).toMatch(/\.$/);
});
