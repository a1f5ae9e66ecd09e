import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../../src/core/failures/failure-kinds.js';
import { identityOf, type KeyKind } from '../../../src/core/signers/identity.js';
import { refuseUnableSigner } from '../../../src/core/signers/signer-rules.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const ACCOUNT = '111122223333';

function refusal(arn: string, keyKind: KeyKind, anyReader: boolean, origin?: string): unknown {
  try {
    refuseUnableSigner(identityOf(ACCOUNT, arn), keyKind, anyReader, origin);
    return null;
  } catch (error) {
    return error;
  }
}

describe('who may sign a request with a code', () => {
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const user = `arn:aws:iam::${ACCOUNT}:user/bob`;
  const role = `arn:aws:sts::${ACCOUNT}:assumed-role/admin/bob`;
  test.each<[string, KeyKind, boolean, FailureKind | null]>([
    [root, 'long-term', false, null],
    [root, 'temporary', false, 'session-credentials'],
    [user, 'long-term', false, 'not-root'],
    [user, 'temporary', false, 'session-credentials'],
    [role, 'temporary', false, 'session-credentials'],
    [`arn:aws-us-gov:iam::${ACCOUNT}:root`, 'long-term', false, 'unsupported-partition'],
    [`arn:aws-cn:iam::${ACCOUNT}:user/bob`, 'long-term', false, 'unsupported-partition'],
    // A dry run only reads, so anyone may; but there is nothing to rehearse where MFA Delete does not exist.
    [user, 'long-term', true, null],
    [role, 'temporary', true, null],
    [root, 'temporary', true, null],
    [`arn:aws-us-gov:iam::${ACCOUNT}:root`, 'temporary', true, 'unsupported-partition'],
  ])('%s, %s key, dry run %s: %s', (arn, keyKind, anyReader, kind) => {
    expect(refusal(arn, keyKind, anyReader)).toEqual(kind === null ? null : helpfulFailure(kind));
  });

  test('a session is told by name, with AWS’s own words and the way out', () => {
    const words = ['CloudShell', '`aws login`', '`aws-vault`', 'DevPay and Mfa are mutually exclusive', 'AKIA…'];
    expect(refusal(root, 'temporary', false)).toMatchObject({
      message: 'these are a session of the root user, and S3 does not accept a session token together with an MFA code',
      hints: expect.toSatisfy((hints: string[]) => words.every((word) => hints.join('\n').includes(word))),
    });
    expect(refusal(role, 'temporary', false)).toMatchObject({ message: expect.stringMatching(/^these are temporary credentials, /) });
  });

  test('a session of the root user is shown the way by a key for the run, others are not', () => {
    expect(refusal(root, 'temporary', false, 'made by hand')).toMatchObject({
      hints: [expect.stringMatching(/made by hand$/), expect.stringContaining('AKIA…'), expect.stringContaining('`--ephemeral-root-key`')],
    });
    expect(refusal(user, 'temporary', false, 'made by hand')).toMatchObject({ hints: [expect.stringMatching(/made by hand$/), expect.stringContaining('AKIA…')] });
  });

  test('where there is no MFA Delete, that is the reason', () => {
    expect(refusal(`arn:aws-us-gov:iam::${ACCOUNT}:root`, 'long-term', false)).toMatchObject({ message: expect.stringContaining('GovCloud') });
    expect(refusal(`arn:aws-cn:iam::${ACCOUNT}:root`, 'long-term', false)).toMatchObject({ message: expect.stringContaining('China') });
  });
});
