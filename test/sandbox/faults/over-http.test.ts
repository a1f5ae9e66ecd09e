import { GetBucketVersioningCommand, HeadBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseFault } from '../../../src/sandbox/faults/words.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../../src/sandbox/start.js';
import { clientsOf, refusalOf } from '../support/practice-clients.js';

const SERIAL = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const Bucket = 'ledger-ready';

let practice: PracticeAccountHandle;
let root: ReturnType<typeof clientsOf>;

async function start(...faults: string[]): Promise<void> {
  practice = await startPracticeAccount({ faults: faults.map(parseFault) });
  root = clientsOf(practice, practice.root);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 4, 12, 0, 5) });
});

afterEach(async () => {
  await practice.close();
  vi.useRealTimers();
});

const turnOn = (code: string) =>
  root.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled', MFADelete: 'Enabled' }, MFA: `${SERIAL} ${code}` }));

const mfaDelete = async () => (await root.s3.send(new GetBucketVersioningCommand({ Bucket }))).MFADelete;

describe('a fault seen by a client', () => {
  it('`lost-answer` applies the change, spends the code and breaks the connection', async () => {
    await start('lost-answer');
    const code = practice.code(SERIAL);
    expect((await refusalOf(turnOn(code))).status).toBeUndefined();
    expect(await mfaDelete()).toBe('Enabled');
    expect(await refusalOf(root.sts.send(new GetSessionTokenCommand({ SerialNumber: SERIAL, TokenCode: code })))).toMatchObject({ code: 'AccessDenied' });
    expect(practice.account.calls[0]).toMatchObject({ operation: 'PutBucketVersioning', status: null, errorCode: null });
  });

  it('`error-after-apply` applies the change and answers 503', async () => {
    await start('error-after-apply');
    expect(await refusalOf(turnOn(practice.code(SERIAL)))).toMatchObject({ code: 'ServiceUnavailable', status: 503 });
    expect(await mfaDelete()).toBe('Enabled');
  });

  it.each(['reset=once@PutBucketVersioning', 'slow-down=once@PutBucketVersioning'])('`%s` applies nothing and leaves the code good', async (fault) => {
    await start(fault);
    const code = practice.code(SERIAL);
    await refusalOf(turnOn(code));
    expect(await mfaDelete()).toBeUndefined();
    await turnOn(code);
    expect(await mfaDelete()).toBe('Enabled');
  });

  it('`slow-down` has AWS’s words', async () => {
    await start('slow-down');
    expect(await refusalOf(mfaDelete())).toEqual({ code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' });
  });

  it('`codes-refused` refuses a right code; the next one is good', async () => {
    await start('codes-refused');
    expect(await refusalOf(turnOn(practice.code(SERIAL)))).toMatchObject({ code: 'TokenCodeInvalidError', status: 400 });
    vi.setSystemTime(Date.now() + 30_000);
    await turnOn(practice.code(SERIAL));
    expect(await mfaDelete()).toBe('Enabled');
  });

  it('`stale-reads` shows the old state for its time', async () => {
    await start('stale-reads=5000');
    await turnOn(practice.code(SERIAL));
    expect(await mfaDelete()).toBeUndefined();
    vi.setSystemTime(Date.now() + 5000);
    expect(await mfaDelete()).toBe('Enabled');
  });

  it('`clock-skew` beyond fifteen minutes refuses signatures; the codes go with the account’s clock', async () => {
    await start('clock-skew=3600');
    expect(practice.now()).toBe(Date.now() + 3_600_000);
    expect(await refusalOf(mfaDelete())).toMatchObject({ code: 'RequestTimeTooSkewed', status: 403 });
    // The SDK has read the account's time from that answer, and signs with it from now on.
    await turnOn(practice.code(SERIAL));
    expect(await mfaDelete()).toBe('Enabled');
  });

  it('`revoked-key` takes root’s key away in the middle', async () => {
    await start('revoked-key=1');
    await mfaDelete();
    expect(await refusalOf(turnOn(practice.code(SERIAL)))).toMatchObject({ code: 'InvalidAccessKeyId', status: 403 });
  });

  it('`latency` holds every answer back', async () => {
    await start('latency=60');
    const begun = performance.now();
    await root.s3.send(new HeadBucketCommand({ Bucket }));
    expect(performance.now() - begun).toBeGreaterThan(55);
  });

  it.each<[region: string, code: string | null]>([
    ['af-south-1', 'InvalidToken'],
    ['me-central-1', 'InvalidToken'],
    ['eu-central-1', null],
    ['us-east-1', null],
  ])('`opt-in-regions-off`: to whoever signs for %s the answer is %s', async (region, code) => {
    await start('opt-in-regions-off');
    const name = `bucket-in-${region}`;
    practice.account.buckets.create({ name, region, owner: practice.accountId, createdAt: 0 });
    const read = clientsOf(practice, practice.root, region).s3.send(new GetBucketVersioningCommand({ Bucket: name }));
    if (code === null) expect((await read).MFADelete).toBeUndefined();
    else expect(await refusalOf(read)).toMatchObject({ code, status: 400 });
  });

  it('can be switched on while the account runs', async () => {
    await start();
    expect(await mfaDelete()).toBeUndefined();
    practice.account.faults.add(parseFault('slow-down'));
    expect(await refusalOf(mfaDelete())).toMatchObject({ code: 'SlowDown' });
  });
});

describe('a practice account', () => {
  it('says which port it cannot have, and how to get another', async () => {
    await start();
    const port = Number(new URL(practice.endpoint).port);
    await expect(startPracticeAccount({ port })).rejects.toMatchObject({ kind: 'usage', message: `port ${port} is in use`, hints: [expect.stringContaining('--port 0')] });
  });

  it('is bound to loopback and gone after it is closed', async () => {
    await start();
    expect(new URL(practice.endpoint).hostname).toBe('127.0.0.1');
    await practice.close();
    expect((await refusalOf(mfaDelete())).status).toBeUndefined();
    await start();
  });
});
