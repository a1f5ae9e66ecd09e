import { expect, it } from 'vitest';
import { isReportFormat, verifyFormats } from '../../../src/core/verify/formats.js';

it.each([
  ['table', false],
  ['json', false],
  ['ndjson', false],
  ['csv', true],
  ['junit', true],
  ['sarif', true],
  ['html', true],
] as const)('--format %s has a writer of its own: %s', (format, hasWriter) => {
  expect(verifyFormats).toContain(format);
  expect(isReportFormat(format)).toBe(hasWriter);
});

it('there are no other formats', () => {
  expect(verifyFormats).toHaveLength(7);
});
