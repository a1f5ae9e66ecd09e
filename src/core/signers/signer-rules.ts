import { Failure } from '../failures/failure.js';
import type { Identity, KeyKind } from './identity.js';
import { sessionHints, sessionOrigin, useTheRootKey } from './session-words.js';

const partitionsWithout: Record<string, string> = {
  'aws-us-gov': 'MFA Delete is not available in the AWS GovCloud (US) Regions',
  'aws-cn': 'accounts in the China Regions have no root user, and only a root user can use MFA Delete',
};

/**
 * Refuses credentials that AWS would refuse together with an MFA code, before any question is asked.
 * @param anyReader a dry run only reads, so the signer need not be root
 * @param origin where a session token came from, in words
 * @throws Failure `unsupported-partition`, `session-credentials` or `not-root`
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
 */
export function refuseUnableSigner(identity: Identity, keyKind: KeyKind, anyReader: boolean, origin = sessionOrigin(undefined)): void {
  const without = partitionsWithout[identity.partition];
  if (without !== undefined) {
    throw new Failure('unsupported-partition', without, {
      hints: ['Object Lock in compliance mode protects versions there: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html'],
    });
  }
  if (anyReader) return;
  if (keyKind === 'temporary') {
    const who = identity.isRoot ? 'a session of the root user' : 'temporary credentials';
    throw new Failure('session-credentials', `these are ${who}, and S3 does not accept a session token together with an MFA code`, {
      hints: sessionHints(origin, identity.isRoot),
    });
  }
  if (!identity.isRoot) {
    throw new Failure('not-root', `\`${identity.arn}\` is not the root user, and only the root user of account ${identity.account} can use MFA Delete on its buckets`, {
      hints: ['an IAM user’s own MFA device and full S3 rights do not help: AWS answers "This operation may only be performed by the bucket owner"', useTheRootKey],
    });
  }
}
