import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { identityOf, type KeyKind } from '../../../src/core/signers/identity.js';
import { refuseUnableSigner } from '../../../src/core/signers/signer-rules.js';

const ACCOUNT = '111122223333';

function refusal(arn: string, keyKind: KeyKind, anyReader: boolean): string | null {
  try {
    refuseUnableSigner(identityOf(ACCOUNT, arn), keyKind, anyReader);
    return null;
  } catch (error) {
    if (isFailure(error)) return error.kind;
    throw error;
  }
}

describe('who may sign a request with a code', () => {
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const user = `arn:aws:iam::${ACCOUNT}:user/bob`;
  const role = `arn:aws:sts::${ACCOUNT}:assumed-role/admin/bob`;
  test.each<[string, KeyKind, boolean, string | null]>([
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
    expect(refusal(arn, keyKind, anyReader)).toBe(kind);
  });

  test('a session is told by name, with AWS’s own words and the way out', () => {
    const attempt = (): void => refuseUnableSigner(identityOf(ACCOUNT, root), 'temporary', false);
    expect(attempt).toThrow('these are a session of the root user, and S3 does not accept a session token together with an MFA code');
    try {
      attempt();
    } catch (error) {
      const hints = isFailure(error) ? error.hints.join('\n') : '';
      for (const word of ['CloudShell', '`aws login`', '`aws-vault`', 'DevPay and Mfa are mutually exclusive', 'AKIA…']) expect(hints).toContain(word);
    }
  });
});
