import { describe, expect, it } from 'vitest';
import { PHONE, practiceContext } from '../../support/practice-context.js';
import { makeBucket } from '../purge/support/runs.js';
import { userKey } from '../support/signers.js';
import { asked, changesAmong, closes, deepBucket, ON, opens, runWindow, signsIn, windowFiles } from './support/windows.js';

describe('a window is not opened', () => {
  it('where one static code is all there is, before that is asked for', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, { mfaCode: aws.code() }, {});

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage', message: '--mfa-code holds one code, and a window has to be closed with another, later one' } });
    expect(changesAmong(aws)).toEqual([]);
  });

  it('where nothing gives codes', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, {}, {});

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', hints: [expect.stringContaining('--mfa-process')] } });
  });

  it('where standard input ends after the first code', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 3);

    const run = await runWindow(aws, { mfaCode: '-' }, { stdin: [() => aws.code()] });

    expect(run).toMatchObject({ exitCode: 5, document: { error: { kind: 'code-source' }, window: { state: 'not-opened' } } });
    expect([aws.stateOf('attic'), bucket.objects.size(), windowFiles(aws)]).toEqual([ON, 4, []]);
  });

  it('without --accept-open-window off a terminal; --confirm alone is not enough', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, { acceptsOpen: false });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', hints: [expect.stringContaining('--accept-open-window')] } });
    expect([changesAmong(aws), windowFiles(aws)]).toEqual([[], []]);
  });

  it('without --confirm off a terminal; --accept-open-window alone is not enough', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, { confirm: undefined });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', hints: [expect.stringContaining('--confirm attic')] } });
    expect([changesAmong(aws), windowFiles(aws)]).toEqual([[], []]);
  });

  it.each(['', 'attic'])('where “%s” is typed instead of the words that name the risk', async (typed) => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    const script = [signsIn, ['type the bucket', 'attic'], ['type “turn MFA Delete off on attic”', typed], ...(typed === '' ? [] : [['type “turn MFA Delete off', ''] as const])] as const;

    const run = await runWindow(aws, { confirm: undefined, acceptsOpen: false }, { script });

    expect(run).toMatchObject({ exitCode: 1, failure: { kind: 'declined' }, changes: ['nothing was changed'] });
    expect([changesAmong(aws), windowFiles(aws)]).toEqual([[], []]);
  });

  it('where MFA Delete is off and no window is why', async () => {
    const aws = await practiceContext();
    makeBucket(aws, 'attic', 'Disabled');

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 1, failure: { kind: 'mfa-delete-off', hints: [expect.stringContaining('--allow-unprotected'), expect.stringContaining('s3-mfa-delete enable attic')] } });
  });

  it('where versioning is suspended, and it is not known whether it could be closed', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3).setVersioning({ status: 'Suspended', mfaDelete: 'Enabled' }, Date.now());

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 3, failure: { kind: 'bucket-state' } });
    expect(changesAmong(aws)).toEqual([]);
  });

  it('by anybody but the root user', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, {}, { signer: userKey(aws, 'admin') });

    expect(run).toMatchObject({ exitCode: 4, failure: { kind: 'not-root' } });
  });

  it('for the rest of a plan where there is none', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, { basis: null });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage', hints: [expect.stringContaining('--older-than'), expect.stringContaining('--plan')] } });
  });

  it('where its state cannot be kept', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, { planOut: `${aws.home}/nowhere/plan.ndjson` });

    expect(run).toMatchObject({ exitCode: 3, failure: { kind: 'local-file' } });
    expect(changesAmong(aws)).toEqual([]);
  });
});

describe('a person at the terminal', () => {
  it('types the name, the words that name the risk, and two codes', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 3);
    const script = [signsIn, ['delete 3 versions from attic for good, type the bucket', 'attic'], ['To leave attic without MFA Delete until this is done', 'turn MFA Delete off on attic'], opens(aws), closes(aws)] as const;

    const run = await runWindow(aws, { confirm: undefined, acceptsOpen: false, mfaSerials: [PHONE] }, { script });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 3 } } });
    expect([aws.stateOf('attic'), bucket.objects.size()]).toEqual([ON, 1]);
  });

  it('types more where everything goes', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 3);
    const script = [signsIn, ['type “delete all versions of attic”', 'delete all versions of attic'], ['type “turn MFA Delete off', 'turn MFA Delete off on attic'], opens(aws), closes(aws)] as const;

    const run = await runWindow(aws, { basis: asked({ allVersions: true }), confirm: undefined, acceptsOpen: false }, { script });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 4 } } });
    expect(bucket.objects.size()).toBe(0);
  });
});
