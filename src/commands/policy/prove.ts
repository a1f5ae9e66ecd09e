import { Option } from 'commander';
import { checkDemand } from '../../core/require-mfa/demand.js';
import type { CommandFile } from '../command-file.js';
import { collect } from '../flag-values.js';
import { declareConnectionFlags } from '../flags.js';
import { listOf } from './demand-flags.js';
import { declareTargetFlags, targetOf } from './target-flags.js';

const examples = `
Examples:
  $ s3-mfa-delete policy prove --user alice
  $ s3-mfa-delete policy prove --user alice --action s3:DeleteObject \\
      --resource "arn:aws:s3:::ledger/*"
  $ s3-mfa-delete policy prove --group staff --json

AWS evaluates each action twice, without and with MFA. Exit codes: 0 it takes
MFA, 1 something goes without, or nothing goes at all.`;

const usual = ['s3:ListAllMyBuckets', 's3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject'];

/** `policy prove`: AWS's own evaluation, without and with MFA, side by side. */
export const policyProveCommand: CommandFile = {
  name: 'prove',
  usage: '',
  summary: 'let AWS evaluate the same actions without and with MFA',
  declare(command) {
    declareTargetFlags(command);
    command
      .optionsGroup('What is asked:')
      .addOption(new Option('--action <action>', 'evaluate this action (repeatable; default: what S3 is mostly used for)').argParser(collect))
      .addOption(new Option('--resource <arn>', 'evaluate it on this resource (repeatable; default: everything)').argParser(collect));
    declareConnectionFlags(command);
    command.addHelpText('after', examples);
  },
  prepare({ flags }) {
    const actions = listOf(flags.action, usual);
    const resources = listOf(flags.resource, ['*']);
    checkDemand({ actions, resources });
    const options = { target: targetOf('policy prove', flags), actions, resources };
    return async (context) => {
      const { policyProve } = await import('../../flows/policy-prove.js');
      return policyProve(options, context);
    };
  },
};
