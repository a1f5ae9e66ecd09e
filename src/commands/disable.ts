import type { CommandFile } from './command-file.js';
import { declareSwitchFlags, switchOptions } from './switch-command.js';

const examples = `
Examples:
  $ s3-mfa-delete disable ledger             asks for one code
  $ s3-mfa-delete disable ledger --dry-run   check only; needs no root key
  $ s3-mfa-delete disable logs --restore-lifecycle logs-lifecycle.json

Versioning stays as it is. It takes the root user's long-term access key and one
fresh code per bucket, as enabling did.`;

/** `disable [bucket...]`: turns MFA Delete off. */
export const disableCommand: CommandFile = {
  name: 'disable',
  usage: '[bucket...]',
  summary: 'turn MFA Delete off, leave versioning as it is',
  declare(command) {
    command.option('--restore-lifecycle <file>', 'at the end, put back the lifecycle configuration that enable saved in this file');
    declareSwitchFlags(command, examples);
  },
  prepare(invocation) {
    const options = switchOptions(invocation);
    return async (context) => {
      const { disable } = await import('../flows/disable.js');
      return disable(options, context);
    };
  },
};
