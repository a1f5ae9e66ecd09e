import { describe, expect, it } from 'vitest';
import { practiceAccount } from '../support/practice-fixture.js';
import { type RawRequest, sendSigned, type Signing } from '../support/signed-request.js';

const form = (body: string): RawRequest => ({ method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });

describe('an answer that nobody has seen from AWS', () => {
  const lifecycle = '<LifecycleConfiguration><Rule><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>';
  it.each<[string, RawRequest, Signing]>([
    ['a page of no buckets', { method: 'GET', path: '/', query: { 'max-buckets': '0' } }, {}],
    ['buckets of a region that is another endpoint’s', { method: 'GET', path: '/', query: { 'bucket-region': 'eu-west-1' } }, {}],
    [
      'an unknown minimum size of a lifecycle configuration',
      { method: 'PUT', path: '/ledger-ready', query: { lifecycle: '' }, headers: { 'x-amz-transition-default-minimum-object-size': 'any' }, body: lifecycle },
      {},
    ],
    ['a simulation of no actions', form('Action=SimulatePrincipalPolicy&Version=2010-05-08&PolicySourceArn=arn:aws:iam::111122223333:user/auditor'), { service: 'iam' }],
    ['a marker that was never given out', form('Action=ListAccessKeys&Version=2010-05-08&Marker=!'), { service: 'iam' }],
  ])('says so in a header: %s', async (_, request, signing) => {
    const answer = await sendSigned(await practiceAccount(), request, signing);
    expect([answer.status, answer.headers['x-practice-account-unverified']]).toEqual([400, expect.any(String)]);
  });

  it('says so in a header: IAM, of a header that is not signed', async () => {
    const practice = await practiceAccount();
    const unsigned = { method: 'GET', path: '/', query: { Action: 'GetUser', Version: '2010-05-08' } };
    const answer = await sendSigned(practice, unsigned, { service: 'iam', unsigned: { 'x-amz-extra': 'a' } });
    expect([answer.status, answer.headers['x-practice-account-unverified']]).toEqual([403, expect.any(String)]);
  });
});

describe('every answer', () => {
  it('names the server where it is one of S3, as the S3 API has it, and not where it is one of IAM or STS', async () => {
    const practice = await practiceAccount();
    const s3 = await sendSigned(practice, { method: 'GET', path: '/' });
    const iam = await sendSigned(practice, form('Action=GetUser&Version=2010-05-08'), { service: 'iam' });
    const sts = await sendSigned(practice, form('Action=GetCallerIdentity&Version=2011-06-15'), { service: 'sts' });
    expect([s3, iam, sts].map(({ status, headers }) => [status, headers.server])).toEqual([[200, 'AmazonS3'], [200, undefined], [200, undefined]]);
  });
});
