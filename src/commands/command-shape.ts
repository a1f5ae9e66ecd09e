import type { Argument, Command, Option } from 'commander';
import type { CommandShape, Completable, FlagShape } from '../core/completion/candidates.js';

/** What the flags that take a name of something are completed with; the others go by their placeholder. */
const byFlag: Readonly<Record<string, Completable>> = {
  '--profile': { from: 'profiles' },
  '--region': { from: 'regions' },
  '--bucket': { from: 'buckets' },
  '--confirm': { from: 'buckets' },
};

/** Reads commander's declarations as completion needs them: the commands with their flags, as far as those were declared. */
export function shapeOf(command: Command): CommandShape {
  const args = command.registeredArguments;
  return {
    name: command.name(),
    description: command.summary() || command.description(),
    flags: [...command.options, ...helpOption].map(flagShape),
    args: args.map(valueOfArgument),
    repeatsLast: args.at(-1)?.variadic === true,
    commands: command.commands.map(shapeOf),
  };
}

const helpOption = [{ long: '--help', short: '-h', description: 'print help', required: false, optional: false }] as const;

type Declared = Pick<Option, 'description' | 'required' | 'optional'> & Partial<Pick<Option, 'long' | 'short' | 'flags' | 'argChoices'>>;

function flagShape(option: Declared): FlagShape {
  const names = [option.long, option.short].filter((name): name is string => name !== undefined && name !== null);
  return { names, description: option.description, value: option.required || option.optional ? valueOfFlag(option) : null };
}

function valueOfFlag({ long, flags = '', argChoices }: Declared): Completable {
  if (argChoices !== undefined) return { from: 'choices', values: argChoices };
  const named = byFlag[long ?? ''];
  if (named !== undefined) return named;
  return /<(file|directory|backup-dir|path)\b/.test(flags) ? { from: 'files' } : { from: 'nothing' };
}

/** Usage writes a choice as `<bash|zsh|fish>`. */
function valueOfArgument(argument: Argument): Completable {
  const name = argument.name();
  if (name.includes('|')) return { from: 'choices', values: name.split('|') };
  return { from: name === 'bucket' ? 'buckets' : 'nothing' };
}
