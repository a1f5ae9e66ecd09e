import { Option } from 'commander';
import { Failure } from '../core/failure.js';
import { type Verdict, verdicts } from '../core/verdict.js';
import { verifyFormats } from '../core/verify/formats.js';
import type { CommandFile } from './command-file.js';
import { declareConnectionFlags } from './flags.js';

const examples = `
Examples:
  $ s3-mfa-delete verify ledger audit-logs   exit 1 unless both are on
  $ s3-mfa-delete verify --all --json        every bucket, for scripts
  $ s3-mfa-delete verify - < buckets.txt     names from a file, one a line
  $ s3-mfa-delete verify ledger --probe --yes
                                             prove it with a refused delete

Verdicts:
  on            versioning and MFA Delete are enabled
  off           versioning is enabled, MFA Delete is not
  blocked       off, and a lifecycle configuration stands in the way
  suspended     versioning is suspended, whatever MFA Delete says
  unversioned   versioning was never turned on
  unknown       could not be read

Exit codes: 0 all on, 1 some bucket is not, 3 some bucket could not be read.`;

/** `--fail-on off,blocked` or `none`. @throws Failure `usage` */
function parseFailOn(text: string): Verdict[] {
  if (text === 'none') return [];
  return text.split(',').map((word) => {
    const verdict = verdicts.find((known) => known === word.trim());
    if (verdict === undefined || verdict === 'on') {
      const accepted = verdicts.filter((known) => known !== 'on').join(', ');
      throw new Failure('usage', `--fail-on \`${word}\` is not a verdict that can fail`, {
        hints: [`give some of ${accepted}, separated by commas, or none`],
      });
    }
    return verdict;
  });
}

/** `verify [bucket...]`: reports, proves, gates. */
export const verifyCommand: CommandFile = {
  name: 'verify',
  usage: '[bucket...]',
  summary: 'say which buckets MFA Delete protects, for people and scripts',
  declare(command) {
    command
      .option('--all', 'every bucket of the account')
      .addOption(new Option('--format <format>', 'how to print the result').choices(verifyFormats).default('table'))
      .option('--fail-on <verdicts>', 'the verdicts that count as findings, separated by commas, or none');
    command.option('--probe', 'prove it: try to delete a delete marker without a code (needs --yes)');
    declareConnectionFlags(command);
    command.addHelpText('after', examples);
  },
  prepare({ args, flags, globals }) {
    const all = flags.all === true;
    if (all && args.length > 0) {
      throw new Failure('usage', '--all means every bucket, so no bucket can be named beside it', {
        hints: ['leave out `--all` or the names'],
      });
    }
    if (!all && args.length === 0) {
      throw new Failure('missing-input', 'no bucket was named', {
        hints: ['name buckets: `s3-mfa-delete verify my-bucket`', 'or check them all: `s3-mfa-delete verify --all`'],
      });
    }
    const format = verifyFormats.find((known) => known === flags.format) ?? 'table';
    if (globals.json && format !== 'table' && format !== 'json') {
      throw new Failure('usage', `--json and --format ${format} cannot be used together`, { hints: ['leave one of them out'] });
    }
    if (flags.probe === true && !globals.yes) {
      throw new Failure('missing-input', '--probe leaves a delete marker in every bucket it proves, and has to be agreed to', {
        hints: ['add `--yes`'],
      });
    }
    const options = {
      buckets: args,
      all,
      probe: flags.probe === true,
      format,
      failOn: typeof flags.failOn === 'string' ? parseFailOn(flags.failOn) : null,
    };
    return async (context) => {
      const { verify } = await import('../flows/verify.js');
      return verify(options, context);
    };
  },
};
