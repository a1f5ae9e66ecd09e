import { describe, expect, it } from 'vitest';
import { grants, isGranted } from '../../../src/sandbox/people/grants.js';

const BUCKET = 'arn:aws:s3:::ledger';

describe('grants', () => {
  it('match actions with wildcards and without regard to case', () => {
    const list = [{ actions: ['s3:Get*', 'iam:?ist*'], resources: ['*'] }];
    expect(isGranted(list, 's3:GetBucketVersioning', BUCKET)).toBe(true);
    expect(isGranted(list, 'S3:getobject', BUCKET)).toBe(true);
    expect(isGranted(list, 'iam:ListAccessKeys', '*')).toBe(true);
    expect(isGranted(list, 's3:PutObject', BUCKET)).toBe(false);
    expect(isGranted(list, 'xs3:GetObject', BUCKET)).toBe(false);
  });

  it('match resources with wildcards and with regard to case', () => {
    const list = [{ actions: ['s3:*'], resources: ['arn:aws:s3:::ledger/*'] }];
    expect(isGranted(list, 's3:GetObject', `${BUCKET}/a\nb`)).toBe(true);
    expect(isGranted(list, 's3:GetObject', 'arn:aws:s3:::LEDGER/a')).toBe(false);
    expect(isGranted(list, 's3:ListBucket', BUCKET)).toBe(false);
  });

  it('take a dot and other signs of regular expressions literally', () => {
    expect(isGranted([{ actions: ['s3:*'], resources: ['arn:aws:s3:::a.b'] }], 's3:GetObject', 'arn:aws:s3:::axb')).toBe(false);
  });

  it('give the auditor reads, the admin S3, and the intern nothing', () => {
    expect(isGranted(grants.auditor, 's3:GetBucketVersioning', BUCKET)).toBe(true);
    expect(isGranted(grants.auditor, 's3:PutBucketVersioning', BUCKET)).toBe(false);
    expect(isGranted(grants.admin, 's3:PutBucketVersioning', BUCKET)).toBe(true);
    expect(isGranted(grants.none, 's3:ListAllMyBuckets', '*')).toBe(false);
  });
});
