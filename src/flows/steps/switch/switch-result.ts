import { stateInWords } from '../../../core/buckets/state-words.js';
import { worstExitCode } from '../../../core/failures/exit-codes.js';
import { failureDocument } from '../../../core/failures/failure.js';
import type { BucketPlan } from '../../../core/switch/plan.js';
import type { SwitchTarget } from '../../../core/switch/target.js';
import type { Cell, Tone, Ui } from '../../../ui/ui.js';
import type { CommandResult } from '../../command-result.js';
import type { RootKeyEnding } from '../keys/settle-root-key.js';
import type { BucketOutcome } from './bucket-outcome.js';

/** Everything the result of `enable`, `disable` or `suspend` is made of. */
type SwitchEnding = {
  target: SwitchTarget;
  plans: readonly BucketPlan[];
  outcomes: readonly BucketOutcome[];
  /** What became of the root access key that signed; `null` where none did. */
  rootKey: RootKeyEnding | null;
  /** Path of the run's record; `null` where nothing was sent. */
  recordPath: string | null;
  dryRun: boolean;
  /** Exit codes of what ended the run early. */
  exitCodes: readonly number[];
};

/** Makes the result: exit code, JSON document (contract, section 4) and the lines for a person. */
export function switchResult(ending: SwitchEnding): CommandResult {
  const { outcomes, exitCodes, recordPath, dryRun } = ending;
  const { rootKey } = ending;
  const codes = outcomes.map(({ outcome, error }) => (outcome === 'blocked' ? 1 : (error?.exitCode ?? 0)));
  return {
    exitCode: worstExitCode([...codes, ...exitCodes, rootKey?.failure?.exitCode ?? 0]),
    document: {
      dryRun,
      buckets: outcomes.map((outcome) => bucketDocument(outcome, ending)),
      rootKey: rootKey === null || dryRun ? null : { accessKeyIdLast4: rootKey.accessKeyIdLast4, outcome: rootKey.outcome },
      record: recordPath,
    },
    show: (ui) => show(ending, ui),
  };
}

function bucketDocument({ name, region, before, after, outcome, error, lifecycleBackup }: BucketOutcome, { plans }: SwitchEnding): Record<string, unknown> {
  const plan = plans.find((candidate) => candidate.name === name);
  return {
    name,
    region,
    before: before ?? { versioning: null, mfaDelete: null },
    after: after ?? { versioning: null, mfaDelete: null },
    outcome,
    error: error === null ? null : failureDocument(error),
    lifecycleBackup,
    plan: {
      wanted: plan?.step === 'change' ? plan.wanted : null,
      blockers: plan?.step === 'blocked' ? plan.blockers.map(failureDocument) : [],
      cautions: plan?.step === 'change' ? plan.cautions : [],
      awsCommand: plan?.step === 'change' ? plan.awsCommand : null,
    },
  };
}

const tones: Record<BucketOutcome['outcome'], Tone> = {
  changed: 'good',
  unchanged: 'muted',
  blocked: 'bad',
  failed: 'bad',
  skipped: 'warning',
  unknown: 'warning',
};

function outcomeCell({ outcome, error }: BucketOutcome, dryRun: boolean): Cell {
  const word = dryRun && outcome === 'skipped' ? 'would change' : outcome;
  return { text: error === null ? word : `${word} (${error.kind})`, tone: tones[outcome] };
}

function show({ outcomes, recordPath, dryRun }: SwitchEnding, ui: Ui): void {
  ui.resultTable({
    head: ['Bucket', 'Before', dryRun ? 'Now' : 'After', 'Outcome'],
    rows: outcomes.map((outcome) => [
      outcome.name,
      outcome.before === null ? '-' : stateInWords(outcome.before),
      outcome.after === null ? '-' : stateInWords(outcome.after),
      outcomeCell(outcome, dryRun),
    ]),
  });
  if (recordPath !== null) ui.result(`record: ${recordPath}`);
}
