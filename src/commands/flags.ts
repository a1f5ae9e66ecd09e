import { type Command, Option } from 'commander';
import { Failure } from '../core/failures/failure.js';
import { collect, listFlag, textFlag } from './flag-values.js';

/** Flags that say how AWS is reached, as they come out of commander. */
export type ConnectionFlags = {
  profile: string | undefined;
  region: string | undefined;
  endpointUrl: string | undefined;
  pathStyle: boolean;
  caBundle: string | undefined;
  sandbox: boolean;
};

/** Flags of the commands that spend codes. */
export type CodeFlags = {
  mfaSerials: string[];
  mfaCode: string | undefined;
  mfaProcess: string | undefined;
};

/** Declares the flags every command has, on the program itself. */
export function declareGlobalFlags(command: Command): void {
  command
    .option('--yes', 'accept the plan without asking')
    .option('--no-input', 'ask nothing; what is missing is an error that names the flag')
    .option('--json', 'print one JSON document on stdout, and nothing else there')
    .option('--quiet', 'print only results, warnings and errors')
    .option('--debug', 'also print requests with their ids and timings, never secrets or codes')
    .option('--no-color', 'print without colour (also NO_COLOR)');
}

/**
 * Declares `--profile`, `--region`, `--endpoint-url`, `--path-style`, `--ca-bundle` and `--sandbox`.
 * @param profiles may there be several?
 */
export function declareConnectionFlags(command: Command, profiles: 'one' | 'many' = 'one'): void {
  const profile = new Option('--profile <name>', `use this profile, as the AWS CLI does${profiles === 'many' ? ' (repeatable: all are read)' : ''}`);
  command
    .optionsGroup('How AWS is reached:')
    .addOption(profiles === 'many' ? profile.argParser(collect) : profile)
    .option('--region <region>', 'start from this region, as the AWS CLI does')
    .option('--endpoint-url <url>', 'ask this S3-compatible server instead of AWS, also for IAM and STS')
    .option('--path-style', 'put the bucket into the path instead of the host name')
    .option('--ca-bundle <file>', 'trust the certificates of this PEM file (also AWS_CA_BUNDLE)')
    .option('--sandbox', 'work on a practice account inside this program; nothing leaves this machine');
}

/** Declares `--mfa-serial`, `--mfa-code` and `--mfa-process`. */
export function declareCodeFlags(command: Command): void {
  command
    .optionsGroup('Where codes come from:')
    .addOption(
      new Option('--mfa-serial <serial>', 'take codes of this MFA device (repeatable; default: those that IAM lists)').argParser(collect),
    )
    .option('--mfa-code <code>', 'send this code, good for one request and visible to `ps` and shell history; - reads codes from stdin, one a line')
    .option('--mfa-process <command>', 'run this command, which prints a code; {serial} is replaced (also S3_MFA_DELETE_MFA_PROCESS)');
}

/** Reads the connection flags and refuses combinations that contradict each other. */
export function connectionFlags(flags: Readonly<Record<string, unknown>>): ConnectionFlags {
  const profiles = [flags.profile ?? []].flat();
  const read: ConnectionFlags = {
    // Several are visited in turn; no single one is the connection's.
    profile: profiles.length === 1 ? textFlag(profiles[0]) : undefined,
    region: textFlag(flags.region),
    endpointUrl: textFlag(flags.endpointUrl),
    pathStyle: flags.pathStyle === true,
    caBundle: textFlag(flags.caBundle),
    sandbox: flags.sandbox === true,
  };
  for (const [flag, value] of [['--profile', profiles[0]], ['--endpoint-url', read.endpointUrl]] as const) {
    if (read.sandbox && value !== undefined) {
      throw new Failure('usage', `--sandbox has credentials and an endpoint of its own and cannot be used with ${flag}`, {
        hints: [`leave out \`${flag}\`, or leave out \`--sandbox\``],
      });
    }
  }
  if (read.endpointUrl !== undefined) checkEndpointUrl(read.endpointUrl);
  return read;
}

function checkEndpointUrl(endpointUrl: string): void {
  const hints = ['write it like `https://s3.example.com`'];
  const url = URL.canParse(endpointUrl) ? new URL(endpointUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Failure('usage', `--endpoint-url \`${endpointUrl}\` is not an http or https URL`, { hints });
  }
  // Endpoints are shown and recorded, so they cannot hold a secret; S3 takes none there either.
  if (url.username !== '' || url.password !== '') {
    throw new Failure('usage', '--endpoint-url has a user name or password in it, and S3 endpoints take none', { hints });
  }
}

/** Reads the flags that say where codes come from. */
export function codeFlags(flags: Readonly<Record<string, unknown>>): CodeFlags {
  const read = { mfaSerials: listFlag(flags.mfaSerial), mfaCode: textFlag(flags.mfaCode), mfaProcess: textFlag(flags.mfaProcess) };
  if (read.mfaCode !== undefined && read.mfaProcess !== undefined) {
    throw new Failure('usage', '--mfa-code and --mfa-process cannot be used together', {
      hints: ['a code comes from one place: leave one of them out'],
    });
  }
  return read;
}

/** Refuses a command line on which two things want to read stdin. */
export function oneReaderOfStdin(buckets: readonly string[], mfaCode: string | undefined): void {
  if (buckets.includes('-') && mfaCode === '-') {
    throw new Failure('usage', 'stdin can feed one thing: bucket names or codes, not both', {
      hints: ['name the buckets on the command line, or give codes with `--mfa-process`'],
    });
  }
}
