import type { AttachPlan } from '../../../core/require-mfa/attach-plan.js';
import type { PolicyDocument } from '../../../core/require-mfa/demand.js';
import type { PolicyTarget } from '../../../core/require-mfa/target.js';
import type { PolicyAdvice } from './policy-advice.js';

/** Everything that is known before anything is changed. */
export type Attachment = {
  target: PolicyTarget;
  name: string;
  arn: string;
  wanted: PolicyDocument;
  present: PolicyDocument | null;
  attachmentCount: number;
  plan: AttachPlan;
  /** The policy of that name says something that this program did not write, and that would be replaced. */
  replacesForeign: boolean;
  advice: PolicyAdvice;
};

/** `unknown`: sent, and what AWS says now is not yet that. */
export type AttachOutcome = 'planned' | 'unchanged' | 'changed' | 'unknown';
