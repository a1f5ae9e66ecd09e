import { awsManagedPolicies } from './aws-managed-policies.js';
import { newPolicyId } from './credential-ids.js';

/** One version of a managed policy: `v1`, `v2`, …; a number is never used again. `createdAt` in ms since the epoch. */
export type PolicyVersion = { readonly versionId: string; readonly document: string; readonly createdAt: number };

/** A managed policy, the account's own or one of AWS's. Times in ms since the epoch. */
export type ManagedPolicy = {
  readonly name: string;
  readonly arn: string;
  readonly policyId: string;
  readonly description: string | null;
  /** One of AWS's own, which nobody here can change. */
  readonly ofAws: boolean;
  readonly createdAt: number;
  updatedAt: number;
  /** Newest first, as AWS lists them. */
  versions: PolicyVersion[];
  defaultVersionId: string;
  /** The number of the latest version ever made. */
  latest: number;
};

/** The managed policies of the account, and those of AWS that are known here. */
export type ManagedPolicies = {
  find(arn: string): ManagedPolicy | undefined;
  create(name: string, document: string, description: string | null): ManagedPolicy;
  remove(arn: string): void;
  addVersion(policy: ManagedPolicy, document: string, asDefault: boolean): PolicyVersion;
};

/**
 * The policies of an account that has none of its own yet.
 * @param settings.now the account's clock, ms since the epoch
 */
export function makeManagedPolicies(settings: { accountId: string; now(): number }): ManagedPolicies {
  const policies = new Map(awsManagedPolicies.map(({ arn, name, document }) => [arn, policyOf({ arn, name, document, ofAws: true, at: 0, description: null })]));
  return {
    find: (arn) => policies.get(arn),
    create(name, document, description) {
      const arn = `arn:aws:iam::${settings.accountId}:policy/${name}`;
      const policy = policyOf({ arn, name, document, ofAws: false, at: settings.now(), description });
      policies.set(arn, policy);
      return policy;
    },
    remove: (arn) => void policies.delete(arn),
    addVersion(policy, document, asDefault) {
      policy.latest += 1;
      const version = { versionId: `v${policy.latest}`, document, createdAt: settings.now() };
      policy.versions.unshift(version);
      policy.updatedAt = version.createdAt;
      if (asDefault) policy.defaultVersionId = version.versionId;
      return version;
    },
  };
}

/** The document (JSON text) that is in force. */
export function documentInForce({ versions, defaultVersionId }: ManagedPolicy): string {
  return versions.find(({ versionId }) => versionId === defaultVersionId)?.document ?? '';
}

type Founding = { arn: string; name: string; document: string; description: string | null; ofAws: boolean; at: number };

function policyOf({ arn, name, document, description, ofAws, at }: Founding): ManagedPolicy {
  const versions = [{ versionId: 'v1', document, createdAt: at }];
  return { name, arn, policyId: newPolicyId(), description, ofAws, createdAt: at, updatedAt: at, versions, defaultVersionId: 'v1', latest: 1 };
}
