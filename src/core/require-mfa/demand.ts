import { Failure } from '../failures/failure.js';

/** How a policy asks whether a code was given: by the key that says so, or by the one that says how long ago. */
type DemandStyle = 'present' | 'age';

/** What takes a code from now on. */
export type MfaDemand = {
  style: DemandStyle;
  /** For example `s3:*`; at least one. */
  actions: readonly string[];
  /** ARNs, or `*`; at least one. */
  resources: readonly string[];
  /** How old a session may be, in seconds; `null`: as old as AWS lets it become. */
  maxAgeSeconds: number | null;
};

/** A policy document, as IAM and S3 take it. */
export type PolicyDocument = { Version: string; Statement: Record<string, unknown>[] };

/**
 * What somebody needs in order to come by a code at all: without these, `*` would lock everybody out for good.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 */
export const neededToGetACode = [
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetSessionToken',
];

/**
 * Checks actions and resources as they were typed.
 * @throws Failure `usage`
 */
export function checkDemand({ actions, resources }: Pick<MfaDemand, 'actions' | 'resources'>): void {
  const badAction = actions.find((action) => !/^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/.test(action));
  if (badAction !== undefined) {
    throw new Failure('usage', `--action \`${badAction}\` is not an action`, { hints: ['write it like `--action s3:DeleteObject`, or `--action "s3:*"`'] });
  }
  const badResource = resources.find((resource) => !/^(\*|arn:[^:\s]+:[^:\s]*:[^:\s]*:[^:\s]*:\S+)$/.test(resource));
  if (badResource !== undefined) {
    throw new Failure('usage', `--resource \`${badResource}\` is not an ARN`, { hints: ['write it like `--resource "arn:aws:s3:::my-bucket/*"`, or leave it out for everything'] });
  }
  if (actions.length > 1 && actions.includes('*')) throw new Failure('usage', '--action `*` means every action, so no other can stand beside it');
}
