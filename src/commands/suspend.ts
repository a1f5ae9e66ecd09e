import type { CommandFile } from './command-file.js';
import { declareSwitchFlags, switchOptions } from './switch-command.js';

const examples = `
Examples:
  $ s3-mfa-delete suspend ledger             asks for one code
  $ s3-mfa-delete suspend ledger --dry-run   check only; needs no root key
  $ s3-mfa-delete suspend payments-protected --sandbox
                                             practise on an unreal account

For buckets with MFA Delete, which stays on. While versioning is suspended a
plain write or delete destroys the \`null\` version for good, without a code.`;

/** `suspend [bucket...]`: suspends versioning on buckets that have MFA Delete. */
export const suspendCommand: CommandFile = {
  name: 'suspend',
  usage: '[bucket...]',
  summary: 'suspend versioning on an MFA Delete bucket, leave MFA Delete as it is',
  declare: (command) => declareSwitchFlags(command, examples),
  prepare(invocation) {
    const options = switchOptions(invocation);
    return async (context) => {
      const { suspend } = await import('../flows/suspend.js');
      return suspend(options, context);
    };
  },
};
