import { Failure } from '../core/failures/failure.js';
import type { VerifyOptions } from '../core/verify/options.js';
import type { CommandFile, GlobalFlags } from './command-file.js';
import { declareConnectionFlags } from './flags.js';
import { declareVerifyFlags, isWholeReport, verifyFlags } from './verify-flags.js';

const examples = `
Examples:
  $ s3-mfa-delete verify ledger audit-logs   exit 1 unless both are on
  $ s3-mfa-delete verify --all --json        every bucket, for scripts
  $ s3-mfa-delete verify - < buckets.txt     names from a file, one a line
  $ s3-mfa-delete verify ledger --probe --yes
                                             prove it with a refused delete
  $ s3-mfa-delete verify --all --format html --output report.html
                                             a report for an auditor
  $ s3-mfa-delete verify --all --policy expectations.yaml --exclude 'tmp-*'
                                             against what is expected
  $ s3-mfa-delete verify --all --profile prod --profile staging
  $ s3-mfa-delete verify --all --accounts accounts.txt --role-name s3-auditor
                                             many accounts in one run
  $ s3-mfa-delete verify --all --from-config answers.json
                                             what AWS Config has on record
  $ s3-mfa-delete verify --all --baseline yesterday.json --fail-on-change
  $ s3-mfa-delete verify --all --watch 15m --format ndjson
                                             what changed since

Verdicts:
  on            versioning and MFA Delete are enabled
  off           versioning is enabled, MFA Delete is not
  blocked       off, and a lifecycle configuration stands in the way
  suspended     versioning is suspended, whatever MFA Delete says
  unversioned   versioning was never turned on
  unknown       could not be read

With --all, --region takes the buckets of that region only.

Exit codes: 0 all on, 1 some bucket is not, 3 some bucket could not be read.`;

type Rule = { broken: boolean; message: string; hint: string; kind?: 'usage' | 'missing-input' };

/** What contradicts itself, or cannot be done, whatever AWS would answer. */
function rules(options: VerifyOptions, { json, yes }: GlobalFlags): Rule[] {
  const { all, buckets, format, output, profiles, roleArns, accounts, fromConfig, probe, baseline, watch, failOnChange, selection } = options;
  const asksAws = [profiles.length > 0 && '--profile', roleArns.length > 0 && '--role-arn', accounts !== null && '--accounts', selection.tags.length > 0 && '--tag', probe && '--probe'];
  const inVain = fromConfig === null ? undefined : asksAws.find((flag) => flag !== false);
  return [
    { broken: all && buckets.length > 0, message: '--all means every bucket, so no bucket can be named beside it', hint: 'leave out `--all` or the names' },
    { broken: json && format !== 'table' && format !== 'json', message: `--json and --format ${format} cannot be used together`, hint: 'leave one of them out' },
    { broken: output !== null && !isWholeReport(format), message: `--output keeps a whole report, and ${json ? '--json' : `--format ${format}`} is none`, hint: 'add `--format html`, or json, csv, junit or sarif' },
    { broken: probe && !yes, kind: 'missing-input', message: '--probe leaves a delete marker in every bucket it proves, and has to be agreed to', hint: 'add `--yes`' },
    { broken: inVain !== undefined, message: `--from-config asks nobody, so ${inVain} has nothing to do`, hint: `leave out \`${inVain}\` or \`--from-config\`` },
    { broken: profiles.length > 1 && (roleArns.length > 0 || accounts !== null), message: 'roles are assumed with the credentials of one profile', hint: 'give `--profile` once' },
    { broken: fromConfig === '-' && buckets.includes('-'), message: 'stdin can feed one thing: bucket names or --from-config, not both', hint: 'name the buckets, or a file after `--from-config`' },
    { broken: failOnChange && baseline === null && watch === null, kind: 'missing-input', message: '--fail-on-change needs something to compare with', hint: 'add `--baseline <file>`: what an earlier `s3-mfa-delete verify --all --json` printed' },
    { broken: watch !== null && (isWholeReport(format) || json), message: '--watch prints a line for each change, and no whole documents', hint: 'leave out the format, or use `--format ndjson`' },
    { broken: watch !== null && (probe || fromConfig !== null), message: '--watch reads buckets again and again, without --probe or --from-config', hint: 'leave out `--watch`' },
    { broken: watch === 0, message: '--watch `0s` would never pause', hint: 'give a duration such as `15m`' },
  ];
}

/** `verify [bucket...]`: reports, proves, gates. */
export const verifyCommand: CommandFile = {
  name: 'verify',
  usage: '[bucket...]',
  summary: 'say which buckets MFA Delete protects, for people and scripts',
  declare(command) {
    declareVerifyFlags(command);
    declareConnectionFlags(command, 'many');
    command.addHelpText('after', examples);
  },
  prepare({ args, flags, globals }) {
    const options = verifyFlags(flags, args);
    if (!options.all && args.length === 0) {
      throw new Failure('missing-input', 'no bucket was named', {
        hints: ['name buckets: `s3-mfa-delete verify my-bucket`', 'or check them all: `s3-mfa-delete verify --all`'],
      });
    }
    const broken = rules(options, globals).find((rule) => rule.broken);
    if (broken !== undefined) throw new Failure(broken.kind ?? 'usage', broken.message, { hints: [broken.hint] });
    return async (context) => {
      const { verify } = await import('../flows/verify.js');
      return verify(options, context);
    };
  },
};
