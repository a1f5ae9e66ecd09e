import { describe, expect, it } from 'vitest';
import { parseConfigAnswers, type RecordedBucket } from '../../../src/core/verify/config-answers.js';
import { refusalOf } from './support/refusals.js';

const answer = (...Results: unknown[]) => JSON.stringify({ Results });
const read = (record: Record<string, unknown>): RecordedBucket | undefined => parseConfigAnswers(answer(JSON.stringify({ resourceName: 'ledger', ...record })), 'answers.json')[0];
const supplementary = (more: unknown) => read({ supplementaryConfiguration: more });
const versioning = (status: unknown, isMfaDeleteEnabled?: unknown) => supplementary({ BucketVersioningConfiguration: { status, isMfaDeleteEnabled } })?.state;

describe('a record of AWS Config', () => {
  it('is read whole', () => {
    const record = {
      resourceType: 'AWS::S3::Bucket',
      resourceName: 'ledger',
      resourceId: 'id',
      accountId: '111122223333',
      awsRegion: 'eu-west-1',
      configurationItemCaptureTime: '2026-03-01T09:00:00+01:00',
      supplementaryConfiguration: { BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: true }, BucketLifecycleConfiguration: { rules: [{}, {}] } },
    };

    expect(parseConfigAnswers(answer(JSON.stringify(record)), 'answers.json')).toEqual([
      {
        name: 'ledger',
        account: '111122223333',
        region: 'eu-west-1',
        state: { versioning: 'Enabled', mfaDelete: 'Enabled' },
        lifecycleRules: 2,
        recordedAt: '2026-03-01T08:00:00.000Z',
      },
    ]);
  });

  it('that names a bucket and no more says nothing else', () => {
    expect(read({})).toEqual({ name: 'ledger', account: null, region: null, state: null, lifecycleRules: null, recordedAt: null });
  });

  it('is a text of JSON or JSON itself, and each keeps its place', () => {
    const names = parseConfigAnswers(answer(JSON.stringify({ resourceName: 'b' }), { resourceName: 'a' }), 'answers.json').map(({ name }) => name);
    expect(names).toEqual(['b', 'a']);
    expect(parseConfigAnswers(answer(), 'answers.json')).toEqual([]);
    expect(parseConfigAnswers('{"Results":[],"NextToken":null}', 'answers.json')).toEqual([]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ resourceName: 'ledger', resourceId: 'id' }, 'ledger'],
    [{ resourceName: null, resourceId: 'drafts' }, 'drafts'],
    [{ resourceName: '', resourceId: 'drafts' }, 'drafts'],
    [{ resourceId: 'drafts' }, 'drafts'],
  ])('%j is of %s', (record, name) => {
    expect(read({ resourceName: undefined, ...record })?.name).toBe(name);
  });

  it.each<[unknown, unknown, RecordedBucket['state'] | undefined]>([
    ['Enabled', true, { versioning: 'Enabled', mfaDelete: 'Enabled' }],
    ['Enabled', false, { versioning: 'Enabled', mfaDelete: 'Disabled' }],
    ['Enabled', null, { versioning: 'Enabled', mfaDelete: 'Disabled' }],
    ['Enabled', undefined, { versioning: 'Enabled', mfaDelete: 'Disabled' }],
    ['Suspended', true, { versioning: 'Suspended', mfaDelete: 'Enabled' }],
    ['Off', null, { versioning: 'Unversioned', mfaDelete: 'Disabled' }],
    // What is not known is not on
    ['Enabled', 'true', null],
    ['Enabled', 1, null],
    ['enabled', true, null],
    ['', true, null],
    [null, true, null],
    [undefined, true, null],
    [['Enabled'], true, null],
    ['constructor', true, null],
    ['__proto__', true, null],
  ])('with versioning %j and MFA Delete %j has the state %j', (status, isMfaDeleteEnabled, state) => {
    expect(versioning(status, isMfaDeleteEnabled)).toEqual(state);
  });

  it.each<[string, unknown]>([
    ['parts as JSON', { BucketVersioningConfiguration: { status: 'Enabled' }, BucketLifecycleConfiguration: { rules: [{}] } }],
    ['parts as texts', { BucketVersioningConfiguration: '{"status":"Enabled"}', BucketLifecycleConfiguration: '{"rules":[{}]}' }],
    ['all of it as a text', '{"BucketVersioningConfiguration":{"status":"Enabled"},"BucketLifecycleConfiguration":{"rules":[{}]}}'],
  ])('may have %s', (_form, more) => {
    expect(supplementary(more)).toMatchObject({ state: { versioning: 'Enabled', mfaDelete: 'Disabled' }, lifecycleRules: 1 });
  });

  it.each<[string, unknown]>([
    ['no text of JSON', '{'],
    ['a list', [{ status: 'Enabled' }]],
    ['a text of a list', '[]'],
    ['null', null],
    ['a text of null', 'null'],
    ['a number', 5],
  ])('whose versioning is %s has no state', (_form, configuration) => {
    expect(supplementary({ BucketVersioningConfiguration: configuration })?.state).toBeNull();
  });

  it.each<[rules: number | null, string, unknown]>([
    [3, 'three of them', { BucketLifecycleConfiguration: { rules: [{}, {}, {}] } }],
    [0, 'an empty list', { BucketLifecycleConfiguration: { rules: [] } }],
    [0, 'rules that are no list', { BucketLifecycleConfiguration: { rules: 'all' } }],
    [0, 'null for a lifecycle configuration', { BucketLifecycleConfiguration: null }],
    [null, 'no word on it', {}],
    [null, 'nothing supplementary', null],
    [null, 'a number for what is supplementary', 5],
    [null, 'a list for what is supplementary', []],
    [0, 'a list for a lifecycle configuration', { BucketLifecycleConfiguration: [{}] }],
  ])('has %j lifecycle rules where it holds %s', (rules, _what, more) => {
    expect(supplementary(more)?.lifecycleRules).toBe(rules);
  });

  it.each<[unknown, string | null]>([
    ['2026-03-01T08:00:00.000Z', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000Z'],
    ['yesterday', null],
    ['', null],
    [null, null],
    [1_772_352_000_000, null],
  ])('captured at %j was made at %j', (configurationItemCaptureTime, recordedAt) => {
    expect(read({ configurationItemCaptureTime })?.recordedAt).toBe(recordedAt);
  });
});

describe('answers of AWS Config', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'it has no `Results`'],
    ['no JSON', 'Results', 'it has no `Results`'],
    ['null', 'null', 'it has no `Results`'],
    ['a list', '[]', 'it has no `Results`'],
    ['results that are no list', '{"Results":{}}', 'it has no `Results`'],
    ['a record without a name', answer({ resourceName: 'ledger' }, '{}'), 'result 2 names no bucket'],
    ['a name that is no text', answer({ resourceName: 5 }), 'result 1 names no bucket'],
    ['a record that is not JSON', answer('ledger'), 'result 1 names no bucket'],
    ['a text of null', answer('null'), 'result 1 names no bucket'],
    ['null', answer(null), 'result 1 names no bucket'],
    ['a number', answer(5), 'result 1 names no bucket'],
    ['a list of records', answer([{ resourceName: 'ledger' }]), 'result 1 names no bucket'],
    ['a text of a text', answer('"ledger"'), 'result 1 names no bucket'],
    ['one page of several', JSON.stringify({ Results: ['{"resourceName":"ledger"}'], NextToken: 'eyJOZXh0' }), 'one page of several'],
    ['a record of something else', answer({ resourceName: 'ledger', resourceType: 'AWS::S3::AccountPublicAccessBlock' }), 'result 1 names no bucket'],
  ])('cannot be %s: exit 2', (_what, text, why) => {
    const refusal = refusalOf(() => parseConfigAnswers(text, 'answers.json'));

    expect(refusal).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringMatching(/^`answers\.json` /) });
    expect(refusal.message).toContain(why);
    expect(refusal.hints.at(-1)).toContain('`aws configservice select-aggregate-resource-config`');
  });
});
