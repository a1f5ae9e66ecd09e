import { Option } from 'commander';
import { Failure } from '../core/failures/failure.js';
import type { DeleteVersionOptions } from '../flows/delete-version.js';
import { confirmedBucket, placedOrFlagged } from './bucket-argument.js';
import type { CommandFile, Invocation } from './command-file.js';
import { declareConsentFlags, declareSigningFlags, deletionFlags } from './deletion-flags.js';
import { collect, listFlag, textFlag } from './flag-values.js';

const examples = `
Examples:
  $ s3-mfa-delete delete-version ledger      tick versions in a list
  $ s3-mfa-delete delete-version ledger a.txt 3HL4kqtJlcpXroDTDmJ
  $ s3-mfa-delete delete-version --bucket ledger --key a.txt \\
      --version-id 3HL4kqtJlcpXroDTDmJ --version-id null
  $ aws s3api list-object-versions --bucket ledger --prefix tmp/ |
      s3-mfa-delete delete-version ledger --from - --confirm ledger \\
        --mfa-process 'pass otp aws-root'

What this deletes is gone for good. One code deletes up to 1000 versions.`;

/** `delete-version <bucket> [key] [versionId]`: permanently deletes named versions. */
export const deleteVersionCommand: CommandFile = {
  name: 'delete-version',
  usage: '[bucket] [key] [versionId]',
  summary: 'delete named versions for good, up to 1000 with one code',
  declare(command) {
    command
      .option('--bucket <bucket>', 'name the bucket as in the AWS CLI')
      .option('--key <key>', 'name the key as in the AWS CLI')
      .addOption(new Option('--version-id <id>', 'name a version as in the AWS CLI (repeatable; null is the one from before versioning)').argParser(collect))
      .option('--from <file>', 'read the versions from this file (JSON of list-object-versions, NDJSON or CSV); - reads stdin')
      .option('--prefix <prefix>', 'offer the versions whose keys begin with this, on a terminal');
    declareConsentFlags(command, 'confirm with the name of the bucket, instead of typing it when asked', true);
    declareSigningFlags(command);
    command.addHelpText('after', examples);
  },
  prepare(invocation) {
    const options = optionsOf(invocation);
    return async (context) => {
      const { deleteVersion } = await import('../flows/delete-version.js');
      return deleteVersion(options, context);
    };
  },
};

function optionsOf({ args, flags }: Invocation): DeleteVersionOptions {
  const [placedBucket, placedKey, placedVersion] = args;
  const flaggedVersions = listFlag(flags.versionId);
  const confirm = textFlag(flags.confirm);
  const key = placedOrFlagged('key', placedKey, '--key', textFlag(flags.key));
  placedOrFlagged('version', placedVersion, '--version-id', flaggedVersions[0]);
  const selection = {
    key,
    versionIds: placedVersion === undefined ? flaggedVersions : [placedVersion],
    prefix: textFlag(flags.prefix),
    from: textFlag(flags.from),
  };
  const deletion = deletionFlags(flags);
  refuseContradictions(selection, deletion.mfaCode);
  return {
    bucket: confirmedBucket('delete-version', placedOrFlagged('bucket', placedBucket, '--bucket', textFlag(flags.bucket)), confirm),
    ...selection,
    isConfirmed: confirm !== undefined,
    ...deletion,
  };
}

function refuseContradictions({ key, versionIds, prefix, from }: Pick<DeleteVersionOptions, 'key' | 'versionIds' | 'prefix' | 'from'>, mfaCode: string | undefined): void {
  if (versionIds.length > 0 && key === undefined) {
    throw new Failure('usage', 'a version id was given without its key', { hints: ['add `--key <key>`'] });
  }
  if (key === '' || versionIds.includes('')) throw new Failure('usage', `the ${key === '' ? 'key' : 'version id'} is empty`);
  const ways = [key === undefined ? [] : ['a key'], prefix === undefined ? [] : ['--prefix'], from === undefined ? [] : ['--from']].flat();
  if (ways.length > 1) {
    throw new Failure('usage', `${ways.join(' and ')} cannot be used together`, { hints: ['say in one way which versions are meant'] });
  }
  if (from === '-' && mfaCode === '-') {
    throw new Failure('usage', 'stdin can feed one thing: versions or codes, not both', {
      hints: ['give the list as a file, or codes with `--mfa-process`'],
    });
  }
}
