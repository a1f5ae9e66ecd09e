import { expect, test } from 'vitest';
import { documentHead } from '../../src/core/document-head.js';
import { TOOL, VERSION } from '../../src/core/version.js';

const whose = { account: '111122223333', partition: 'aws', principal: 'arn:aws:iam::111122223333:root' };

test('a document says what made it, when, and whose account it is about', () => {
  expect(documentHead('verify', { tool: TOOL, now: Date.parse('2026-03-04T12:00:00Z'), whose })).toEqual({
    schemaVersion: 1,
    command: 'verify',
    tool: `s3-mfa-delete/${VERSION}`,
    generatedAt: '2026-03-04T12:00:00.000Z',
    ...whose,
  });
});
