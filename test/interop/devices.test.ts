import { describe, expect, it } from 'vitest';
import { codeProgram, enoughOfThisStep, newDevice } from './device.js';
import { newBucket, newUser, runOnGateway, versioningOf } from './gateway.js';

const on = { status: 'Enabled', mfaDelete: 'Enabled' };
const neverVersioned = { status: undefined, mfaDelete: undefined };

describe('a user without an MFA device', () => {
  it('is told to name one before anything is sent', async () => {
    const user = await newUser();
    const bucket = await newBucket(user);

    const run = await runOnGateway(['enable', bucket, '--yes', '--mfa-code', '123456'], { as: user });

    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--mfa-serial') });
    expect(await versioningOf(bucket, user)).toEqual(neverVersioned);
  });

  it('is refused by the server with a right code of somebody else’s device', async () => {
    const [user, strangers] = await Promise.all([newUser(), newDevice()]);
    const bucket = await newBucket(user);
    const code = ['--mfa-serial', strangers.serialNumber, '--mfa-code', strangers.code()];

    const run = await runOnGateway(['enable', bucket, '--yes', '--json', ...code], { as: user });

    expect(JSON.parse(run.stdout)).toMatchObject({
      buckets: [{ name: bucket, outcome: 'failed', error: { kind: 'code-refused', aws: { httpStatus: 403 } } }],
    });
    expect(run.exitCode).toBe(5);
    expect(await versioningOf(bucket, user)).toEqual(neverVersioned);
  });
});

describe('two devices of one user', () => {
  it('take turns, so that two buckets need not wait for the next code', async () => {
    const [first, second, ...buckets] = await Promise.all([newDevice(), newDevice(), newBucket(), newBucket()]);
    const program = codeProgram(first, second);
    await enoughOfThisStep(10_000);

    const run = await runOnGateway(['enable', ...buckets, '--yes', ...program.args], { env: program.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(await Promise.all(buckets.map((bucket) => versioningOf(bucket)))).toEqual([on, on]);
    expect(await program.asked()).toEqual([first.serialNumber, second.serialNumber]);
  });

  it('either switch MFA Delete, whichever had switched it before', async () => {
    const [first, second, bucket] = await Promise.all([newDevice(), newDevice(), newBucket()]);
    await runOnGateway(['enable', bucket, '--yes', ...first.process.args], { env: first.process.env });

    const run = await runOnGateway(['disable', bucket, '--yes', ...second.process.args], { env: second.process.env });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Disabled' });
  });
});
