import type { Identity } from '../signers/identity.js';

/** Whom a policy is attached to. */
export type PolicyTarget = { kind: 'user' | 'group' | 'role'; name: string };

/** The ARN of a target that has no path. */
export function targetArn({ kind, name }: PolicyTarget, { partition, account }: Pick<Identity, 'partition' | 'account'>): string {
  return `arn:${partition}:iam::${account}:${kind}/${name}`;
}

/** In words, for sentences: `user \`alice\``. */
export function targetInWords({ kind, name }: PolicyTarget): string {
  return `${kind} \`${name}\``;
}

/** The flag that names it: `--user alice`. */
export function targetFlag({ kind, name }: PolicyTarget): string[] {
  return [`--${kind}`, name];
}

/** The name of the IAM user who signs; `null` for root, roles and federated users. */
export function signingUser({ arn }: Pick<Identity, 'arn'>): string | null {
  return /^arn:[^:]*:iam::\d*:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? null;
}

/**
 * Would a policy on this target hold for the signer as well?
 * @param groups the signer's groups
 */
export function holdsForSigner({ kind, name }: PolicyTarget, identity: Pick<Identity, 'arn'>, groups: readonly string[]): boolean {
  const same = (other: string | null | undefined): boolean => other?.toLowerCase() === name.toLowerCase();
  if (kind === 'user') return same(signingUser(identity));
  if (kind === 'group') return groups.some(same);
  return same(/^arn:[^:]*:sts::\d*:assumed-role\/([^/]+)\//.exec(identity.arn)?.[1]);
}
