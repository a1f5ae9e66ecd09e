/** Who AWS says signs the requests (sts:GetCallerIdentity). */
export type Identity = {
  /** Twelve digits. */
  account: string;
  arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  partition: string;
  isRoot: boolean;
};

/** Where credentials came from, in words a person recognises. */
export type CredentialSource =
  | { from: 'environment' }
  | { from: 'profile'; profile: string; how: 'static' | 'sso' | 'role' | 'process' | 'login' | 'web-identity' | 'other' }
  | { from: 'role'; roleArn: string }
  | { from: 'pasted' }
  | { from: 'practice' }
  | { from: 'container' }
  | { from: 'instance' }
  /** A root key that this run made and deletes again. */
  | { from: 'ephemeral' }
  /** A session of a member account's root user (sts:AssumeRoot). */
  | { from: 'assumed-root'; account: string };

/** Which kind of access key signs: the prefix and the session token tell (`AKIA` long-term, `ASIA` temporary). */
export type KeyKind = 'long-term' | 'temporary';

/** Reads partition and root from the ARN that GetCallerIdentity returned. */
export function identityOf(account: string, arn: string): Identity {
  const partition = arn.split(':')[1] ?? 'aws';
  return { account, arn, partition, isRoot: arn === `arn:${partition}:iam::${account}:root` };
}
