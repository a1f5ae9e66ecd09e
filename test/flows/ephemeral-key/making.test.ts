import { describe, expect, it } from 'vitest';
import { NOON, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { furtherKeys, notesOnDisk } from '../support/root-keys.js';
import { runEnable, typesCodes } from '../support/runs.js';
import { consoleSession, sessionKey } from '../support/signers.js';
import { expectNothingLeft, inAScript, OFF, ON, run, untilTheCode } from './support/runs.js';

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
