import type { CommandFile } from '../command-file.js';
import { declareConnectionFlags } from '../flags.js';
import { declareDemandFlags, demandOf } from './demand-flags.js';
import { declareTargetFlags, DEFAULT_POLICY_NAME, policyNameOf, targetOf } from './target-flags.js';

const attachExamples = `
Examples:
  $ s3-mfa-delete policy attach --user alice
  $ s3-mfa-delete policy attach --group staff --style age --max-age 12h
  $ s3-mfa-delete policy attach --user alice --action "*" --dry-run
  $ s3-mfa-delete policy attach --user alice --yes --json

What is so already is left alone: running it again changes nothing. Afterwards
alice needs a session: \`s3-mfa-delete session\`.`;

const detachExamples = `
Examples:
  $ s3-mfa-delete policy detach --user alice
  $ s3-mfa-delete policy detach --group staff --yes
  $ s3-mfa-delete policy detach --role deployer --dry-run

The policy itself stays; others may have it.`;

/** `policy attach`: makes or updates the managed policy and attaches it. */
export const policyAttachCommand: CommandFile = {
  name: 'attach',
  usage: '',
  summary: 'require MFA of a user, a group or a role',
  declare(command) {
    declareTargetFlags(command);
    declareDemandFlags(command, ['present', 'age']);
    command.option('--policy-name <name>', 'give the managed policy this name', DEFAULT_POLICY_NAME).option('--dry-run', 'check and plan only: change nothing');
    declareConnectionFlags(command);
    command.addHelpText('after', attachExamples);
  },
  prepare({ flags, globals }) {
    const target = targetOf('policy attach', flags);
    const options = { target, name: policyNameOf(flags), demand: demandOf(flags), dryRun: flags.dryRun === true, yes: globals.yes };
    return async (context) => {
      const { policyAttach } = await import('../../flows/policy-attach.js');
      return policyAttach(options, context);
    };
  },
};

/** `policy detach`: takes it away again. */
export const policyDetachCommand: CommandFile = {
  name: 'detach',
  usage: '',
  summary: 'stop requiring MFA of a user, a group or a role',
  declare(command) {
    declareTargetFlags(command);
    command.option('--policy-name <name>', 'detach the managed policy of this name', DEFAULT_POLICY_NAME).option('--dry-run', 'check and plan only: change nothing');
    declareConnectionFlags(command);
    command.addHelpText('after', detachExamples);
  },
  prepare({ flags, globals }) {
    const options = { target: targetOf('policy detach', flags), name: policyNameOf(flags), dryRun: flags.dryRun === true, yes: globals.yes };
    return async (context) => {
      const { policyDetach } = await import('../../flows/policy-detach.js');
      return policyDetach(options, context);
    };
  },
};
