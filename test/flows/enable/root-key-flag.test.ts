import { describe, expect, it } from 'vitest';
import { PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { rootKeys } from '../support/root-keys.js';
import { runEnable, typesCodes } from '../support/runs.js';

const last4 = (aws: PracticeContext): string => aws.practice.root.accessKeyId.slice(-4);
const inAScript = (aws: PracticeContext) => ({ buckets: ['ledger-ready'], yes: true, mfaSerials: [PHONE], mfaCode: aws.code(), rootKey: undefined });
const rootKeyIn = (run: { document: Record<string, unknown> | null }): unknown => run.document?.rootKey;

describe('--root-key', () => {
  it.each([
    ['delete', 'deleted', []],
    ['deactivate', 'deactivated', [{ status: 'Inactive' }]],
    ['keep', 'kept', [{ status: 'Active' }]],
    [undefined, 'kept', [{ status: 'Active' }]],
  ] as const)('%s off a terminal: %s', async (rootKey, outcome, keys) => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...inAScript(aws), rootKey });

    expect(run.exitCode).toBe(0);
    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome });
    expect(rootKeys(aws)).toMatchObject(keys);
    expect(run.narration.includes('[ ] delete the root access key:')).toBe(outcome === 'kept');
  });

  it('is not asked about with --yes on a terminal', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...inAScript(aws), mfaCode: undefined, mfaSerials: [PHONE] }, { script: [['Which credentials', 'environment'], ...typesCodes(aws, 1)] });

    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'kept' });
  });

  it('delete keeps the key while a bucket still needs it', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...inAScript(aws), buckets: ['ledger-ready', 'logs-lifecycle'], rootKey: 'delete' });

    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'kept' });
    expect(run.lines).toContain(`! root access key …${last4(aws)} is kept: \`logs-lifecycle\` still needs it`);
    expect(rootKeys(aws)).toMatchObject([{ status: 'Active' }]);
  });

  it('delete touches no other key', async () => {
    const aws = await practiceContext();
    const other = aws.practice.account.keys.create(aws.practice.account.people.root);

    await runEnable(aws, { ...inAScript(aws), rootKey: 'delete' });

    expect(rootKeys(aws)).toMatchObject([{ accessKeyId: other.accessKeyId, status: 'Active' }]);
  });

  it('delete comes after the last bucket was read back', async () => {
    const aws = await practiceContext();

    await runEnable(aws, { buckets: ['ledger-ready', 'backup-ireland'], yes: true, rootKey: 'delete' }, { embedded: true });

    const order = aws.requests.map(({ operation }) => operation);
    expect(order.indexOf('DeleteAccessKey')).toBeGreaterThan(order.lastIndexOf('GetBucketVersioning'));
    expect(rootKeys(aws)).toEqual([]);
  });

  it('delete works where every bucket is on already: no code', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...inAScript(aws), buckets: ['payments-protected'], rootKey: 'delete' });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'unchanged' }] } });
    expect(rootKeyIn(run)).toEqual({ accessKeyIdLast4: last4(aws), outcome: 'deleted' });
    expect(rootKeys(aws)).toEqual([]);
    expect(aws.requests.filter(({ mfa }) => mfa !== null)).toEqual([]);
  });

  it('delete is only announced in a dry run', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...inAScript(aws), dryRun: true, rootKey: 'delete' });

    expect(run.lines).toContain('Then: delete the root access key that signs, once every bucket is read back.');
    expect(rootKeyIn(run)).toBeNull();
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});
