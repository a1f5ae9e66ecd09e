import { describe, expect, it } from 'vitest';
import type { Selection } from '../../../src/core/verify/selection.js';
import { bucketOwner, knownBuckets } from '../../../src/state/known-buckets.js';
import { practiceContext, type FlowRun } from '../../support/practice-context.js';
import { runVerify } from '../support/runs.js';
import { keyThatMay } from '../support/signers.js';

const everything: Selection = { include: [], exclude: [], tags: [], region: null };
const namesIn = ({ document }: FlowRun) => (document?.buckets as { name: string }[]).map(({ name }) => name);

describe('a listing of all buckets', () => {
  it('is kept for completion, whatever was selected of it', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { all: true, selection: { ...everything, include: ['ledger-ready'] } });

    const owner = bucketOwner({ profile: undefined, endpointUrl: aws.practice.endpoint, env: {} });
    const known = await knownBuckets(aws.stateDirectory, owner);
    expect(known).toContain('vault-suspended');
    expect(namesIn(run)).toEqual(['ledger-ready']);
  });

  it('of one region leaves what was kept for completion as it is', async () => {
    const aws = await practiceContext();
    const owner = bucketOwner({ profile: undefined, endpointUrl: aws.practice.endpoint, env: {} });
    await runVerify(aws, { all: true });
    const known = await knownBuckets(aws.stateDirectory, owner);

    await runVerify(aws, { all: true, selection: { ...everything, region: 'eu-west-1' } });

    expect(await knownBuckets(aws.stateDirectory, owner)).toEqual(known);
    expect(known).toContain('ledger-ready');
  });
});

describe('of all buckets, verify reads', () => {
  it('those with an included name and none of the excluded', async () => {
    const aws = await practiceContext({ buckets: 12 });

    const run = await runVerify(aws, { all: true, selection: { ...everything, include: ['fleet-*', 'ledger-ready'], exclude: ['fleet-00000?'] } });

    expect(namesIn(run)).toEqual(['fleet-000010', 'fleet-000011', 'fleet-000012', 'ledger-ready']);
    expect(aws.requests.some(({ bucket }) => bucket === 'vault-suspended')).toBe(false);
  });

  it('those of one region, which the listing is asked for in that region', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { all: true, selection: { ...everything, region: 'eu-west-1' } });

    expect(namesIn(run)).toEqual(['backup-ireland']);
    expect(aws.requests.filter(({ operation }) => operation === 'ListBuckets').map(({ region }) => region)).toEqual(['eu-west-1']);
  });

  it('those that have every tag that is wanted', async () => {
    const aws = await practiceContext();
    const tag = (name: string, tags: [string, string][]) => {
      const bucket = aws.practice.account.buckets.find(name);
      if (bucket !== undefined) bucket.tags = new Map(tags);
    };
    tag('ledger-ready', [['Environment', 'production'], ['Team', 'books']]);
    tag('payments-protected', [['Environment', 'production']]);
    tag('vault-suspended', [['Environment', 'staging'], ['Team', 'books']]);

    const wanted = { ...everything, tags: [{ key: 'Environment', value: 'production' }, { key: 'Team', value: null }] };
    const run = await runVerify(aws, { all: true, selection: wanted });

    expect(namesIn(run)).toEqual(['ledger-ready']);
    const versioningRead = aws.requests.filter(({ operation }) => operation === 'GetBucketVersioning').map(({ bucket }) => bucket);
    expect(versioningRead).toEqual(['ledger-ready']);
  });

  it('and calls one unknown whose tags may not be read: it may be meant', async () => {
    const aws = await practiceContext();
    const signer = keyThatMay(aws, 's3:ListAllMyBuckets', 's3:GetBucketVersioning');

    const selection = { ...everything, include: ['ledger-ready'], tags: [{ key: 'Team', value: null }] };
    const run = await runVerify(aws, { all: true, selection }, { signer });

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ name: 'ledger-ready', verdict: 'unknown', reason: 'AccessDenied' }] } });
  });

  it('of named ones those that are included', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: ['ledger-ready', 'vault-suspended'], selection: { ...everything, exclude: ['vault-*'] } });

    expect(namesIn(run)).toEqual(['ledger-ready']);
  });
});
