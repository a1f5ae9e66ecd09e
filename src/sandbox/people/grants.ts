import { coversAction, coversResource } from '../../core/policies/statements.js';

/** Something a user may do. `*` and `?` work as in IAM policies; actions ignore case, resources do not. */
export type Grant = { actions: readonly string[]; resources: readonly string[] };

const EVERYWHERE = ['*'];

/** Grants of the practice users: what inline policies would give them. Managed policies come on top. */
export const grants = {
  /** Full S3 rights, and IAM's own-key and read actions. */
  admin: [
    { actions: ['s3:*', 'iam:Get*', 'iam:List*', 'iam:*AccessKey*', 'sts:AssumeRoot', 'sts:AssumeRole'], resources: EVERYWHERE },
  ],
  /** What `verify` reads, and nothing more. */
  auditor: [
    {
      actions: [
        's3:ListAllMyBuckets',
        's3:ListBucket',
        's3:ListBucketVersions',
        's3:GetBucket*',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        'iam:GetAccountSummary',
        'iam:ListVirtualMFADevices',
        'sts:AssumeRole',
      ],
      resources: EVERYWHERE,
    },
  ],
  /** Nothing at all. */
  none: [],
} as const satisfies Record<string, readonly Grant[]>;

/**
 * Do the grants cover an action on a resource?
 * @param action for example `s3:GetBucketVersioning`
 * @param resource an ARN, or `*` for actions that know no resource
 */
export function isGranted(list: readonly Grant[], action: string, resource: string): boolean {
  return list.some(({ actions, resources }) => coversAction({ Action: actions }, action) && coversResource({ Resource: resources }, resource));
}
