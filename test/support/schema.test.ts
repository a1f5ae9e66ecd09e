import { describe, expect, test } from 'vitest';
import { Failure, failureDocument } from '../../src/core/failures/failure.js';
import { verdicts } from '../../src/core/buckets/verdict.js';
import { faultList } from '../../src/sandbox/faults/words.js';
import { expectValid, schemaOf, type SchemaName } from './schema.js';

const head = {
  schemaVersion: 1,
  command: 'verify',
  tool: 's3-mfa-delete/1.0.0',
  generatedAt: '2026-03-01T12:00:00.000Z',
  account: '111122223333',
  partition: 'aws',
  principal: 'arn:aws:iam::111122223333:root',
};
const nobody = { account: null, partition: null, principal: null };
const off = { versioning: 'Enabled', mfaDelete: 'Disabled' };
const on = { versioning: 'Enabled', mfaDelete: 'Enabled' };
const unread = { versioning: null, mfaDelete: null };
const refusal = failureDocument(new Failure('access-denied', 'denied', { aws: { code: 'AccessDenied', httpStatus: 403, requestId: null } }));

const verified = { name: 'ledger', region: 'eu-west-1', ...on, verdict: 'on', reason: null, fix: null, probe: null, account: '111122223333', finding: false, expectation: null, recordedAt: null };
const verifyDocument = {
  ...head,
  complete: true,
  source: { kind: 'aws', oldest: null, newest: null },
  accounts: [],
  dropped: [],
  policy: null,
  changes: null,
  summary: { buckets: 1, on: 1, off: 0, blocked: 0, suspended: 0, unversioned: 0, unknown: 0 },
  buckets: [verified],
  leftovers: [],
  record: null,
};
const switched = {
  name: 'ledger',
  region: 'eu-west-1',
  before: off,
  after: on,
  outcome: 'changed',
  error: null,
  lifecycleBackup: null,
  plan: { wanted: on, blockers: [], cautions: ['mind this'], awsCommand: 'aws s3api put-bucket-versioning --bucket ledger' },
};
const enableDocument = {
  ...head,
  command: 'enable',
  dryRun: false,
  buckets: [switched],
  rootKey: { accessKeyIdLast4: 'ABCD', outcome: 'kept' },
  record: '/home/ann/.local/state/s3-mfa-delete/records/x.ndjson',
};
const noPlan = { wanted: null, blockers: [], cautions: [], awsCommand: null };
const failureOf = { ...head, ...nobody, error: refusal };
const sandboxDocument = {
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  accountId: '111122223333',
  root: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret/key' },
  rootSession: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret/key', sessionToken: 'token', expiresAt: '2026-03-02T00:00:00.000Z' },
  users: [{ userName: 'auditor', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'secret' }],
  mfaDevices: [
    { serialNumber: 'arn:aws:iam::111122223333:mfa/root-account-mfa-device', owner: 'root', secret: 'JBSWY3DPEHPK3PXP' },
    { serialNumber: 'arn:aws:iam::111122223333:u2f/root/key-1', owner: 'root', secret: null },
  ],
  buckets: [{ name: 'ledger', region: 'us-east-1', for: 'never versioned', mfaDelete: 'Disabled', versions: 0 }],
};

describe('documents that the program prints are allowed', () => {
  test.each<[string, SchemaName, unknown]>([
    ['a verified bucket', 'verify', verifyDocument],
    ['the same as text', 'verify', JSON.stringify(verifyDocument)],
    ['no bucket at all', 'verify', { ...verifyDocument, buckets: [] }],
    ['a bucket that could not be read', 'verify', { ...verifyDocument, ...nobody, buckets: [{ ...verified, region: null, ...unread, verdict: 'unknown', reason: 'AccessDenied' }] }],
    ['a bucket that is off', 'verify', { ...verifyDocument, buckets: [{ ...verified, ...off, verdict: 'off', reason: 'lifecycle-unreadable', fix: 's3-mfa-delete enable ledger' }] }],
    ['suspended with MFA Delete on', 'verify', { ...verifyDocument, buckets: [{ ...verified, versioning: 'Suspended', verdict: 'suspended', fix: 's3-mfa-delete enable ledger' }] }],
    ['a changed bucket', 'enable', enableDocument],
    ['a changed bucket whose lifecycle configuration could not be put back', 'enable', { ...enableDocument, buckets: [{ ...switched, error: refusal }] }],
    ['of disable', 'enable', { ...enableDocument, command: 'disable' }],
    ['of suspend', 'enable', { ...enableDocument, command: 'suspend' }],
    ['a blocked one', 'enable', { ...enableDocument, buckets: [{ ...switched, after: off, outcome: 'blocked', error: refusal, plan: { ...noPlan, blockers: [refusal] } }] }],
    ['an unreadable one', 'enable', { ...enableDocument, buckets: [{ ...switched, region: null, before: unread, after: unread, outcome: 'failed', error: refusal, plan: noPlan }] }],
    ['a dry run', 'enable', { ...enableDocument, dryRun: true, rootKey: null, record: null, buckets: [{ ...switched, after: off, outcome: 'skipped' }] }],
    ['a failure', 'failure', failureOf],
    ['a failure of no command', 'failure', { ...failureOf, command: null, error: { ...refusal, aws: null } }],
    ['the practice account', 'sandbox', sandboxDocument],
    ['the faults it can have', 'sandbox-faults', { ...head, ...nobody, command: 'sandbox', faults: faultList() }],
  ])('%s', (_, name, document) => {
    expectValid(document, name);
  });
});

describe('documents that break the contract are not', () => {
  const withoutFix = Object.fromEntries(Object.entries(verified).filter(([key]) => key !== 'fix'));
  test.each<[string, SchemaName, unknown, RegExp]>([
    ['an unknown value left out', 'verify', { ...verifyDocument, buckets: [withoutFix] }, /\/buckets\/0 must have required property 'fix'/],
    ['a key that is not in the contract', 'verify', { ...verifyDocument, extra: 1 }, /must NOT have additional properties .*"extra"/],
    ['a secret that slipped in', 'enable', { ...enableDocument, buckets: [{ ...switched, code: '123456' }] }, /"additionalProperty":"code"/],
    ['an unheard-of verdict', 'verify', { ...verifyDocument, buckets: [{ ...verified, verdict: 'fine' }] }, /\/buckets\/0\/verdict .*and is "fine"/],
    ['on, but not enabled', 'verify', { ...verifyDocument, buckets: [{ ...verified, mfaDelete: 'Disabled' }] }, /\/buckets\/0\/mfaDelete must be equal to constant/],
    ['unknown without a reason', 'verify', { ...verifyDocument, buckets: [{ ...verified, ...unread, verdict: 'unknown' }] }, /\/buckets\/0\/reason must be string/],
    ['off without a fix', 'verify', { ...verifyDocument, buckets: [{ ...verified, ...off, verdict: 'off' }] }, /\/buckets\/0\/fix must be string/],
    ['a time that is not UTC', 'verify', { ...verifyDocument, generatedAt: '2026-03-01T12:00:00+01:00' }, /\/generatedAt must match pattern/],
    ['a time that is none', 'verify', { ...verifyDocument, generatedAt: 'nowZ' }, /\/generatedAt must match format/],
    ['another version of the schema', 'verify', { ...verifyDocument, schemaVersion: 2 }, /\/schemaVersion/],
    ['failed without an error', 'enable', { ...enableDocument, buckets: [{ ...switched, outcome: 'failed' }] }, /\/buckets\/0\/error must be object/],
    ['a dry run that left a record', 'enable', { ...enableDocument, dryRun: true, rootKey: null }, /\/record must be null/],
    ['an unheard-of failure kind', 'failure', { ...failureOf, error: { ...refusal, kind: 'oops' } }, /\/error\/kind/],
    ['what is no JSON', 'failure', 'error: no', /JSON/],
    ['a practice account off loopback', 'sandbox', { ...sandboxDocument, endpoint: 'http://0.0.0.0:4566' }, /\/endpoint must match pattern/],
  ])('%s', (_, name, document, complaint) => {
    expect(() => expectValid(document, name)).toThrow(complaint);
  });
});

describe('the schemas agree with the program', () => {
  type Definitions = Record<string, { properties: Record<string, { enum: unknown[] }> }>;
  const definitionsOf = (name: SchemaName): Definitions => schemaOf(name).$defs as Definitions;

  test('verify lists the verdicts', () => {
    expect(definitionsOf('verify').bucket?.properties.verdict?.enum).toEqual(verdicts);
  });

  test('what two of them define, they define alike', () => {
    const { failure, awsAnswer } = definitionsOf('enable');
    expect(definitionsOf('failure')).toEqual({ failure, awsAnswer });
    expect(definitionsOf('delete-version')).toMatchObject({ failure, awsAnswer });
    expect(definitionsOf('purge')).toMatchObject({ failure, awsAnswer });
  });
});
