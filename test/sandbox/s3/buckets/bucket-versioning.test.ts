import { GetBucketVersioningCommand, GetObjectLockConfigurationCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, it, vi } from 'vitest';
import { clientsOf } from '../../support/practice-clients.js';
import { NOON, practiceAccount, type PracticeFixture, refusalOf, ROOT_DEVICE } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';

type Wanted = { Status?: 'Enabled' | 'Suspended'; MFADelete?: 'Enabled' | 'Disabled' };

const put = (bucket: string, wanted: Wanted, mfa?: string) =>
  new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: wanted, ...(mfa !== undefined && { MFA: mfa }) });
const ON = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
const OFF = { Status: 'Enabled', MFADelete: 'Disabled' } as const;

async function stateOf({ s3 }: PracticeFixture, bucket: string): Promise<Wanted> {
  const { Status, MFADelete } = await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }));
  return { ...(Status && { Status }), ...(MFADelete && { MFADelete }) };
}

describe('GetBucketVersioning', () => {
  it('says nothing of a bucket that was never versioned', async () => {
    const practice = await practiceAccount();
    expect(await stateOf(practice, 'uploads-unversioned')).toEqual({});
  });

  it('leaves MfaDelete out where it was never configured', async () => {
    const practice = await practiceAccount();
    expect(await stateOf(practice, 'ledger-ready')).toEqual({ Status: 'Enabled' });
  });

  it('shows the old state for a while where reads are stale', async () => {
    const practice = await practiceAccount({ faults: [{ name: 'stale-reads', amount: 5000, operation: null }] });
    await practice.s3.send(put('ledger-ready', ON, practice.mfa()));
    expect(await stateOf(practice, 'ledger-ready')).toEqual({ Status: 'Enabled' });
    vi.setSystemTime(Date.now() + 5000);
    expect(await stateOf(practice, 'ledger-ready')).toEqual(ON);
  });
});

describe('PutBucketVersioning', () => {
  it('turns MFA Delete on with the root user’s code, and off with another', async () => {
    const practice = await practiceAccount();
    await practice.s3.send(put('ledger-ready', ON, practice.mfa()));
    expect(await stateOf(practice, 'ledger-ready')).toEqual(ON);
    await practice.s3.send(put('ledger-ready', OFF, practice.mfa('GAHT12345678')));
    expect(await stateOf(practice, 'ledger-ready')).toEqual(OFF);
  });

  it('turns versioning on in the same call where it never was', async () => {
    const practice = await practiceAccount();
    await practice.s3.send(put('uploads-unversioned', ON, practice.mfa()));
    expect(await stateOf(practice, 'uploads-unversioned')).toEqual(ON);
  });

  it('answers 200 with an empty body', async () => {
    const practice = await practiceAccount();
    const body = '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>';
    const answer = await sendSigned(practice, { method: 'PUT', path: '/ledger-ready', query: { versioning: '' }, body });
    expect([answer.status, answer.body]).toEqual([200, '']);
  });

  it('needs no code for what has nothing to do with MFA Delete', async () => {
    const practice = await practiceAccount();
    await practice.as('admin').send(put('uploads-unversioned', { Status: 'Enabled' }));
    await practice.s3.send(put('ledger-ready', { Status: 'Suspended' }));
    await practice.s3.send(put('ledger-ready', OFF));
    expect(await stateOf(practice, 'uploads-unversioned')).toEqual({ Status: 'Enabled' });
    expect(await stateOf(practice, 'ledger-ready')).toEqual(OFF);
  });

  it.each([
    ['turning MFA Delete on', 'ledger-ready', ON],
    ['suspending with MFA Delete on', 'ledger-ready', { Status: 'Suspended', MFADelete: 'Enabled' } as const],
    ['turning MFA Delete off', 'payments-protected', OFF],
    ['suspending a protected bucket', 'payments-protected', { Status: 'Suspended' } as const],
    ['putting the state it has to a protected bucket', 'payments-protected', ON],
  ])('demands a code for %s', async (_title, bucket, wanted) => {
    const practice = await practiceAccount();
    const before = await stateOf(practice, bucket);
    expect(await refusalOf(practice.s3.send(put(bucket, wanted)))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Mfa Authentication must be used for this request',
    });
    expect(await stateOf(practice, bucket)).toEqual(before);
  });

  it('is for the bucket owner’s root user alone, also against an IAM user’s own right code', async () => {
    const practice = await practiceAccount();
    const mfa = practice.mfa('arn:aws:iam::111122223333:mfa/admin');
    expect(await refusalOf(practice.as('admin').send(put('ledger-ready', ON, mfa)))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'This operation may only be performed by the bucket owner',
    });
  });

  it('refuses a code that was used, of the step before the last, or simply wrong', async () => {
    const practice = await practiceAccount();
    const used = practice.mfa();
    await practice.s3.send(put('ledger-ready', ON, used));
    const late = practice.mfa();
    vi.setSystemTime(Date.now() + 180_000);
    const wrong = `${ROOT_DEVICE} ${practice.code(ROOT_DEVICE) === '000000' ? '000001' : '000000'}`;
    for (const mfa of [used, late, wrong]) {
      expect(await refusalOf(practice.s3.send(put('ledger-ready', OFF, mfa)))).toMatchObject({
        status: 400,
        code: 'TokenCodeInvalidError',
        message: 'The serial number and/or token code you provided is not valid.',
        headers: { 'x-practice-account-unverified': expect.any(String) as string },
      });
    }
    expect(await stateOf(practice, 'ledger-ready')).toEqual(ON);
  });

  it('refuses a device of somebody else, and names serial and code', async () => {
    const practice = await practiceAccount();
    const admin = 'arn:aws:iam::111122223333:mfa/admin';
    const mfa = practice.mfa(admin);
    expect(await refusalOf(practice.s3.send(put('ledger-ready', ON, mfa)))).toMatchObject({
      status: 400,
      code: 'NotDeviceOwnerError',
      message: `The device with serial number ${admin} that generated token ${mfa.split(' ')[1]} is not owned by the authenticated user`,
    });
  });

  it.each(['123456', 'serial  123456', 'serial 123 456'])('refuses the header %j', async (header) => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.s3.send(put('ledger-ready', ON, header)))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'Mfa header is invalid -- the header should be formatted as {serialNumber}(space){tokenCode}',
      ArgumentName: 'x-amz-mfa',
      ArgumentValue: header,
    });
  });

  it('refuses a session token together with a code, and does not spend the code', async () => {
    const practice = await practiceAccount();
    const { sts } = clientsOf(practice, practice.root);
    const { Credentials: session } = await sts.send(new GetSessionTokenCommand({}));
    const { s3 } = clientsOf(practice, {
      accessKeyId: session?.AccessKeyId ?? '',
      secretAccessKey: session?.SecretAccessKey ?? '',
      sessionToken: session?.SessionToken ?? '',
    });
    const mfa = practice.mfa();
    expect(await refusalOf(s3.send(put('ledger-ready', ON, mfa)))).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      message: 'DevPay and Mfa are mutually exclusive authorization methods.',
    });
    await practice.s3.send(put('ledger-ready', ON, mfa));
  });

  it('refuses MFA Delete beside a lifecycle configuration, and spends the code', async () => {
    const practice = await practiceAccount();
    const mfa = practice.mfa();
    expect(await refusalOf(practice.s3.send(put('logs-lifecycle', ON, mfa)))).toMatchObject({
      status: 409,
      code: 'InvalidBucketState',
      message:
        'Mfa Authentication is not supported on a bucket with lifecycle configuration. Delete lifecycle configuration before enabling Mfa Authentication.',
    });
    expect(await refusalOf(practice.s3.send(put('ledger-ready', ON, mfa)))).toMatchObject({ code: 'TokenCodeInvalidError' });
  });

  it('does not suspend a bucket with Object Lock, or a replication source', async () => {
    const practice = await practiceAccount();
    expect(await practice.s3.send(new GetObjectLockConfigurationCommand({ Bucket: 'evidence-locked' }))).toMatchObject({
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } },
    });
    expect(await refusalOf(practice.s3.send(put('evidence-locked', { Status: 'Suspended' })))).toMatchObject({
      status: 409,
      code: 'InvalidBucketState',
      message: 'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    });
    expect(await refusalOf(practice.s3.send(put('replicated-source', { Status: 'Suspended' })))).toMatchObject({
      status: 409,
      code: 'InvalidBucketState',
    });
  });

  it('refuses a document without a Status', async () => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.s3.send(put('ledger-ready', {})))).toMatchObject({
      status: 400,
      code: 'IllegalVersioningConfigurationException',
      message: 'The Versioning element must be specified',
    });
  });

  it.each([
    '<VersioningConfiguration><Status>On</Status></VersioningConfiguration>',
    '<VersioningConfiguration><MFADelete>Enabled</MFADelete><Status>Enabled</Status></VersioningConfiguration>',
    '<VersioningConfiguration><Status>Enabled</Status>',
    '<Other><Status>Enabled</Status></Other>',
    '',
  ])('refuses %j as malformed', async (body) => {
    const practice = await practiceAccount();
    const answer = await sendSigned(practice, { method: 'PUT', path: '/ledger-ready', query: { versioning: '' }, body });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>MalformedXML</Code>');
    expect(answer.body).toContain('<Message>The XML you provided was not well-formed or did not validate against our published schema</Message>');
  });

  it('checks the header first, then who may, then the state', async () => {
    const practice = await practiceAccount();
    const admin = practice.as('admin');
    expect(await refusalOf(admin.send(put('logs-lifecycle', ON, 'nonsense')))).toMatchObject({ code: 'InvalidArgument' });
    expect(await refusalOf(admin.send(put('logs-lifecycle', ON)))).toMatchObject({
      message: 'Mfa Authentication must be used for this request',
    });
    const own = practice.mfa('arn:aws:iam::111122223333:mfa/admin');
    expect(await refusalOf(admin.send(put('logs-lifecycle', ON, own)))).toMatchObject({
      message: 'This operation may only be performed by the bucket owner',
    });
  });

  it('asks for the permission before it looks at the code', async () => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.as('auditor').send(put('ledger-ready', ON, 'nonsense')))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/auditor is not authorized to perform: s3:PutBucketVersioning on resource: "arn:aws:s3:::ledger-ready" because no identity-based policy allows the s3:PutBucketVersioning action',
    });
  });

  it('is dated by the account’s clock', async () => {
    const practice = await practiceAccount();
    const answer = await sendSigned(practice, { method: 'GET', path: '/ledger-ready', query: { versioning: '' } });
    expect(answer.headers['date']).toBe(new Date(NOON).toUTCString());
  });
});
