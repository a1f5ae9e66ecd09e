import type { Context } from '../../context.js';
import { Failure } from '../../core/failures/failure.js';

/**
 * Consent to a plan that was shown: `--yes`, or a question whose preselected answer changes nothing.
 * @param command the command and what it is about, for a hint, for example `enable ledger`
 * @param what the plan as a verb phrase, for example `turn on MFA Delete on 2 buckets`
 * @param cost what it takes, as a sentence for the question; empty where it takes nothing
 * @throws Failure `missing-input` off a terminal, `declined`
 */
export async function agree(
  { command, what, cost }: { command: string; what: string; cost: string },
  { yes }: { yes: boolean },
  { ui }: Pick<Context, 'ui'>,
): Promise<void> {
  if (yes) return;
  if (!ui.canAsk) {
    throw new Failure('missing-input', `there is no terminal to ask whether to ${what}`, {
      hints: ['add `--yes` to accept the plan above, or `--dry-run` to stop there'],
    });
  }
  const question = `${what.charAt(0).toUpperCase()}${what.slice(1)}?`;
  if (await ui.confirm(cost === '' ? question : `${question} ${cost}`, false)) return;
  throw new Failure('declined', 'not confirmed, so nothing was changed', {
    hints: [`to see the plan again without being asked: \`s3-mfa-delete ${command} --dry-run\``],
  });
}
