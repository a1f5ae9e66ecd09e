import { describe, expect, it, vi } from 'vitest';
import { NOON, PHONE, practiceContext } from '../../support/practice-context.js';
import { ctrlC } from '../../support/scripted-ui.js';
import { furtherKeys, notesOnDisk } from '../support/root-keys.js';
import { runEnable } from '../support/runs.js';
import { consoleSession } from '../support/signers.js';
import { expectNothingLeft, OFF, run, untilTheCode } from './support/runs.js';

describe('a new key that AWS does not accept yet', () => {
  it('is waited for with reads: the one code goes out once it is accepted', async () => {
    const aws = await practiceContext({ faults: ['new-key-lag=10000'] });

    const { ended, signers } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expect(ended.narration).toContain('AWS accepted it after 11 s');
    expect(signers('PutBucketVersioning')).toEqual(['ephemeral key: 200']);
    expect(signers('GetCallerIdentity')).toEqual(expect.arrayContaining(['ephemeral key: InvalidClientTokenId']));
    expectNothingLeft(aws);
  });

  it('for a minute and a half ends the run before a code is sent, and the key is deleted', async () => {
    const aws = await practiceContext({ faults: ['new-key-lag=600000'] });

    const { ended, signers } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 4, failure: { kind: 'unknown-access-key', message: 'AWS does not accept the new root access key, 90 s after it made it' } });
    expect([signers('PutBucketVersioning'), signers('DeleteAccessKey')]).toEqual([[], ['session: 200']]);
    expectNothingLeft(aws);
  });
});

describe('a new key that IAM does not find yet', () => {
  it('is not taken for deleted: after Ctrl-C its deletion is tried until IAM finds it', async () => {
    const aws = await practiceContext({ faults: ['new-key-lag=20000', 'hidden-key-lag=20000'] });
    aws.onceAnswering('CreateAccessKey', () => aws.interrupt());

    const { ended, signers } = await run(aws);

    expect(ended.exitCode).toBe(130);
    expect(signers('DeleteAccessKey')).toEqual([...Array.from({ length: 5 }, () => 'session: NoSuchEntity'), 'session: 200']);
    expect(ended.changes).toEqual(['nothing was changed']);
    expectNothingLeft(aws);
  });

  it('in half a minute stays in the note, with the command to type', async () => {
    const aws = await practiceContext({ faults: ['new-key-lag=600000', 'hidden-key-lag=600000'] });
    aws.onceAnswering('CreateAccessKey', () => aws.interrupt());

    const { ended } = await run(aws);

    const [left = ''] = furtherKeys(aws);
    expect(ended.exitCode).toBe(130);
    expect(ended.narration).toContain(`error: root access key …${left.slice(-4)} could not be deleted: IAM does not find it yet`);
    expect(ended.changes).toEqual([`root access key …${left.slice(-4)} was made for this run and may still be there; delete it: \`aws iam delete-access-key --access-key-id ${left} --endpoint-url ${aws.practice.endpoint}\``]);
    expect(notesOnDisk(aws)).toMatchObject([{ document: { accessKeyId: left } }]);
  });
});

describe('a key whose making was not answered', () => {
  const lost = { faults: ['lost-answer=once@CreateAccessKey'] };

  it('is found in the list, and deleted where the person says so', async () => {
    const aws = await practiceContext(lost);

    const ended = await runEnable(aws, { buckets: ['ledger-ready'], ephemeralRootKey: true }, { signer: consoleSession(aws), script: [...untilTheCode, [/Root access key ….{4} is new in the list, and nobody has its secret. Delete it\?/, true]] });

    expect(ended).toMatchObject({ exitCode: 3, failure: { message: 'the answer to iam:CreateAccessKey was lost; the key that it made is deleted, and nothing else was changed' } });
    expect(aws.requests.filter(({ operation }) => operation === 'CreateAccessKey')).toHaveLength(1);
    expect(aws.stateOf('ledger-ready')).toEqual(OFF);
    expectNothingLeft(aws);
  });

  it('stays where nobody can be asked, with its id in the note and the command to type; the next run offers to delete it', async () => {
    const aws = await practiceContext(lost);

    const { ended } = await run(aws);

    const [orphan = ''] = furtherKeys(aws);
    expect(ended).toMatchObject({ exitCode: 3, failure: { kind: 'root-key-left', hints: [`if you know of no other reason for it, delete it: \`aws iam delete-access-key --access-key-id ${orphan} --endpoint-url ${aws.practice.endpoint}\``] } });
    expect(notesOnDisk(aws)).toMatchObject([{ document: { accessKeyId: orphan } }]);
    const next = await runEnable(aws, { buckets: ['payments-protected'] }, { script: [['Which credentials', 'environment'], [`Delete root access key …${orphan.slice(-4)}`, true], ['Which device', PHONE]] });
    expect(next.exitCode).toBe(0);
    expectNothingLeft(aws);
  });

  it('is what Ctrl-C at the question leaves behind, and says so', async () => {
    const aws = await practiceContext(lost);

    const ended = await runEnable(aws, { buckets: ['ledger-ready'], ephemeralRootKey: true }, { signer: consoleSession(aws), script: [...untilTheCode, ['is new in the list', ctrlC]] });

    expect(ended.exitCode).toBe(130);
    expect(ended.changes).toEqual([`a root access key may have been made for this run, and nobody has its secret; look for it, and delete it: \`aws iam list-access-keys --endpoint-url ${aws.practice.endpoint}\``]);
    expect(notesOnDisk(aws)).toMatchObject([{ document: { accessKeyId: furtherKeys(aws)[0] } }]);
  });

  it('and that AWS does not list yet is left to the next run', async () => {
    const aws = await practiceContext({ faults: ['reset=once@CreateAccessKey'] });

    const { ended } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 3, failure: { kind: 'root-key-left' } });
    expect(notesOnDisk(aws)).toMatchObject([{ document: { accessKeyId: null } }]);
    const soon = await runEnable(aws, { buckets: ['payments-protected'], mfaSerials: [PHONE], yes: true });
    expect(soon.narration).toContain('and AWS lists none yet; the next run looks again');
    vi.setSystemTime(NOON + 600_000);
    const later = await runEnable(aws, { buckets: ['payments-protected'], mfaSerials: [PHONE], yes: true });
    expect(later.narration).toContain('is gone: AWS lists it no more');
    expectNothingLeft(aws);
  });
});
