import { Option } from 'commander';
import { Failure } from '../core/failures/failure.js';
import { parseDuration } from '../core/text/amounts.js';
import type { RootKeyDeleteOptions } from '../flows/root-key-delete.js';
import { type CommandFile, commandGroup, type Invocation } from './command-file.js';
import { textFlag } from './flag-values.js';
import { declareConnectionFlags } from './flags.js';

const statusExamples = `
Examples:
  $ s3-mfa-delete root-key status            with any credentials
  $ s3-mfa-delete root-key status --profile root
                                             as root: each key and its last use
  $ s3-mfa-delete root-key status --json     for scripts

It also asks STS whose each long-term key on this machine is: in the shared
credentials and config files and in variables of the environment.

Exit codes: 0 no root access key, 1 there is one, 3 it cannot be told.`;

const deleteExamples = `
Examples:
  $ s3-mfa-delete root-key delete --profile root
                                             the key that signs deletes itself
  $ s3-mfa-delete root-key delete --profile root --sign-with root-login
                                             deactivate, prove, delete, prove
  $ s3-mfa-delete root-key delete --assume-root 444455556666
                                             all root keys of a member account
  $ s3-mfa-delete root-key delete --profile root --yes --remove-profile
                                             in a script
  $ s3-mfa-delete root-key delete --sandbox  practise on an unreal account

The proof takes half a minute: IAM is eventually consistent.`;

const statusCommand: CommandFile = {
  name: 'status',
  usage: '',
  summary: 'say whether root access keys exist, and where this machine holds them',
  declare(command) {
    declareConnectionFlags(command);
    command.addHelpText('after', statusExamples);
  },
  prepare: () => async (context) => {
    const { rootKeyStatus } = await import('../flows/root-key-status.js');
    return rootKeyStatus(context);
  },
};

const deleteCommand: CommandFile = {
  name: 'delete',
  usage: '[accessKeyId]',
  summary: 'delete a root access key, and prove that it is gone',
  declare(command) {
    command
      .option('--sign-with <profile>', 'sign with another credential of the root user: deactivate the key first, then delete it')
      .option('--assume-root <account>', 'delete the root keys of this member account, as its management account may')
      .addOption(new Option('--recent <duration>', 'warn where something else used the key this recently; 0s never does').default('1h'))
      .option('--remove-profile', 'also remove the profiles that held the key from the shared files')
      .option('--keep-profile', 'leave those profiles as they are, and do not ask')
      .option('--keep-backup', 'keep a copy of the shared files beside them, readable by you only')
      .option('--dry-run', 'check and plan only: change nothing');
    declareConnectionFlags(command);
    command.addHelpText('after', deleteExamples);
  },
  prepare(invocation) {
    const options = deleteOptions(invocation);
    return async (context) => {
      const { rootKeyDelete } = await import('../flows/root-key-delete.js');
      return rootKeyDelete(options, context);
    };
  },
};

/** `root-key status|delete`: the root access key's life. */
export const rootKeyCommand = commandGroup({
  name: 'root-key',
  summary: 'find root access keys, and delete them for good',
  subcommands: [statusCommand, deleteCommand],
  examples: `
Examples:
  $ s3-mfa-delete root-key status            is there a root access key?
  $ s3-mfa-delete root-key delete            delete the one that signs
  $ s3-mfa-delete root-key delete --help     other ways to delete one`,
});

function deleteOptions({ args: [accessKeyId], flags, globals }: Invocation): RootKeyDeleteOptions {
  const [signWith, assumeRoot] = [textFlag(flags.signWith), textFlag(flags.assumeRoot)];
  if (signWith !== undefined && assumeRoot !== undefined) {
    throw new Failure('usage', '--sign-with and --assume-root cannot be used together', { hints: ['one of them signs the deletion'] });
  }
  if (flags.sandbox === true && signWith !== undefined) {
    throw new Failure('usage', '--sandbox has no profiles and cannot be used with --sign-with', { hints: ['leave one of them out'] });
  }
  if (flags.removeProfile === true && flags.keepProfile === true) {
    throw new Failure('usage', '--remove-profile and --keep-profile contradict each other', { hints: ['leave one of them out'] });
  }
  return {
    accessKeyId: keyId(accessKeyId),
    signWith,
    assumeRoot: accountId(assumeRoot),
    recentMs: parseDuration('--recent', String(flags.recent)),
    dryRun: flags.dryRun === true,
    yes: globals.yes,
    removeProfile: flags.removeProfile === true ? true : flags.keepProfile === true ? false : null,
    keepBackup: flags.keepBackup === true,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html has the lengths. */
function keyId(text: string | undefined): string | undefined {
  if (text === undefined || /^\w{16,128}$/.test(text)) return text;
  throw new Failure('usage', `\`${text}\` is not an access key id`, { hints: ['it looks like AKIAIOSFODNN7EXAMPLE; `s3-mfa-delete root-key status` shows the last four characters'] });
}

function accountId(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{12}$/.test(text)) return text;
  throw new Failure('usage', `--assume-root \`${text}\` is not an account id`, { hints: ['it has twelve digits: `--assume-root 444455556666`'] });
}
