import { Failure } from '../../core/failures/failure.js';
import type { SessionExecOptions } from '../../flows/session-exec.js';
import type { CommandFile, Invocation } from '../command-file.js';
import { sessionFlags } from './flags.js';

const examples = `
Examples:
  $ s3-mfa-delete session exec -- aws s3 ls
  $ s3-mfa-delete session exec --duration 15m -- terraform plan
  $ s3-mfa-delete session exec --mfa-process 'pass otp aws' -- ./backup.sh

Nothing is written to disk: the session is in the command's environment alone.
A valid session of the profile mfa is used, and needs no code. The exit code is
the command's own, and signals reach it.`;

/** `session exec -- <command>`: runs a command with the session in its environment. */
export const sessionExecCommand: CommandFile = {
  name: 'exec',
  usage: '[command...]',
  summary: 'run a command with a session in its environment',
  declare(command) {
    command.addHelpText('after', examples);
  },
  prepare(invocation) {
    const options = optionsOf(invocation);
    return async (context) => {
      const { sessionExec } = await import('../../flows/session-exec.js');
      return sessionExec(options, context);
    };
  },
};

function optionsOf({ args, flags, globals }: Invocation): SessionExecOptions {
  const [name, ...rest] = args;
  if (name === undefined) throw new Failure('missing-input', 'no command was given', { hints: ['give it after two dashes: `s3-mfa-delete session exec -- aws s3 ls`'] });
  if (flags.print !== undefined) throw new Failure('usage', '--print and `exec` cannot be used together', { hints: ['the session goes to the command: leave out `--print`'] });
  if (globals.json) throw new Failure('usage', '--json and `exec` cannot be used together', { hints: ['what is printed is the command’s own'] });
  const options = sessionFlags(flags);
  if (options.mfaCode === '-') {
    throw new Failure('usage', 'stdin can feed one thing: the command or codes, not both', { hints: ['give codes with `--mfa-process`'] });
  }
  return { ...options, words: [name, ...rest] };
}
