import { blocksOf } from './documents.js';

const rules = [{ ID: 'expire', Status: 'Enabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 90 } }];
const lifecycle = JSON.stringify({ Rules: rules });
const recorded = {
  resourceName: 'ledger',
  ...{ accountId: '111122223333', awsRegion: 'eu-west-1', configurationItemCaptureTime: '2026-03-03T22:15:00.000Z' },
  supplementaryConfiguration: { BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: true } },
};
const configAnswers = JSON.stringify({ Results: [JSON.stringify(recorded)] });
const accounts = JSON.stringify({ Accounts: ['111122223333', '444455556666'].map((Id) => ({ Id, Status: 'ACTIVE' })) });

/** Files that the documents name and a person would have, in the working directory. */
export const files: Record<string, string> = {
  'ledger-lifecycle.json': lifecycle,
  'logs-lifecycle.json': lifecycle,
  'buckets.txt': 'ledger\naudit-logs\n',
  'accounts.txt': '111122223333\n444455556666\n',
  'accounts.json': accounts,
  'list-accounts.json': accounts,
  'answers.json': configAnswers,
  'config-answers.json': configAnswers,
  // The one that docs/verify-in-ci.md shows.
  'expectations.yaml': blocksOf('docs/verify-in-ci.md').find(({ text }) => text.startsWith('schemaVersion:'))?.text ?? '',
};

/** Files that an earlier run of the program made, and how. */
export const made: Record<string, string> = {
  'yesterday.json': 's3-mfa-delete verify --all --json > yesterday.json || true',
  'plan.ndjson': 's3-mfa-delete purge ledger --older-than 30d --plan-out plan.ndjson --dry-run',
};
