import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { NOON, PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { ctrlC, type ScriptLine } from '../../support/scripted-ui.js';
import { writesAmong } from '../../support/seen-request.js';
import { furtherKeys, notesOnDisk, signersOf } from '../support/root-keys.js';
import { runEnable, typesCodes } from '../support/runs.js';
import { consoleSession, sessionKey } from '../support/signers.js';

const ON = { status: 'Enabled', mfaDelete: 'Enabled' };
const OFF = { status: 'Enabled', mfaDelete: null };

/** A run off a terminal, with a code to hand over when it is asked for. */
const inAScript = (aws: PracticeContext) => ({ buckets: ['ledger-ready'], yes: true, ephemeralRootKey: true, mfaSerials: [PHONE], mfaCode: aws.code(), rootKey: undefined });

/** Runs it with a session of the root user. */
async function run(aws: PracticeContext, options: Parameters<typeof runEnable>[1] = {}, session = consoleSession(aws)) {
  const ended = await runEnable(aws, { ...inAScript(aws), ...options }, { signer: session });
  return { ended, session, signers: (operation: string) => signersOf(aws, operation, session.accessKeyId) };
}

/** The questions of a run on a terminal until the code. */
const untilTheCode: readonly ScriptLine[] = [['Which credentials', 'environment'], ['Which device', PHONE], ['Turn on MFA Delete on', true]];

/** What holds wherever a key was made and is gone: none is left, and no note. */
function expectNothingLeft(aws: PracticeContext): void {
  expect({ keys: furtherKeys(aws), notes: notesOnDisk(aws) }).toEqual({ keys: [], notes: [] });
}

describe('an ephemeral root key', () => {
  it('is made with the session, signs the code, and is deleted with the session', async () => {
    const aws = await practiceContext();

    const { ended, signers } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { accessKeyIdLast4: expect.stringMatching(/^[A-Z2-7]{4}$/), outcome: 'ephemeral' } } });
    expect(aws.stateOf('ledger-ready')).toEqual(ON);
    expect(writesAmong(aws.requests).map(({ operation }) => operation)).toEqual(['CreateAccessKey', 'PutBucketVersioning', 'DeleteAccessKey']);
    expect([signers('CreateAccessKey'), signers('PutBucketVersioning'), signers('DeleteAccessKey')]).toEqual([['session: 200'], ['ephemeral key: 200'], ['session: 200']]);
    expectNothingLeft(aws);
    const last4 = (ended.document?.rootKey as { accessKeyIdLast4: string }).accessKeyIdLast4;
    expect(ended.lines).toContain('A root access key will be made once the plan is agreed to, kept in memory, and deleted in every ending.');
    expect(ended.lines).toContain(`✔ root access key …${last4} made for this run, in memory only; AWS accepted it after 1 s`);
    expect(ended.lines).toContain(`✔ root access key …${last4} deleted: AWS no longer knows it`);
    expect(ended.lines).toContain(`[x] root access key …${last4}, made for this run, is deleted`);
    expect(ended.changes).toEqual(['changed: `ledger-ready` (turn on MFA Delete)']);
  });

  it('is ticked off as gone from the account where it was the only one', async () => {
    const aws = await practiceContext();
    aws.practice.account.keys.remove(aws.practice.root.accessKeyId);

    const { ended } = await run(aws);

    expect(ended.lines).toContain('[x] the account has no root access key');
    expect(ended.narration).not.toContain('[ ]');
  });

  it('is offered on a terminal: one question more, one code', async () => {
    const aws = await practiceContext();

    const ended = await runEnable(aws, { buckets: ['ledger-ready'], rootKey: undefined }, {
      signer: consoleSession(aws),
      script: [['Which credentials', 'environment'], ['Make a root access key for this run only', true], ...untilTheCode.slice(1), ...typesCodes(aws, 1)],
    });

    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expect(aws.stateOf('ledger-ready')).toEqual(ON);
    expectNothingLeft(aws);
  });

  it('that is not wanted leaves the way by hand', async () => {
    const aws = await practiceContext();

    const ended = await runEnable(aws, { buckets: ['ledger-ready'] }, {
      signer: consoleSession(aws),
      script: [['Which credentials', 'environment'], ['Make a root access key for this run only', false], ['Try again with other credentials?', false]],
    });

    expect(ended).toMatchObject({ exitCode: 4, failure: { kind: 'session-credentials' } });
    expect(ended.narration).toContain('"Access keys" → "Create access key"');
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('is noted before it is made, with its id once it is known, in a file of its owner; the note goes with it', async () => {
    const aws = await practiceContext();
    const seen: ReturnType<typeof notesOnDisk>[] = [];
    aws.onceAnswering('CreateAccessKey', () => seen.push(notesOnDisk(aws)));
    aws.onceAnswering('PutBucketVersioning', () => seen.push(notesOnDisk(aws)));

    await run(aws);

    const note = { account: '111122223333', endpoint: aws.practice.endpoint, intendedAt: new Date(NOON).toISOString(), keysBefore: [aws.practice.root.accessKeyId], pid: process.pid };
    expect(seen).toMatchObject([
      [{ mode: 0o600, directoryMode: 0o700, document: { ...note, accessKeyId: null } }],
      [{ mode: 0o600, directoryMode: 0o700, document: { ...note, accessKeyId: expect.stringMatching(/^AKIA/) } }],
    ]);
    expectNothingLeft(aws);
  });

  it('is used for all buckets of the run', async () => {
    const aws = await practiceContext();

    const ended = await runEnable(aws, { buckets: ['ledger-ready', 'backup-ireland'], yes: true, ephemeralRootKey: true }, { embedded: true });

    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expect(aws.requests.filter(({ operation }) => operation === 'CreateAccessKey')).toHaveLength(1);
    expect([aws.stateOf('ledger-ready'), aws.stateOf('backup-ireland')]).toEqual([ON, ON]);
    expectNothingLeft(aws);
  });

  it.each([
    ['in a dry run', { dryRun: true }, 0],
    ['where nothing is to be changed', { buckets: ['payments-protected'] }, 0],
    ['where the plan is not agreed to', { yes: false }, 2],
  ])('is not made %s', async (_when, options, exitCode) => {
    const aws = await practiceContext();

    const { ended } = await run(aws, options);

    expect(ended).toMatchObject({ exitCode });
    expect(writesAmong(aws.requests)).toEqual([]);
    expect(notesOnDisk(aws)).toEqual([]);
  });

  it('is not made where a root access key signs already', async () => {
    const aws = await practiceContext();

    const ended = await runEnable(aws, inAScript(aws));

    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'kept' } } });
    expect(ended.lines).toContain('This is a root access key already, so no ephemeral one is made.');
    expect(writesAmong(aws.requests).map(({ operation }) => operation)).toEqual(['PutBucketVersioning']);
  });
});

describe('a session that cannot make a key', () => {
  it('because IAM is closed to it: exit 4 before anything is asked', async () => {
    const aws = await practiceContext();

    const { ended } = await run(aws, {}, sessionKey(aws, 'root'));

    expect(ended).toMatchObject({ exitCode: 4, failure: { kind: 'session-credentials', message: 'IAM is closed to this root session, so it cannot make a root access key' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('because AWS refuses: one clear line, the way by hand, exit 4, no note', async () => {
    const aws = await practiceContext({ faults: ['iam-denied=always@CreateAccessKey'] });

    const { ended } = await run(aws);

    expect(ended).toMatchObject({
      exitCode: 4,
      failure: { kind: 'session-credentials', message: 'AWS does not let this session make a root access key (AccessDenied), so it has to be made by hand in the console' },
    });
    expect(ended.narration).toContain('"Access keys" → "Create access key"');
    expect(aws.stateOf('ledger-ready')).toEqual(OFF);
    expectNothingLeft(aws);
  });

  it('because it is known to end too soon: exit 4, nothing is made', async () => {
    const aws = await practiceContext();
    const env = { AWS_CREDENTIAL_EXPIRATION: new Date(NOON + 149_000).toISOString() };

    const ended = await runEnable(aws, inAScript(aws), { signer: consoleSession(aws, 149_000), env });

    expect(ended).toMatchObject({ exitCode: 4, failure: { kind: 'expired-credentials', message: 'this session ends in 149 s, and a run of one code may take 150 s' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('that lasts just long enough may', async () => {
    const aws = await practiceContext();
    const env = { AWS_CREDENTIAL_EXPIRATION: new Date(NOON + 150_000).toISOString() };

    expect(await runEnable(aws, inAScript(aws), { signer: consoleSession(aws, 150_000), env })).toMatchObject({ exitCode: 0 });
    expectNothingLeft(aws);
  });

  it('because root has two keys: says which could go, before anything is asked', async () => {
    const aws = await practiceContext();
    const { keys, people } = aws.practice.account;
    const idle = keys.create(people.root, Date.parse('2025-01-01T00:00:00Z'));
    idle.status = 'Inactive';

    const { ended } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 4, failure: { kind: 'root-key-limit', message: 'the root user has 2 access keys already, and AWS allows no more' } });
    expect(ended.failure?.hints).toEqual([
      `…${idle.accessKeyId.slice(-4)} is inactive, made 2025-01-01T00:00:00.000Z, never used`,
      `…${aws.practice.root.accessKeyId.slice(-4)} is active, made 2026-03-03T12:00:02.000Z, never used`,
      `delete the one that is not needed, for example: \`aws iam delete-access-key --access-key-id ${idle.accessKeyId} --endpoint-url ${aws.practice.endpoint}\``,
    ]);
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('because somebody makes the second key at the last moment: LimitExceeded, exit 4, no note', async () => {
    const aws = await practiceContext();
    const { keys, people } = aws.practice.account;
    aws.onceAnswering('HeadBucket', () => aws.onceAnswering('ListAccessKeys', () => keys.create(people.root)));

    const { ended, signers } = await run(aws);

    expect(signers('CreateAccessKey')).toEqual(['session: LimitExceeded']);
    expect(ended).toMatchObject({ exitCode: 4, failure: { kind: 'root-key-limit' } });
    expect({ keys: furtherKeys(aws).length, notes: notesOnDisk(aws) }).toEqual({ keys: 1, notes: [] });
  });
});

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

describe('every ending', () => {
  const operations = ['CreateAccessKey', 'GetCallerIdentity', 'PutBucketVersioning'];
  const endings = operations.flatMap((operation) => [[operation, 'interrupted', 130], [operation, 'terminated', 143]] as const);

  it.each(endings)('a signal while AWS answers %s (%s) deletes the key: exit %i', async (operation, kind, exitCode) => {
    const aws = await practiceContext();
    aws.onceAnswering('CreateAccessKey', () => (operation === 'CreateAccessKey' ? aws.interrupt(kind) : aws.onceAnswering(operation, () => aws.interrupt(kind))));

    const { ended, signers } = await run(aws);

    expect(ended.exitCode).toBe(exitCode);
    expect(signers('DeleteAccessKey')).toEqual(['session: 200']);
    expect(aws.stateOf('ledger-ready')).toEqual(operation === 'PutBucketVersioning' ? ON : OFF);
    expect(ended.narration).not.toContain('still exists');
    expectNothingLeft(aws);
  });

  it.each([
    ['Ctrl-C at the question for the code', ctrlC, 130],
    ['a bug of this program', () => { throw new TypeError('undefined is not a function'); }, 70],
  ] as const)('%s deletes the key', async (_what, answer, exitCode) => {
    const aws = await practiceContext();

    const ended = await runEnable(aws, { buckets: ['ledger-ready'], ephemeralRootKey: true }, { signer: consoleSession(aws), script: [...untilTheCode, ['Code of', answer]] });

    expect(ended.exitCode).toBe(exitCode);
    expect(aws.stateOf('ledger-ready')).toEqual(OFF);
    expectNothingLeft(aws);
  });

  it('a code that is refused deletes the key: exit 5', async () => {
    const aws = await practiceContext();

    const { ended } = await run(aws, { mfaCode: aws.wrongCode() });

    expect(ended).toMatchObject({ exitCode: 5, document: { rootKey: { outcome: 'ephemeral' }, buckets: [{ outcome: 'failed' }] } });
    expectNothingLeft(aws);
  });

  it('a note that cannot be kept ends the run before a key is made', async () => {
    const aws = await practiceContext();
    mkdirSync(aws.stateDirectory, { recursive: true });
    writeFileSync(path.join(aws.stateDirectory, 'ephemeral-keys'), '');

    const { ended } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 3, failure: { kind: 'local-file' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('the deletion', () => {
  it('is done by the key itself where the session has ended by then', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketVersioning', () => void vi.setSystemTime(Date.now() + 3_600_000));

    const { ended, signers } = await run(aws, {}, consoleSession(aws, 900_000));

    expect(signers('DeleteAccessKey')).toEqual(['session: ExpiredToken', 'ephemeral key: 200']);
    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expectNothingLeft(aws);
  });

  it('is sent again where its answer was lost', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@DeleteAccessKey'] });

    const { ended, signers } = await run(aws);

    expect(signers('DeleteAccessKey')).toEqual(['session: no answer', 'session: NoSuchEntity']);
    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expectNothingLeft(aws);
  });

  it('that session and key are both refused: exit 3, the note stays, the command to type; the next run offers it', async () => {
    const aws = await practiceContext({ faults: ['iam-denied=2@DeleteAccessKey'] });

    const { ended, signers } = await run(aws);

    const [left = ''] = furtherKeys(aws);
    expect(signers('DeleteAccessKey')).toEqual(['session: AccessDenied', 'ephemeral key: AccessDenied']);
    expect(ended).toMatchObject({ exitCode: 3, document: { rootKey: { accessKeyIdLast4: left.slice(-4), outcome: 'kept' }, buckets: [{ outcome: 'changed' }] } });
    expect(ended.narration).toContain(`aws iam delete-access-key --access-key-id ${left}`);
    expect(notesOnDisk(aws)).toMatchObject([{ document: { accessKeyId: left } }]);
    const next = await runEnable(aws, { buckets: ['payments-protected'] }, { script: [['Which credentials', 'environment'], [`Delete root access key …${left.slice(-4)}`, true], ['Which device', PHONE]] });
    expect(next.lines).toContain(`✔ root access key …${left.slice(-4)} deleted`);
    expectNothingLeft(aws);
  });

  it('after which the key still signs for ten seconds is waited for', async () => {
    const aws = await practiceContext({ faults: ['old-key-lag=10000'] });

    const { ended } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expect(Date.now() - NOON).toBeGreaterThan(10_000);
    expectNothingLeft(aws);
  });
});
