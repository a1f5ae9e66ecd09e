/** What may be typed as the value of a flag or in place of an argument. */
export type Completable = { from: 'choices'; values: readonly string[] } | { from: 'profiles' | 'regions' | 'buckets' | 'files' | 'nothing' };

/** A flag as completion knows it; `value` is `null` for a switch. */
export type FlagShape = { names: readonly string[]; description: string; value: Completable | null };

/** A command as completion knows it; `repeatsLast`: the last argument may come again. */
export type CommandShape = {
  name: string;
  description: string;
  flags: readonly FlagShape[];
  args: readonly Completable[];
  repeatsLast: boolean;
  commands: readonly CommandShape[];
};

/** One thing to offer. */
export type Candidate = { value: string; description: string };

/** What the word at the cursor may become: one of a list, or a value that has to be looked up. `prefix` stands before each. */
export type Completion = { of: 'list'; candidates: Candidate[] } | { of: 'value'; value: Completable; typed: string; prefix: string };

/**
 * What may stand at the cursor.
 * @param program the program with the flags of the command that is being typed
 * @param words what was typed after the program's name up to the cursor; the last one may be empty
 */
export function completionsFor(program: CommandShape, words: readonly string[]): Completion {
  const typed = words.at(-1) ?? '';
  const { command, flags, args, pending, flagsEnded } = walk(program, words.slice(0, -1));
  if (pending !== null) return { of: 'value', value: pending, typed, prefix: '' };
  const equals = typed.indexOf('=');
  if (!flagsEnded && typed.startsWith('--') && equals !== -1) return valueOfFlag(flags, typed.slice(0, equals), typed.slice(equals + 1));
  if (!flagsEnded && typed.startsWith('-')) {
    const candidates = flags.flatMap(({ names, description }) => names.filter((name) => name.startsWith('--')).map((value) => ({ value, description })));
    return { of: 'list', candidates: startingWith(candidates, typed) };
  }
  const names = args === 0 ? startingWith(command.commands.map(({ name, description }) => ({ value: name, description })), typed) : [];
  if (names.length > 0) return { of: 'list', candidates: names };
  const value = command.args[args] ?? (command.repeatsLast ? command.args.at(-1) : undefined) ?? { from: 'nothing' };
  return { of: 'value', value, typed, prefix: '' };
}

type Walked = { command: CommandShape; flags: readonly FlagShape[]; args: number; pending: Completable | null; flagsEnded: boolean };

/** Follows the finished words: into subcommands, over flags and their values. */
function walk(program: CommandShape, finished: readonly string[]): Walked {
  const at: Walked = { command: program, flags: program.flags, args: 0, pending: null, flagsEnded: false };
  for (const word of finished) {
    if (at.pending !== null) at.pending = null;
    else if (word === '--') at.flagsEnded = true;
    else if (!at.flagsEnded && word.startsWith('-')) at.pending = at.flags.find(({ names }) => names.includes(word))?.value ?? null;
    else enter(at, word);
  }
  return at;
}

function enter(at: Walked, word: string): void {
  const sub = at.args === 0 ? at.command.commands.find(({ name }) => name === word) : undefined;
  if (sub === undefined) {
    at.args += 1;
  } else {
    at.command = sub;
    at.flags = [...sub.flags, ...at.flags];
  }
}

function valueOfFlag(flags: readonly FlagShape[], name: string, typed: string): Completion {
  const value = flags.find(({ names }) => names.includes(name))?.value ?? { from: 'nothing' };
  return { of: 'value', value, typed, prefix: `${name}=` };
}

/** The candidates that begin with what was typed. */
export function startingWith(candidates: readonly Candidate[], typed: string): Candidate[] {
  return candidates.filter(({ value }) => value.startsWith(typed));
}
