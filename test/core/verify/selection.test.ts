import { describe, expect, it } from 'vitest';
import { compileSelection, hasTags, parseTag, type Selection, type WantedTag } from '../../../src/core/verify/selection.js';
import { refusalOf } from './support/refusals.js';

const everything: Selection = { include: [], exclude: [], tags: [], region: null };

describe('--tag', () => {
  it.each<[string, WantedTag]>([
    ['Environment=production', { key: 'Environment', value: 'production' }],
    ['Environment', { key: 'Environment', value: null }],
    ['Environment=', { key: 'Environment', value: '' }],
    ['query=a=b=', { key: 'query', value: 'a=b=' }],
    ['a b= c ', { key: 'a b', value: ' c ' }],
  ])('%j is %j', (text, tag) => {
    expect(parseTag(text)).toEqual(tag);
  });

  it.each(['', '=', '=production'])('%j names no key: exit 2', (text) => {
    const refusal = refusalOf(() => parseTag(text));

    expect(refusal).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringContaining(`--tag \`${text}\``) });
    expect(refusal.hints.at(-1)).toContain('`--tag Environment=production`');
  });

  it.each<[string[], tags: [string, string][], boolean]>([
    [[], [], true],
    [[], [['Team', 'books']], true],
    [['Team'], [['Team', 'books']], true],
    [['Team'], [['Team', '']], true],
    [['Team'], [['team', 'books']], false],
    [['Team'], [], false],
    [['Team=books'], [['Team', 'books']], true],
    [['Team=books'], [['Team', 'Books']], false],
    [['Team=books'], [], false],
    [['Team='], [['Team', '']], true],
    [['Team='], [], false],
    [['Team=books', 'Stage'], [['Team', 'books'], ['Stage', 'test']], true],
    [['Team=books', 'Stage'], [['Team', 'books']], false],
    [['Team=books', 'Team=mail'], [['Team', 'books']], false],
  ])('%j is met by %j: %s', (wanted, tags, met) => {
    expect(hasTags(wanted.map(parseTag), new Map(tags))).toBe(met);
  });
});

describe('a selection', () => {
  const listed = ['ledger', 'logs-1', 'logs-2', 'tmp'].map((name) => ({ name, region: name === 'tmp' ? 'eu-west-1' : 'us-east-1' }));

  it.each<[Partial<Selection>, string[]]>([
    [{}, ['ledger', 'logs-1', 'logs-2', 'tmp']],
    [{ include: ['logs-*'] }, ['logs-1', 'logs-2']],
    [{ include: ['logs-1', 'tmp'] }, ['logs-1', 'tmp']],
    [{ include: ['none'] }, []],
    [{ exclude: ['logs-*'] }, ['ledger', 'tmp']],
    [{ exclude: ['tmp', 'l?gs-2'] }, ['ledger', 'logs-1']],
    // Exclude goes before include
    [{ include: ['logs-*'], exclude: ['*-2'] }, ['logs-1']],
    [{ include: ['logs-1'], exclude: ['logs-1'] }, []],
    [{ region: 'eu-west-1' }, ['tmp']],
    [{ region: 'eu-west-1', include: ['logs-*'] }, []],
    [{ region: 'us-east-1', exclude: ['logs-*'] }, ['ledger']],
    // Tags are not in a listing
    [{ tags: [{ key: 'Team', value: null }] }, ['ledger', 'logs-1', 'logs-2', 'tmp']],
  ])('%j takes %j', (said, names) => {
    expect(listed.filter(compileSelection({ ...everything, ...said })).map(({ name }) => name)).toEqual(names);
  });

  it('by region takes buckets whose region nobody says', () => {
    expect(compileSelection({ ...everything, region: 'eu-west-1' })({ name: 'ledger', region: null })).toBe(true);
  });

  it.each<[string, Partial<Selection>]>([
    ['--include', { include: ['logs-*', 'a['] }],
    ['--exclude', { exclude: ['a['] }],
  ])('with an open pattern in %s is refused before a bucket comes: exit 2', (flag, said) => {
    expect(refusalOf(() => compileSelection({ ...everything, ...said }))).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringContaining(`${flag} \`a[\``) });
  });
});
