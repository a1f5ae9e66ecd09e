import { isDeepStrictEqual } from 'node:util';
import type { PolicyDocument } from './demand.js';

/** AWS keeps so many versions of a managed policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_VERSIONS = 5;

/** A managed policy as IAM has it. */
export type ManagedPolicyState = {
  arn: string;
  /** The document in force; `null` where it is none that can be read. */
  document: PolicyDocument | null;
  defaultVersionId: string;
  /** Users, groups and roles that have it (count). */
  attachmentCount: number;
};

/** A version of a managed policy. `createdAt` in ms since the epoch. */
export type PolicyVersionState = { versionId: string; isDefault: boolean; createdAt: number };

/** What there is. */
type AttachmentState = { policy: ManagedPolicyState | null; versions: readonly PolicyVersionState[]; attached: boolean };

/** What is to be done, in this order. */
export type AttachPlan = {
  policy: 'create' | 'update' | 'keep';
  /** Version that goes first, because AWS keeps no more; `null` for none. */
  deleteVersion: string | null;
  attach: boolean;
};

/** Plans how the policy comes to say this and to be attached; does nothing twice. */
export function planAttach({ policy, versions, attached }: AttachmentState, wanted: PolicyDocument): AttachPlan {
  if (policy === null) return { policy: 'create', deleteVersion: null, attach: true };
  const isAsWanted = isDeepStrictEqual(policy.document, JSON.parse(JSON.stringify(wanted)));
  return {
    policy: isAsWanted ? 'keep' : 'update',
    deleteVersion: isAsWanted || versions.length < MOST_VERSIONS ? null : oldestOutOfForce(versions),
    attach: !attached,
  };
}

/** Is there anything to do? */
export function changesAnything({ policy, attach }: AttachPlan): boolean {
  return policy !== 'keep' || attach;
}

function oldestOutOfForce(versions: readonly PolicyVersionState[]): string | null {
  const [oldest] = versions.filter(({ isDefault }) => !isDefault).toSorted((a, b) => a.createdAt - b.createdAt || numberOf(a) - numberOf(b));
  return oldest?.versionId ?? null;
}

function numberOf({ versionId }: PolicyVersionState): number {
  return Number(versionId.slice(1));
}
