import { Option } from 'commander';
import { Failure } from '../core/failures/failure.js';
import { printForms } from '../core/session/session-environment.js';
import type { SessionCommandOptions } from '../flows/session.js';
import type { CommandFile, Invocation } from './command-file.js';
import { declareCodeFlags, declareConnectionFlags } from './flags.js';
import { sessionCheckCommand } from './session/check.js';
import { sessionExecCommand } from './session/exec.js';
import { sessionFlags } from './session/flags.js';

const examples = `
Examples:
  $ s3-mfa-delete session                    asks for a code, writes profile mfa
  $ s3-mfa-delete session --profile work --to work-mfa --duration 1h
  $ eval "$(s3-mfa-delete session --print env)"
  $ s3-mfa-delete session check
  $ s3-mfa-delete session exec -- aws s3 ls

Then: aws s3 ls --profile mfa. A session is for policies that require MFA
(\`s3-mfa-delete policy\`). It can never be used for MFA Delete: AWS refuses every
session token there, and \`enable\` takes the root user's long-term key.`;

/** `session`: MFA session credentials into a profile, onto stdout, or into a command. */
export const sessionCommand: CommandFile = {
  name: 'session',
  usage: '',
  summary: 'get session credentials with MFA, for policies that require it',
  declare(command) {
    command
      .option('--to <profile>', 'keep the session in this profile (default: mfa)')
      .option('--duration <duration>', 'ask for a session of this length: 15m to 36h, for the root user at most 1h (default: 12h, for root 1h)')
      .option('--renew', 'get a new session even where a valid one is there')
      .addOption(new Option('--print <form>', 'print the session in this form instead of writing it').choices([...printForms]));
    declareCodeFlags(command);
    declareConnectionFlags(command);
    command.addHelpText('after', examples);
  },
  prepare(invocation) {
    const options = optionsOf(invocation);
    return async (context) => {
      const { session } = await import('../flows/session.js');
      return session(options, context);
    };
  },
  subcommands: [sessionCheckCommand, sessionExecCommand],
};

function optionsOf({ flags, globals }: Invocation): SessionCommandOptions {
  const print = printForms.find((form) => form === flags.print) ?? null;
  if (print !== null && globals.json) {
    throw new Failure('usage', '--print and --json cannot be used together', { hints: ['`--print json` prints the session, `--json` what became of it'] });
  }
  return { ...sessionFlags(flags), print };
}
