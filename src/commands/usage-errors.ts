import type { Command, CommanderError } from 'commander';
import { Failure } from '../core/failures/failure.js';
import { noBucket } from './bucket-argument.js';

/**
 * Commander takes whatever follows for a flag's value. An empty one is mostly a shell variable that was not set, and
 * another flag means that the value was forgotten: going on with either would reach for other credentials than meant.
 * @throws Failure `usage`
 */
export function refuseMissingValues(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (!option.required || command.getOptionValueSource(name) !== 'cli') continue;
    const values = [command.getOptionValue(name)].flat();
    if (values.some((value) => typeof value === 'string' && (value.trim() === '' || value.startsWith('--')))) {
      throw new Failure('usage', `option \`${option.flags}\` argument missing`, { hints: [helpHint(fullName(command))] });
    }
  }
  // A flag that the command above shares is read there.
  if (command.parent !== null) refuseMissingValues(command.parent);
}

/** A command's name as it is typed after the program's: `root-key status`. */
export function fullName(command: Command): string {
  const above = command.parent;
  return above === null || above.parent === null ? command.name() : `${fullName(above)} ${command.name()}`;
}

function helpHint(command: string | undefined): string {
  return command === undefined ? '`s3-mfa-delete --help` lists the commands' : `\`s3-mfa-delete ${command} --help\` lists the flags`;
}

/**
 * Turns what commander says (`error: one sentence. Another one.`, then perhaps `(Did you mean x?)`) into our voice.
 * @param called the name of the command on the command line, if there is one
 * @param argv the words after the program's name
 */
export function usageFailure(error: CommanderError, called: string | undefined, argv: readonly string[]): Failure {
  if (error.code === 'commander.help' && called !== undefined) {
    return new Failure('usage', `\`${called}\` does nothing by itself`, { hints: [`\`s3-mfa-delete ${called} --help\` lists its commands`] });
  }
  if (error.code === 'commander.help') {
    const stranger = argv.find((word) => !word.startsWith('-') && word !== 'help');
    return new Failure('usage', stranger === undefined ? 'no command was given' : `unknown command \`${stranger}\``, { hints: [helpHint(called)] });
  }
  if (error.code === 'commander.missingArgument' && called !== undefined && error.message.includes("'bucket'")) return noBucket(called);
  const [first = '', ...rest] = error.message.split('\n');
  const [message = '', ...more] = first.replace(/^error: /, '').replace(/\.$/, '').replace(/'([^']*)'/g, '`$1`').split(/\. (?=[A-Z])/);
  const suggestion = /Did you mean (.*)\?/.exec(rest.join(' '))?.[1]?.replace(/[^\s,]+$|[^\s,]+(?=,)/g, '`$&`');
  const option = /^unknown option `([^`]*)`/.exec(message)?.[1];
  const tooEarly = suggestion === undefined && option !== undefined && option === argv[0];
  return new Failure('usage', message, {
    hints: [
      ...more.map((sentence) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`),
      ...(suggestion === undefined ? [] : [`did you mean ${suggestion}?`]),
      ...(tooEarly ? [`flags of a command stand after its name: \`s3-mfa-delete ${called ?? '<command>'} ${option}\``] : []),
      helpHint(called),
    ],
  });
}
