import { Failure } from '../failures/failure.js';
import type { Identity } from '../signers/identity.js';
import { type RootRequest, statementsDenyingRootWithoutMfa } from './mfa-policy.js';

/** What the root user is about to do to a bucket. */
type WantedRequest = Pick<RootRequest, 'action' | 'bucket' | 'key'> & {
  /** In words, for the hint on when the policy can stay away, for example `deletion`. */
  called: string;
};

/**
 * The bucket policy as an obstacle: where it denies requests without MFA context it denies the root key, and the code
 * would be spent for nothing.
 * @param policy the policy document, as JSON text
 * @returns `null` where nothing stands in the way; `unreadable` where the text is not a policy document
 */
export function mfaPolicyInTheWay(policy: string, { partition, account }: Identity, { called, ...request }: WantedRequest): Failure | 'unreadable' | null {
  const statements = statementsDenyingRootWithoutMfa(policy, { ...request, partition, account });
  if (statements === null) return 'unreadable';
  if (statements.length === 0) return null;
  return new Failure(
    'mfa-policy-in-the-way',
    `the bucket policy of \`${request.bucket}\` (${statements.join(', ')}) denies requests without MFA context, and a long-term root key never has one`,
    {
      hints: [
        `add to the Condition of that statement: \`"ArnNotEquals": {"aws:PrincipalArn": "arn:${partition}:iam::${account}:root"}\``,
        `or remove the statement for the time of the ${called}`,
      ],
    },
  );
}
