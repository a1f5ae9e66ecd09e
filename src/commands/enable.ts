import type { CommandFile } from './command-file.js';
import { codeFlags, declareCodeFlags, declareConnectionFlags, oneReaderOfStdin } from './flags.js';

const examples = `
Examples:
  $ s3-mfa-delete enable                     the wizard: asks for everything
  $ s3-mfa-delete enable ledger audit-logs   these two buckets
  $ s3-mfa-delete enable ledger --dry-run    check only; needs no root key
  $ s3-mfa-delete enable --sandbox           practise on an unreal account

Only the root user's long-term access key can turn MFA Delete on, and every
bucket takes one fresh code. The wizard leads through both.`;

/** `enable [bucket...]`: the wizard that turns MFA Delete on. */
export const enableCommand: CommandFile = {
  name: 'enable',
  usage: '[bucket...]',
  summary: 'turn MFA Delete on (a wizard on a terminal)',
  declare(command) {
    command.option('--dry-run', 'check and plan only: no write is sent, no code is asked for');
    declareCodeFlags(command);
    declareConnectionFlags(command);
    command.addHelpText('after', examples);
  },
  prepare({ args, flags, globals }) {
    const options = {
      buckets: args,
      dryRun: flags.dryRun === true,
      yes: globals.yes,
      ...codeFlags(flags),
    };
    oneReaderOfStdin(args, options.mfaCode);
    return async (context) => {
      const { enable } = await import('../flows/enable.js');
      return enable(options, context);
    };
  },
};
