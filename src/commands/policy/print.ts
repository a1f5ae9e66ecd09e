import { parseBucketName } from '../../core/buckets/bucket-name.js';
import { Failure } from '../../core/failures/failure.js';
import type { PolicyPrintOptions } from '../../flows/policy-print.js';
import type { CommandFile } from '../command-file.js';
import { textFlag } from '../flag-values.js';
import { declareConnectionFlags } from '../flags.js';
import { declareDemandFlags, demandOf } from './demand-flags.js';

const examples = `
Examples:
  $ s3-mfa-delete policy print               deny S3 without MFA
  $ s3-mfa-delete policy print --style age --max-age 1h
                                             and with a code older than an hour
  $ s3-mfa-delete policy print --bucket ledger --quiet > ledger-policy.json
                                             merged with the bucket's own policy
  $ s3-mfa-delete policy print --style alarm
                                             an EventBridge rule for the night

The document goes to stdout; what its parts mean goes to stderr.`;

/** `policy print`: the documents, explained. */
export const policyPrintCommand: CommandFile = {
  name: 'print',
  usage: '',
  summary: 'print a policy that requires MFA, and say what each part means',
  declare(command) {
    command.option('--bucket <name>', 'print the form for this bucket, merged with the policy it has');
    declareDemandFlags(command, ['present', 'age', 'alarm']);
    declareConnectionFlags(command);
    command.addHelpText('after', examples);
  },
  prepare({ flags }) {
    const options = optionsOf(flags);
    return async (context) => {
      const { policyPrint } = await import('../../flows/policy-print.js');
      return policyPrint(options, context);
    };
  },
};

function optionsOf(flags: Readonly<Record<string, unknown>>): PolicyPrintOptions {
  const bucket = textFlag(flags.bucket);
  if (flags.style === 'alarm') {
    const given = ['bucket', 'maxAge', 'action', 'resource'].find((name) => flags[name] !== undefined);
    if (given !== undefined) throw new Failure('usage', `--style alarm takes no --${given === 'maxAge' ? 'max-age' : given}`, { hints: ['leave it out: the rule is about the whole account'] });
    return { style: 'alarm' };
  }
  const demand = demandOf(flags);
  if (bucket === undefined) return { style: 'policy', demand, bucket: null };
  if (flags.resource !== undefined) {
    throw new Failure('usage', '--bucket and --resource cannot be used together', { hints: ['the policy of a bucket is about that bucket and all that is in it'] });
  }
  const foreign = demand.actions.find((action) => !action.toLowerCase().startsWith('s3:'));
  if (foreign !== undefined) throw new Failure('usage', `the policy of a bucket cannot be about \`${foreign}\``, { hints: ['name actions of S3, for example `--action "s3:Delete*"`'] });
  return { style: 'policy', demand, bucket: parseBucketName(bucket) };
}
