import { worstExitCode } from '../../../core/failures/exit-codes.js';
import { failureDocument } from '../../../core/failures/failure.js';
import { type KeyOutcome, type KeyPlan, planInWords } from '../../../core/root-keys/key-removal.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import { isoTime } from '../../../core/text/instant.js';
import type { Tone, Ui } from '../../../ui/ui.js';
import type { CommandResult } from '../../command-result.js';
import type { ForgottenSection } from './forget-profile.js';
import { dayInWords, lastUsedInWords, keyUseDocument } from './key-use.js';
import type { RootSigner } from './sign-in-for-removal.js';

/** Everything the result of `root-key delete` is made of. */
type RemovalEnding = {
  plans: readonly KeyPlan[];
  /** Empty where nothing was sent. */
  outcomes: readonly KeyOutcome[];
  forgotten: readonly ForgottenSection[];
  record: string | null;
  dryRun: boolean;
};

/** Shows what is to be done with each key. */
export function showRemovalPlan(plans: readonly KeyPlan[], { identity }: RootSigner, ui: Ui): void {
  if (plans.length === 0) return ui.success(`the root user of account ${identity.account} has no access key: nothing is left to delete`);
  ui.line(`Root access keys of account ${identity.account} to delete:`, 'strong');
  ui.table({
    head: ['Root key', 'Status', 'Created', 'Last used'],
    rows: plans.map(({ key, lastUsed }) => [`…${lastFour(key.accessKeyId)}`, key.status, dayInWords(key.createdAt), lastUsedInWords(lastUsed)]),
  });
  for (const plan of plans) ui.line(`…${lastFour(plan.key.accessKeyId)}: ${planInWords(plan)}`);
}

/** Makes the result: exit code, JSON document and the lines for a person. */
export function rootKeyDeleteResult(ending: RemovalEnding): CommandResult {
  const { plans, outcomes, forgotten, record, dryRun } = ending;
  const failures = [...outcomes, ...forgotten].flatMap(({ error }) => (error === null ? [] : [error.exitCode]));
  return {
    exitCode: worstExitCode(failures),
    document: {
      dryRun,
      keys: plans.map((plan) => keyDocument(plan, outcomes.find((outcome) => outcome.plan === plan))),
      profiles: forgotten.map(({ error, ...section }) => ({ ...section, error: error && failureDocument(error) })),
      record,
    },
    show: (ui) => show(ending, ui),
  };
}

function keyDocument({ key, lastUsed, way }: KeyPlan, done: KeyOutcome | undefined): Record<string, unknown> {
  return {
    accessKeyIdLast4: lastFour(key.accessKeyId),
    status: key.status,
    createdAt: isoTime(key.createdAt),
    lastUsed: keyUseDocument(lastUsed),
    deletedBy: way,
    outcome: done?.outcome ?? 'kept',
    proof: done?.proof ?? null,
    error: done?.error ? failureDocument(done.error) : null,
  };
}

const tones: Record<KeyOutcome['outcome'], Tone> = { deleted: 'good', deactivated: 'warning', kept: 'bad', unknown: 'warning' };

function show({ outcomes, dryRun, record }: RemovalEnding, ui: Ui): void {
  if (dryRun) ui.result('Dry run: nothing was deleted.');
  for (const { plan, outcome, error } of outcomes) {
    ui.result(`root access key …${lastFour(plan.key.accessKeyId)}: ${outcome}${error === null ? '' : ` (${error.kind})`}`, tones[outcome]);
  }
  if (record !== null) ui.line(`Record: ${record}`, 'muted');
}
