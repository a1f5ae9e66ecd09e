import { type Command, Option } from 'commander';
import { type Verdict, verdicts } from '../core/buckets/verdict.js';
import { Failure } from '../core/failures/failure.js';
import { parseCount, parseDuration } from '../core/text/amounts.js';
import { reportFormats, type VerifyFormat, verifyFormats } from '../core/verify/formats.js';
import { DEFAULT_CONCURRENCY, MOST_CONCURRENCY, type VerifyOptions } from '../core/verify/options.js';
import { compileSelection, parseTag } from '../core/verify/selection.js';
import { collect, listFlag, textFlag } from './flag-values.js';

type Flags = Readonly<Record<string, unknown>>;

/** Declares what is `verify`'s own: selection, accounts, expectations, pace, format. */
export function declareVerifyFlags(command: Command): void {
  const repeatable = (flags: string, description: string) => command.addOption(new Option(flags, description).argParser(collect));
  command
    .option('--all', 'read every bucket of the account')
    .addOption(new Option('--format <format>', 'print the result in this form').choices(verifyFormats).default('table'))
    .option('-o, --output <file>', 'write the report into this file, readable by you only, instead of printing it')
    .option('--fail-on <verdicts>', 'count these verdicts as findings: some, separated by commas, or none; unknown ends with 3 in any case')
    .option('--probe', 'prove it: try to delete a delete marker without a code (needs --yes)');
  command.optionsGroup('Which buckets:');
  repeatable('--include <glob>', 'take only buckets whose name matches (repeatable: one has to match)');
  repeatable('--exclude <glob>', 'leave out buckets whose name matches (repeatable)');
  repeatable('--tag <key=value>', 'take only buckets with this tag (repeatable: all are wanted)');
  command
    .option('--policy <file>', 'hold buckets to this file (YAML or JSON): which must be on, and which are excepted, by whom, why and until when')
    .optionsGroup('Which accounts:');
  repeatable('--role-arn <arn>', 'assume this role and read its account (repeatable)');
  command
    .option('--accounts <file>', 'read every account of this file (ids, or what `aws organizations list-accounts` prints); needs --role-name')
    .option('--role-name <name>', 'assume this role in each account of --accounts')
    .option('--from-config <file>', 'take what AWS Config recorded instead of asking S3; - reads stdin')
    .optionsGroup('What changed:')
    .option('--baseline <file>', 'compare with what an earlier run printed with --json or --format ndjson')
    .option('--fail-on-change', 'count a change since the baseline as a finding')
    .option('--watch <duration>', 'read again each time this long has passed, for example 15m, and print changes only')
    .optionsGroup('How fast:')
    .option('--concurrency <n>', `send at most this many requests at a time, up to ${MOST_CONCURRENCY}`, String(DEFAULT_CONCURRENCY))
    .option('--rate <n>/s', 'send at most this many requests a second, for example 50/s');
}

/** Reads those flags. @throws Failure `usage`, `missing-input` */
export function verifyFlags(flags: Flags, args: string[]): VerifyOptions {
  const options: VerifyOptions = {
    buckets: args,
    // AWS Config was asked by somebody else, and answers for all it knows unless buckets are named.
    all: flags.all === true || (flags.fromConfig !== undefined && args.length === 0),
    selection: { include: listFlag(flags.include), exclude: listFlag(flags.exclude), tags: listFlag(flags.tag).map(parseTag), region: null },
    profiles: listFlag(flags.profile),
    roleArns: listFlag(flags.roleArn).map(parseRoleArn),
    accounts: accountsFlag(flags),
    fromConfig: textFlag(flags.fromConfig) ?? null,
    policy: textFlag(flags.policy) ?? null,
    baseline: textFlag(flags.baseline) ?? null,
    failOnChange: flags.failOnChange === true,
    watch: flags.watch === undefined ? null : parseDuration('--watch', String(flags.watch)),
    concurrency: parseConcurrency(String(flags.concurrency ?? DEFAULT_CONCURRENCY)),
    rate: flags.rate === undefined ? null : parseRate(String(flags.rate)),
    format: formatFlag(flags.format),
    output: textFlag(flags.output) ?? null,
    failOn: typeof flags.failOn === 'string' ? parseFailOn(flags.failOn) : null,
    probe: flags.probe === true,
  };
  // Named buckets are meant wherever they are; then --region only says where to start from.
  if (options.all) options.selection.region = textFlag(flags.region) ?? null;
  // Patterns that cannot be one are a mistake of the command line, so they are found before anything is sent.
  compileSelection(options.selection);
  return options;
}

function formatFlag(value: unknown): VerifyFormat {
  return verifyFormats.find((known) => known === value) ?? 'table';
}

/** Is it a report of a whole run, which watching never has? */
export function isWholeReport(format: VerifyFormat): boolean {
  return format === 'json' || (reportFormats as readonly string[]).includes(format);
}

function accountsFlag(flags: Flags): VerifyOptions['accounts'] {
  const [file, roleName] = [textFlag(flags.accounts), textFlag(flags.roleName)];
  if (file === undefined && roleName === undefined) return null;
  if (file === undefined || roleName === undefined) {
    throw new Failure('missing-input', '--accounts and --role-name go together: a list of accounts, and the role to assume in each', {
      hints: ['for example `s3-mfa-delete verify --all --accounts accounts.txt --role-name auditor`'],
    });
  }
  if (!/^[\w+=,.@/-]{1,512}$/.test(roleName)) {
    throw new Failure('usage', `--role-name \`${roleName}\` is not the name of a role`, { hints: ['give the name alone, with its path if it has one; a whole ARN goes after `--role-arn`'] });
  }
  return { file, roleName };
}

function parseRoleArn(text: string): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text)) return text;
  throw new Failure('usage', `--role-arn \`${text}\` is not the ARN of a role`, { hints: ['write it like `arn:aws:iam::111122223333:role/auditor`'] });
}

function parseConcurrency(text: string): number {
  const count = parseCount('--concurrency', text);
  if (count >= 1 && count <= MOST_CONCURRENCY) return count;
  throw new Failure('usage', `--concurrency \`${text}\` is not between 1 and ${MOST_CONCURRENCY}`, { hints: ['accounts have alarms on bursts of reads; the default is 16'] });
}

function parseRate(text: string): number {
  const count = Number(/^(\d{1,6})(?:\/s)?$/.exec(text)?.[1]);
  if (count >= 1) return count;
  throw new Failure('usage', `--rate \`${text}\` is not a number of requests a second`, { hints: ['write it like `50/s`'] });
}

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
