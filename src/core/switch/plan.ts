import { awsPutVersioning, type AwsCommandFlags } from '../aws-command.js';
import type { BucketInspection, VersioningState } from '../buckets/bucket-state.js';
import type { Failure } from '../failures/failure.js';
import type { Identity } from '../signers/identity.js';
import { obstaclesFor } from './obstacles.js';
import type { SwitchTarget, WantedState } from './target.js';

/** What will happen to one bucket: one plan that dry-run prints, JSON serialises and the flow executes. */
export type BucketPlan = {
  name: string;
  region: string | null;
  /** `null` where it could not be read. */
  before: VersioningState | null;
} & (
  | {
      step: 'change';
      before: VersioningState;
      wanted: WantedState;
      cautions: string[];
      awsCommand: string;
      /** A lifecycle configuration that is saved and removed first. */
      setsLifecycleAside: boolean;
    }
  | { step: 'nothing'; before: VersioningState }
  | { step: 'blocked'; before: VersioningState; blockers: Failure[] }
  | { step: 'unreadable'; failure: Failure }
);

/** What planning needs to know beside the bucket. */
export type PlanSetting = {
  target: SwitchTarget;
  /** `null` on S3-compatible servers without STS. */
  identity: Identity | null;
  /** Serial shown in the equivalent AWS CLI command. */
  serialNumber: string | null;
  cli: AwsCommandFlags;
  /** May this bucket's lifecycle configuration be saved and removed? */
  mayRemoveLifecycle(bucket: string): boolean;
};

/** Plans one bucket from what the preflight read of it, or from why it could not be read. */
export function planBucket(found: BucketInspection | { name: string; failure: Failure }, setting: PlanSetting): BucketPlan {
  if ('failure' in found) return { step: 'unreadable', name: found.name, region: null, before: null, failure: found.failure };
  const { name, region, state: before } = found;
  const wanted = setting.target.wanted(before);
  if (wanted === null) return { step: 'nothing', name, region, before };
  const { blockers, cautions } = obstaclesFor(found, wanted, setting);
  const remaining = setting.mayRemoveLifecycle(name) ? blockers.filter(({ kind }) => kind !== 'lifecycle-in-the-way') : blockers;
  if (remaining.length > 0) return { step: 'blocked', name, region, before, blockers: remaining };
  const setsLifecycleAside = blockers.length > 0;
  if (setsLifecycleAside) cautions.push('its lifecycle configuration is saved to a file and removed first; its rules stop, and are put back if this fails');
  const awsCommand = awsPutVersioning(name, region, wanted, setting.serialNumber, setting.cli);
  return { step: 'change', name, region, before, wanted, cautions, awsCommand, setsLifecycleAside };
}

/** Is a lifecycle configuration the only thing that stands in the way? Then it can be offered to remove it. */
export function isBlockedByLifecycleOnly(plan: BucketPlan): boolean {
  return plan.step === 'blocked' && plan.blockers.every(({ kind }) => kind === 'lifecycle-in-the-way');
}

/** The buckets of a plan that will be changed. */
export function changesOf(plans: readonly BucketPlan[]): Extract<BucketPlan, { step: 'change' }>[] {
  return plans.filter((plan) => plan.step === 'change');
}
