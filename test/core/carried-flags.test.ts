import { describe, expect, test } from 'vitest';
import { carryingFlags, documentCarryingFlags } from '../../src/core/carried-flags.js';

const given = { profile: 'root', endpointUrl: 'https://s3.example.com' };

describe('the commands of a hint carry the flags that were given', () => {
  test.each([
    ['see its state: `s3-mfa-delete verify ledger`', 'see its state: `s3-mfa-delete verify ledger --profile root --endpoint-url https://s3.example.com`'],
    ['`s3-mfa-delete verify --all --json > baseline.json`', '`s3-mfa-delete verify --all --json --profile root --endpoint-url https://s3.example.com > baseline.json`'],
    ['`aws s3api get-bucket-policy --bucket ledger`, then `s3-mfa-delete root-key status`', '`aws s3api get-bucket-policy --bucket ledger --profile root --endpoint-url https://s3.example.com`, then `s3-mfa-delete root-key status --profile root --endpoint-url https://s3.example.com`'],
    ['`aws s3api list-object-versions --bucket b | s3-mfa-delete delete-version b --from -`', '`aws s3api list-object-versions --bucket b --profile root --endpoint-url https://s3.example.com | s3-mfa-delete delete-version b --from -`'],
    ['with the root user’s key: `aws iam list-mfa-devices`', 'with the root user’s key: `aws iam list-mfa-devices --endpoint-url https://s3.example.com`'],
    ['`s3-mfa-delete purge b --prefix "aws iam"`', '`s3-mfa-delete purge b --prefix "aws iam" --profile root --endpoint-url https://s3.example.com`'],
    ['`s3-mfa-delete root-key delete --profile <name>`', '`s3-mfa-delete root-key delete --profile <name> --endpoint-url https://s3.example.com`'],
    ['`s3-mfa-delete enable b --endpoint-url https://other`', '`s3-mfa-delete enable b --endpoint-url https://other --profile root`'],
  ])('%s', (hint, carried) => {
    expect(carryingFlags(hint, given)).toBe(carried);
  });

  test.each(['`s3-mfa-delete verify --help` lists the flags', 'give `--profile <name>`', '`s3-mfa-delete sandbox --port 0`', '`aws configure list-profiles`', 'verify `ledger`', '`s3-mfa-delete session exec -- aws s3 ls`', '`s3-mfa-delete verifying`'])('not where they do not belong: %s', (hint) => {
    expect(carryingFlags(hint, given)).toBe(hint);
  });

  test.each([
    ['`s3-mfa-delete verify ledger`', '`s3-mfa-delete verify ledger --region cn-north-1`'],
    ['`aws iam list-mfa-devices`', '`aws iam list-mfa-devices --region cn-north-1`'],
    ['`aws s3api get-bucket-policy --bucket b --region cn-northwest-1`', '`aws s3api get-bucket-policy --bucket b --region cn-northwest-1`'],
    ['`s3-mfa-delete verify --all`', '`s3-mfa-delete verify --all`'],
  ])('the region where it was given, and does not choose among buckets: %s', (hint, carried) => {
    expect(carryingFlags(hint, { region: 'cn-north-1' })).toBe(carried);
  });

  test('quoted for a shell, and none where none were given', () => {
    expect(carryingFlags('`s3-mfa-delete verify`', { profile: 'my root' })).toBe("`s3-mfa-delete verify --profile 'my root'`");
    expect(carryingFlags('`s3-mfa-delete verify`', {})).toBe('`s3-mfa-delete verify`');
  });
});

describe('a document carries them', () => {
  const document = { note: '`s3-mfa-delete verify a`', error: null, count: 1, buckets: [{ name: 'a', error: { kind: 'state-unknown', hints: ['ask: `s3-mfa-delete verify a`'] }, plan: { blockers: [{ hints: ['`aws s3api get-bucket-policy --bucket a`', 'wait'] }] } }] };

  test('in all of its hints, and nowhere else', () => {
    expect(documentCarryingFlags(document, { profile: 'root' })).toEqual({
      ...document,
      buckets: [
        {
          name: 'a',
          error: { kind: 'state-unknown', hints: ['ask: `s3-mfa-delete verify a --profile root`'] },
          plan: { blockers: [{ hints: ['`aws s3api get-bucket-policy --bucket a --profile root`', 'wait'] }] },
        },
      ],
    });
  });

  test('and stays as it is where none were given', () => {
    expect(documentCarryingFlags(document, { profile: undefined })).toBe(document);
  });
});
