import type { CommandFile } from './command-file.js';
import { declareSwitchFlags, switchOptions } from './switch-command.js';

const examples = `
Examples:
  $ s3-mfa-delete enable                     the wizard: asks for everything
  $ s3-mfa-delete enable ledger audit-logs   these two buckets
  $ s3-mfa-delete enable ledger --dry-run    check only; needs no root key
  $ s3-mfa-delete enable --sandbox           practise on an unreal account
  $ s3-mfa-delete enable ledger --ephemeral-root-key
                                             in CloudShell, as root

Only the root user's long-term access key can turn MFA Delete on, and every
bucket takes one fresh code. The wizard leads through both.`;

/** `enable [bucket...]`: the wizard that turns MFA Delete on. */
export const enableCommand: CommandFile = {
  name: 'enable',
  usage: '[bucket...]',
  summary: 'turn MFA Delete on (a wizard on a terminal)',
  declare(command) {
    command.option('--remove-lifecycle <directory>', 'save lifecycle configurations that stand in the way into this directory, and remove them');
    declareSwitchFlags(command, examples);
  },
  prepare(invocation) {
    const options = switchOptions(invocation);
    return async (context) => {
      const { enable } = await import('../flows/enable.js');
      return enable(options, context);
    };
  },
};
