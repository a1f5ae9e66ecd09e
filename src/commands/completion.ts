import type { Shell } from '../core/completion/scripts.js';
import { Failure } from '../core/failures/failure.js';
import type { CommandFile } from './command-file.js';

const examples = `
Examples:
  $ echo 'source <(s3-mfa-delete completion bash)' >> ~/.bashrc
  $ echo 'source <(s3-mfa-delete completion zsh)' >> ~/.zshrc
  $ s3-mfa-delete completion fish \\
      > ~/.config/fish/completions/s3-mfa-delete.fish

Completes commands, flags, profiles, regions, and the names of buckets that an
earlier run listed. It never asks AWS.`;

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

/** `completion <shell>`: prints the script that a shell reads. */
export const completionCommand: CommandFile = {
  name: 'completion',
  usage: `<${shells.join('|')}>`,
  summary: 'print the script that completes commands, flags and names in a shell',
  declare(command) {
    command.addHelpText('after', examples);
  },
  prepare({ args: [word] }) {
    const shell = shells.find((known) => known === word);
    if (shell === undefined) {
      throw new Failure('usage', `there is no completion for \`${word ?? ''}\``, { hints: shells.map((known) => `\`s3-mfa-delete completion ${known}\``) });
    }
    return async () => {
      const { completion } = await import('../flows/completion.js');
      return completion(shell);
    };
  },
};
