import { commandGroup } from './command-file.js';
import { policyAttachCommand, policyDetachCommand } from './policy/attach.js';
import { policyPrintCommand } from './policy/print.js';
import { policyProveCommand } from './policy/prove.js';

const examples = `
Examples:
  $ s3-mfa-delete policy print               a policy for users, explained
  $ s3-mfa-delete policy print --bucket ledger --quiet > ledger-policy.json
  $ s3-mfa-delete policy attach --user alice
  $ s3-mfa-delete policy prove --user alice

These policies ask for MFA in every call of the API. That is something else than
MFA Delete, which guards versions even from administrators: a session with MFA
can never be used for MFA Delete, AWS refuses it there.`;

/** `policy print|attach|detach|prove`: policies that require MFA for API access. */
export const policyCommand = commandGroup({
  name: 'policy',
  summary: 'print, attach and prove policies that require MFA for API access',
  examples,
  subcommands: [policyPrintCommand, policyAttachCommand, policyDetachCommand, policyProveCommand],
});
