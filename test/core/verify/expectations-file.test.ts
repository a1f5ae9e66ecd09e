import { describe, expect, it, vi } from 'vitest';
import { parseExpectations } from '../../../src/core/verify/expectations-file.js';
import { refusalOf } from './support/refusals.js';

const rule = { bucket: 'tmp-*', by: 'Jo Doe', why: 'caches', until: '2026-12-31' };
const withRules = (...exceptions: unknown[]) => JSON.stringify({ schemaVersion: 1, exceptions });
const until = (day: string) => `schemaVersion: 1\nexceptions: [{ bucket: tmp-*, by: Jo Doe, why: caches, until: ${day} }]`;

describe('an expectations file', () => {
  it.each<[string, string]>([
    ['JSON', JSON.stringify({ $schema: 'verify-policy', schemaVersion: 1, mustBeOn: ['ledger', 'audit-*'], exceptions: [rule] })],
    ['YAML', 'schemaVersion: 1 # ours\nmustBeOn:\n  - ledger\n  - audit-*\nexceptions:\n  - bucket: tmp-*\n    by: Jo Doe\n    why: caches\n    until: 2026-12-31\n'],
    ['YAML as 1.1, in which a day would be a time', '%YAML 1.1\n---\nschemaVersion: 1\nmustBeOn: [ledger, audit-*]\nexceptions: [{ bucket: tmp-*, by: Jo Doe, why: caches, until: 2026-12-31 }]'],
  ])('is read from %s', (_form, text) => {
    expect(parseExpectations(text, 'expectations.yaml')).toEqual({ mustBeOn: ['ledger', 'audit-*'], exceptions: [rule] });
  });

  it.each(['schemaVersion: 1', 'schemaVersion: 1\nmustBeOn:\nexceptions:', '{"schemaVersion":1,"mustBeOn":[],"exceptions":null}'])('%j expects nothing', (text) => {
    expect(parseExpectations(text, 'expectations.yaml')).toEqual({ mustBeOn: [], exceptions: [] });
  });

  it('keeps rules in their order', () => {
    const { exceptions, mustBeOn } = parseExpectations(JSON.stringify({ schemaVersion: 1, mustBeOn: ['b', 'a'], exceptions: [{ ...rule, bucket: 'b' }, { ...rule, bucket: 'a' }] }), 'expectations.yaml');

    expect([mustBeOn, exceptions.map(({ bucket }) => bucket)]).toEqual([['b', 'a'], ['b', 'a']]);
  });

  it.each(['2026-12-31', '2024-02-29', '2026-01-01', '9999-12-31'])('takes %s for a day', (day) => {
    expect(parseExpectations(until(day), 'expectations.yaml').exceptions[0]?.until).toBe(day);
  });

  it.each(['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-00-00', '26-12-31', '2026-1-1', '2026-12-311', '12026-12-31', '+012026-12', '-000001-01', '2026-12-31T00:00:00Z', 'tomorrow', '31.12.2026'])(
    'does not take %s for a day',
    (day) => {
      expect(refusalOf(() => parseExpectations(until(day), 'expectations.yaml')).message).toContain(`has \`${day}\` in exceptions[0].until`);
    },
  );

  it('that is not well-formed is refused with what and where, and without its text', () => {
    const refusal = refusalOf(() => parseExpectations('schemaVersion: 1\nmustBeOn: [a]\nmustBeOn: [b]', 'expectations.yaml'));

    expect(refusal.message).toBe('`expectations.yaml` is neither YAML nor JSON: Map keys must be unique at line 3, column 1');
  });

  it('brings no warnings of the YAML library, which would show text of it', () => {
    const warned = vi.spyOn(process, 'emitWarning');

    expect(parseExpectations('schemaVersion: 1\nmustBeOn: [!secret ledger]', 'expectations.yaml').mustBeOn).toEqual(['ledger']);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });

  it.each<[what: string, text: string, why: string]>([
    ['nothing', '', 'the file has to hold names and values'],
    ['a list', '- ledger', 'the file has to hold names and values'],
    ['a word', 'ledger', 'the file has to hold names and values'],
    ['without a version', 'mustBeOn: [ledger]', 'has no `schemaVersion: 1`'],
    ['of another version', 'schemaVersion: 2', 'has no `schemaVersion: 1`'],
    ['with the version as a text', "schemaVersion: '1'", 'has no `schemaVersion: 1`'],
    ['with a misspelt name', 'schemaVersion: 1\nmustbeOn: [ledger]', 'has `mustbeOn` in the file, which means nothing there'],
    ['with a name that objects have anyway', 'schemaVersion: 1\n__proto__: { mustBeOn: [ledger] }', 'has `__proto__` in the file'],
    ['with names to be merged', 'schemaVersion: 1\n<<: { mustBeOn: [ledger] }', 'has `<<` in the file'],
    ['with one name for a list', 'schemaVersion: 1\nmustBeOn: ledger', 'has no list in mustBeOn'],
    ['with names for a list', 'schemaVersion: 1\nmustBeOn: { ledger: true }', 'has no list in mustBeOn'],
    ['with false for a list', 'schemaVersion: 1\nmustBeOn: false', 'has no list in mustBeOn'],
    ['with exceptions that are no list', JSON.stringify({ schemaVersion: 1, exceptions: rule }), 'has no list in exceptions'],
    ['with a number for a bucket', 'schemaVersion: 1\nmustBeOn: [ledger, 5]', 'has no text in mustBeOn[1]'],
    ['with nothing for a bucket', 'schemaVersion: 1\nmustBeOn:\n  -', 'has no text in mustBeOn[0]'],
    ['with a bucket of spaces', "schemaVersion: 1\nmustBeOn: ['  ']", 'has no text in mustBeOn[0]'],
    ['with a word for an exception', withRules(rule, 'tmp-*'), 'exceptions[1] has to hold names and values'],
    ['with null for an exception', withRules(null), 'exceptions[0] has to hold names and values'],
    ['with a list for an exception', withRules([]), 'exceptions[0] has to hold names and values'],
    ['with a misspelt name in an exception', withRules({ ...rule, reason: 'caches' }), 'has `reason` in exceptions[0], which means nothing there'],
    ['with an exception of no bucket', withRules({ ...rule, bucket: undefined }), 'has no text in exceptions[0].bucket'],
    ['with an exception of nobody', withRules(rule, { ...rule, by: ' ' }), 'has no text in exceptions[1].by'],
    ['with an exception without a reason', withRules({ ...rule, why: null }), 'has no text in exceptions[0].why'],
    ['with an exception without an end', withRules({ ...rule, until: undefined }), 'has no text in exceptions[0].until'],
    ['with an end that is a number', withRules({ ...rule, until: 20261231 }), 'has no text in exceptions[0].until'],
    ['with a name twice', 'schemaVersion: 1\nmustBeOn: [a]\nmustBeOn: [b]', 'is neither YAML nor JSON: Map keys must be unique at line 3, column 1'],
    ['with a list that is open', 'schemaVersion: 1\nmustBeOn: [ledger', 'is neither YAML nor JSON: '],
    ['of two documents', 'schemaVersion: 1\n---\nschemaVersion: 1', 'is neither YAML nor JSON: '],
    ['with a pattern that YAML takes for another thing', 'schemaVersion: 1\nmustBeOn:\n  - *-logs', 'is neither YAML nor JSON: '],
    ['with a part that stands for another', 'schemaVersion: 1\nmustBeOn: [&a ledger, *a]', 'is neither YAML nor JSON: '],
    ['with a name over two lines', 'schemaVersion: 1\nmustBeOn: [ledger\n  : x]', 'is neither YAML nor JSON: '],
    ['that is nested without end', '['.repeat(20_000), 'is neither YAML nor JSON: '],
  ])('%s is refused: exit 2', (_what, text, why) => {
    const refusal = refusalOf(() => parseExpectations(text, 'expectations.yaml'));

    expect(refusal).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringMatching(/^`expectations\.yaml` [^\n]*[^:\n]$/) });
    expect(refusal.message).toContain(why);
    expect(refusal.hints).toEqual([expect.stringMatching(/verify-policy\.schema\.json$/), expect.stringContaining('`s3-mfa-delete verify --help`')]);
  });
});
