import { describe, expect, it } from 'vitest';
import type { CommandShape, FlagShape } from '../../src/core/completion/candidates.js';
import { shapeOf } from '../../src/commands/command-shape.js';
import { commandFiles, makeProgram } from '../../src/program.js';
import { parsed } from './support.js';

const names = commandFiles.flatMap(({ name, subcommands = [] }) => [name, ...subcommands.map((sub) => `${name} ${sub.name}`)]);

/** Flags that mean something else in each command, or more in one of them. */
const OWN_MEANING = ['--action', '--bucket', '--confirm', '--dry-run', '--exclude', '--include', '--policy-name', '--prefix', '--profile', '--resource', '--help'];

/** Every flag with the commands that have it. */
function flags(): (FlagShape & { of: string })[] {
  return names.flatMap((name) => {
    const words = name.split(' ');
    const program = shapeOf(makeProgram(words, { version: '', print: () => undefined, columns: 80 }, () => undefined));
    const found = words.reduce<CommandShape | undefined>((command, word) => command?.commands.find((sub) => sub.name === word), program);
    return [...(found?.flags ?? []), ...program.flags].map((flag) => ({ ...flag, of: name }));
  });
}

describe('help', () => {
  it('says the same of a flag in every command that has it', () => {
    const said = new Map<string, Set<string>>();
    for (const { names: [name = ''], description } of flags()) said.set(name, (said.get(name) ?? new Set()).add(description));

    const differing = [...said].filter(([name, descriptions]) => descriptions.size > 1 && !OWN_MEANING.includes(name));

    expect(differing.map(([name, descriptions]) => [name, ...descriptions])).toEqual([]);
  });

  it('says of every flag what to do, in one sentence without a full stop', () => {
    const wrong = flags().filter(({ description }) => !/^[a-z]/.test(description) || /\.$|\. [A-Z]/.test(description) || /^(the|a|an|what|which|how|no|only)\b/.test(description));

    expect(wrong.map(({ of, names: [name], description }) => `${of} ${name}: ${description}`)).toEqual([]);
  });

  it.each(names)('of %s fits 80 columns', (name) => {
    expect(parsed([...name.split(' '), '--help']).text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
