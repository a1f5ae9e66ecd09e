import { describe, expect, it } from 'vitest';
import { type CommandShape, completionsFor, type FlagShape } from '../../../src/core/completion/candidates.js';

const flag = (name: string, value: FlagShape['value'] = null): FlagShape => ({ names: [name], description: `${name} in words`, value });
const command = (name: string, parts: Partial<CommandShape> = {}): CommandShape => ({ name, description: `${name} in words`, flags: [], args: [], repeatsLast: false, commands: [], ...parts });

const program = command('s3-mfa-delete', {
  flags: [flag('--quiet'), { names: ['--help', '-h'], description: '', value: null }],
  commands: [
    command('verify', {
      flags: [flag('--format', { from: 'choices', values: ['table', 'json'] }), flag('--profile', { from: 'profiles' }), flag('--all')],
      args: [{ from: 'buckets' }],
      repeatsLast: true,
    }),
    command('delete-version', { args: [{ from: 'buckets' }, { from: 'files' }] }),
    command('root-key', { commands: [command('status'), command('delete')] }),
  ],
});

const offered = (...words: string[]): unknown => {
  const completion = completionsFor(program, words);
  if (completion.of === 'list') return completion.candidates.map(({ value }) => value);
  return completion.of === 'value' ? { ...completion.value, typed: completion.typed, prefix: completion.prefix } : completion;
};

describe('completionsFor', () => {
  it.each([
    ['every command at the beginning', [''], ['verify', 'delete-version', 'root-key']],
    ['the commands that begin with what was typed', ['ve'], ['verify']],
    ['subcommands after their command', ['root-key', ''], ['status', 'delete']],
    ['the flags of the command and of the program', ['verify', '--'], ['--format', '--profile', '--all', '--quiet', '--help']],
    ['no short flags', ['-'], ['--quiet', '--help']],
    ['every command where nothing was typed at all', [], ['verify', 'delete-version', 'root-key']],
    ['nothing for a short flag with a value', ['verify', '-x=1'], []],
    ['flags again after a finished switch', ['verify', '--all', '--q'], ['--quiet']],
  ])('offers %s', (_, words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });

  it.each([
    ['a bucket as the argument', ['verify', 'led'], { from: 'buckets', typed: 'led', prefix: '' }],
    ['another bucket, as often as wanted', ['verify', 'a', 'b', ''], { from: 'buckets', typed: '', prefix: '' }],
    ['the second argument after the first', ['delete-version', 'a', ''], { from: 'files', typed: '', prefix: '' }],
    ['nothing once the arguments are complete', ['delete-version', 'a', 'b', 'c', ''], { from: 'nothing', typed: '', prefix: '' }],
    ['the value of the flag before', ['verify', '--profile', 'pro'], { from: 'profiles', typed: 'pro', prefix: '' }],
    ['the value after an equals sign, with the flag in front', ['verify', '--profile=pro'], { from: 'profiles', typed: 'pro', prefix: '--profile=' }],
    ['a bucket after the value of a flag', ['verify', '--profile', 'x', ''], { from: 'buckets', typed: '', prefix: '' }],
    ['a value that begins like a flag', ['verify', '--profile', '--x'], { from: 'profiles', typed: '--x', prefix: '' }],
    ['no flag after two dashes', ['verify', '--', '--all'], { from: 'buckets', typed: '--all', prefix: '' }],
    ['a bucket after a flag and its value in one word', ['verify', '--profile=x', ''], { from: 'buckets', typed: '', prefix: '' }],
    ['no value of a flag after two dashes', ['verify', '--', '--profile=x'], { from: 'buckets', typed: '--profile=x', prefix: '' }],
    ['no short flag after two dashes', ['verify', '--', '-'], { from: 'buckets', typed: '-', prefix: '' }],
    ['a bucket with an equals sign', ['verify', 'a=b'], { from: 'buckets', typed: 'a=b', prefix: '' }],
    ['no command after an argument', ['nonsense', 've'], { from: 'nothing', typed: 've', prefix: '' }],
    ['nothing of a command that comes after an argument', ['nonsense', 'verify', ''], { from: 'nothing', typed: '', prefix: '' }],
    ['a bucket after a flag that is not known, which takes no word', ['verify', '--unknown', 'x'], { from: 'buckets', typed: 'x', prefix: '' }],
    ['nothing after the equals sign of a switch', ['verify', '--all='], { from: 'nothing', typed: '', prefix: '--all=' }],
    ['nothing for a flag that is not known', ['verify', '--unknown='], { from: 'nothing', typed: '', prefix: '--unknown=' }],
    ['nothing after a command that is not known', ['nonsense', ''], { from: 'nothing', typed: '', prefix: '' }],
  ])('looks up %s', (_, words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });

  it('offers the choices of a flag', () => {
    expect(offered('verify', '--format', '')).toEqual({ from: 'choices', values: ['table', 'json'], typed: '', prefix: '' });
  });

  it('says what each candidate is for', () => {
    expect(completionsFor(program, ['root-key', 'st'])).toEqual({ of: 'list', candidates: [{ value: 'status', description: 'status in words' }] });
  });
});
