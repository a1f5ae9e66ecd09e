import { simulate } from '../aws/identities/policy-simulation.js';
import type { Context } from '../context.js';
import { isProven, type Proof, type ProofVerdict, prove } from '../core/require-mfa/proof.js';
import { type PolicyTarget, targetInWords } from '../core/require-mfa/target.js';
import type { Tone } from '../ui/ui.js';
import type { CommandResult } from './command-result.js';
import { evaluated } from './steps/policy/evaluated.js';
import { decisionCell } from './steps/policy/show-policy.js';
import { signInToIam } from './steps/sign-in/sign-in-to-iam.js';

/** What `policy prove` was asked. */
type PolicyProveOptions = { target: PolicyTarget; actions: readonly string[]; resources: readonly string[] };

const words: Readonly<Record<ProofVerdict, { text: string; tone: Tone }>> = {
  protected: { text: 'only with MFA', tone: 'good' },
  open: { text: 'also without MFA', tone: 'bad' },
  refused: { text: 'not at all', tone: 'muted' },
};

/** Lets AWS evaluate the same actions without and with MFA, and shows the answers side by side; 1 unless MFA makes the difference. */
export async function policyProve({ target, actions, resources }: PolicyProveOptions, context: Context): Promise<CommandResult> {
  const { ui } = context;
  const signedIn = await signInToIam(context);
  const { clients } = signedIn;
  try {
    const asked = (arn: string) => Promise.all([false, true].map((afterACode) => simulate(clients, arn, { actions, resources, afterACode })));
    const { arn, answer } = await ui.during('Letting AWS evaluate the policies', () => evaluated(target, signedIn, asked));
    const [without, withMfa] = answer;
    const proofs = actions.map((action) => prove(action, without?.get(action) ?? 'implicitDeny', withMfa?.get(action) ?? 'implicitDeny'));
    const proven = isProven(proofs);
    return {
      exitCode: proven ? 0 : 1,
      document: { target: { ...target, arn }, resources, proven, actions: proofs },
      show(shown) {
        shown.resultTable({ head: ['action', 'without MFA', 'with MFA', 'so it goes'], rows: proofs.map(rowOf) });
        if (proven) shown.success(`${targetInWords(target)} needs MFA, says AWS's own evaluation`);
        else shown.warning(notProven(proofs, target));
        shown.line('Bucket policies and organization policies are not part of it; `s3-mfa-delete session check` tries the real thing.', 'muted');
      },
    };
  } finally {
    clients.close();
  }
}

function rowOf({ action, withoutMfa, withMfa, verdict }: Proof) {
  return [action, decisionCell(withoutMfa), decisionCell(withMfa), words[verdict]];
}

function notProven(proofs: readonly Proof[], target: PolicyTarget): string {
  const open = proofs.filter(({ verdict }) => verdict === 'open').map(({ action }) => action);
  if (open.length > 0) return `${targetInWords(target)} needs no MFA for ${open.join(', ')}; attach the policy with \`s3-mfa-delete policy attach --${target.kind} ${target.name}\``;
  return `${targetInWords(target)} may do none of this, with MFA or without: no policy allows it`;
}
