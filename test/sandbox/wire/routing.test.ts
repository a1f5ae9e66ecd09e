import { GetObjectCommand, HeadBucketCommand, GetBucketAclCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults/table.js';
import { MAX_BODY_BYTES } from '../../../src/sandbox/wire/http.js';
import { practiceAccount, refusalOf } from '../support/practice-fixture.js';
import { sendSigned } from '../support/signed-request.js';

const once = (name: Fault['name']): Fault => ({ name, amount: 1, operation: 'PutBucketVersioning' });

const form = (body: string) => ({
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body,
});

describe('what is not modelled', () => {
  it('is refused by name: operations of S3', async () => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new GetBucketAclCommand({ Bucket: 'ledger-ready' })))).toMatchObject({
      status: 501,
      code: 'NotImplemented',
      message: 'The practice account does not model GET on the bucket with ?acl.',
    });
  });

  it.each([
    ['PUT', '/ledger-ready', { acl: '' }, {}, 'PUT on the bucket with ?acl'],
    ['POST', '/ledger-ready/key', { restore: '' }, {}, 'POST on the object with ?restore'],
    ['PUT', '/ledger-ready/key', { uploadId: 'a', partNumber: '1' }, { 'x-amz-copy-source': '/a/b' }, 'the header x-amz-copy-source of UploadPart'],
    ['GET', '/ledger-ready', {}, {}, 'GET on the bucket'],
    ['GET', '/ledger-ready/key', { partNumber: '1' }, {}, 'GET on the object with ?partNumber'],
    ['GET', '/ledger-ready', { versions: '', colour: 'red' }, {}, 'the query key colour of ListObjectVersions'],
    ['GET', '/ledger-ready/key', {}, { range: 'bytes=0-1' }, 'the header range of GetObject'],
    ['PUT', '/ledger-ready/key', {}, { 'x-amz-acl': 'public-read' }, 'the header x-amz-acl of PutObject'],
    ['PUT', '/ledger-ready/key', {}, { 'if-none-match': '*' }, 'the header if-none-match of PutObject'],
    ['GET', '/ledger-ready', { versioning: '' }, { 'x-amz-mfa': 'a 123456' }, 'the header x-amz-mfa of GetBucketVersioning'],
  ])('is refused by name: %s %s %j %j', async (method, path, query, headers, what) => {
    const practice = await practiceAccount();
    const answer = await sendSigned(practice, { method, path, query: query as Record<string, string>, headers: headers as Record<string, string> });
    expect(answer.status).toBe(501);
    expect(answer.body).toContain(`<Code>NotImplemented</Code><Message>The practice account does not model ${what}.</Message>`);
  });

  it('is refused by name: operations and parameters of IAM and STS', async () => {
    const practice = await practiceAccount();
    const operation = await sendSigned(practice, form('Action=CreateUser&Version=2010-05-08&UserName=a'), { service: 'iam' });
    expect(operation.status).toBe(501);
    expect(operation.body).toContain('<Message>The practice account does not model iam:CreateUser.</Message>');
    const parameter = await sendSigned(practice, form('Action=GetSessionToken&Version=2011-06-15&Colour=red'), { service: 'sts' });
    expect(parameter.body).toContain('<Message>The practice account does not model the parameter Colour of sts:GetSessionToken.</Message>');
    const version = await sendSigned(practice, form('Action=GetUser&Version=2000-01-01'), { service: 'iam' });
    expect([version.status, version.body.includes('<Code>InvalidAction</Code>')]).toEqual([400, true]);
    const service = await sendSigned(practice, form('Action=ListKeys'), { service: 'kms' });
    expect([service.status, service.body.includes('does not model the service kms')]).toEqual([501, true]);
  });
});

describe('faults', () => {
  it('that lose the answer leave the change in place', async () => {
    const practice = await practiceAccount({ faults: [once('lost-answer')] });
    const command = new PutBucketVersioningCommand({ Bucket: 'uploads-unversioned', VersioningConfiguration: { Status: 'Enabled' } });
    await expect(practice.s3.send(command)).rejects.toThrow(/ECONNRESET|socket hang up/);
    expect(practice.account.buckets.find('uploads-unversioned')?.versioning().status).toBe('Enabled');
    expect(practice.account.calls).toMatchObject([{ operation: 'PutBucketVersioning', status: null, accessKeyId: practice.root.accessKeyId }]);
  });

  it('that reset or slow down leave everything as it was, the code too', async () => {
    const practice = await practiceAccount({ faults: [once('reset'), once('slow-down')] });
    const MFA = practice.mfa();
    const VersioningConfiguration = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
    const command = new PutBucketVersioningCommand({ Bucket: 'ledger-ready', VersioningConfiguration, MFA });
    await expect(practice.s3.send(command)).rejects.toThrow(/ECONNRESET|socket hang up/);
    expect(await refusalOf(practice.s3.send(command))).toMatchObject({ status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' });
    expect(practice.account.buckets.find('ledger-ready')?.versioning().mfaDelete).toBeNull();
    await practice.s3.send(command);
    expect(practice.account.buckets.find('ledger-ready')?.versioning().mfaDelete).toBe('Enabled');
  });
});

describe('the server', () => {
  it('drops open connections when it closes', async () => {
    const practice = await practiceAccount();
    await practice.s3.send(new HeadBucketCommand({ Bucket: 'ledger-ready' }));
    await practice.close();
    await expect(practice.s3.send(new HeadBucketCommand({ Bucket: 'ledger-ready' }))).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  });

  it('refuses a body that is larger than practice needs', async () => {
    const { s3 } = await practiceAccount();
    const Body = Buffer.alloc(MAX_BODY_BYTES + 1);
    expect(await refusalOf(s3.send(new PutObjectCommand({ Bucket: 'ledger-ready', Key: 'large', Body })))).toMatchObject({
      status: 400,
      code: 'EntityTooLarge',
    });
  });

  it('answers many requests at the same time', async () => {
    const { s3 } = await practiceAccount();
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => s3.send(new GetObjectCommand({ Bucket: 'ledger-ready', Key: 'readme.txt' }))),
    );
    expect(await Promise.all(answers.map(({ Body }) => Body?.transformToString()))).toEqual(Array(40).fill('Keep every version.\n'));
  });
});
