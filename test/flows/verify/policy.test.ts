import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { expectValid } from '../../support/schema.js';
import { runVerify } from '../support/runs.js';

const four = ['payments-protected', 'ledger-ready', 'uploads-unversioned', 'vault-suspended'];

const EXPECTATIONS = `
# What the auditors agreed to.
schemaVersion: 1
mustBeOn:
  - payments-*
exceptions:
  - { bucket: ledger-ready, by: Jo Doe, why: turned on next week, until: 2026-03-04 }
  - { bucket: 'uploads-*', by: Jo Doe, why: holds caches only, until: 2026-03-03 }
`;

function written(aws: PracticeContext, text: string): string {
  const file = path.join(aws.home, 'expectations.yaml');
  writeFileSync(file, text);
  return file;
}

describe('an expectations file', () => {
  it('excepts until its day has passed, finds what has run out, and reports what it does not know', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: four, policy: written(aws, EXPECTATIONS) });

    expect(run.document?.buckets).toMatchObject([
      { finding: false, expectation: { status: 'required', by: null } },
      { finding: false, expectation: { status: 'excepted', by: 'Jo Doe', why: 'turned on next week', until: '2026-03-04' } },
      { finding: true, expectation: { status: 'expired', until: '2026-03-03' } },
      { finding: true, expectation: { status: 'unlisted' } },
    ]);
    expect(run).toMatchObject({ exitCode: 1, document: { policy: { required: 1, excepted: 1, expired: 1, unlisted: 1, missing: [] } } });
    expect(run.narration).toContain('The exception for `uploads-unversioned` ran out on 2026-03-03 (made by Jo Doe: holds caches only).');
    expect(run.narration).toContain('Not in the expectations file: `vault-suspended`.');
  });

  it('makes a run without findings of one whose buckets are all on or excepted', async () => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { buckets: four.slice(0, 2), policy: written(aws, EXPECTATIONS) })).toMatchObject({ exitCode: 0 });
  });

  it('finds an exception that ran out also where the bucket is on', async () => {
    const aws = await practiceContext();
    const policy = written(aws, EXPECTATIONS.replace('uploads-*', 'payments-*'));

    expect(await runVerify(aws, { buckets: ['payments-protected'], policy })).toMatchObject({ exitCode: 1, document: { buckets: [{ verdict: 'on', finding: true }] } });
  });

  it('finds a bucket that it requires by name and that is not there, if all were listed', async () => {
    const aws = await practiceContext();
    const policy = written(aws, '{"schemaVersion": 1, "mustBeOn": ["payments-protected", "crown-jewels"]}');
    const selection = { include: ['payments-*', 'crown-*'], exclude: [], tags: [], region: null };

    const all = await runVerify(aws, { all: true, selection, policy });
    const named = await runVerify(aws, { buckets: ['payments-protected'], policy });

    expect(all).toMatchObject({ exitCode: 1, document: { policy: { missing: ['crown-jewels'] } } });
    expect(named).toMatchObject({ exitCode: 0, document: { policy: { missing: [] } } });
  });

  it('has a published form', () => {
    expectValid({ schemaVersion: 1, mustBeOn: ['payments-*'], exceptions: [{ bucket: 'tmp-*', by: 'Jo', why: 'caches', until: '2026-12-31' }] }, 'verify-policy');
    expect(() => expectValid({ schemaVersion: 1, exceptions: [{ bucket: 'tmp-*' }] }, 'verify-policy')).toThrow(/until/);
  });

  it.each<[string, string, string]>([
    ['without a version', 'mustBeOn: [a]', 'schemaVersion'],
    ['with a word that means nothing', 'schemaVersion: 1\nmustbeon: [a]', 'mustbeon'],
    ['with an exception that never ends', 'schemaVersion: 1\nexceptions:\n  - { bucket: a, by: b, why: c }', 'exceptions[0].until'],
    ['with a day that does not exist', 'schemaVersion: 1\nexceptions:\n  - { bucket: a, by: b, why: c, until: 2026-02-30 }', '2026-02-30'],
    ['with the same word twice', 'schemaVersion: 1\nmustBeOn: [a]\nmustBeOn: [b]', 'neither YAML nor JSON'],
    ['that grows when it is read', 'schemaVersion: 1\na: &a [x]\nmustBeOn: [*a, *a]', 'neither YAML nor JSON'],
    ['with a pattern that is open', "schemaVersion: 1\nmustBeOn: ['a[']", 'not closed'],
    ['that is none', 'just text', 'names and values'],
  ])('%s is refused before AWS is asked', async (_name, text, place) => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: four, policy: written(aws, text) });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage', message: expect.stringContaining(place) } });
    expect(aws.requests).toEqual([]);
  });

  it('that is not there: exit 3', async () => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { buckets: four, policy: path.join(aws.home, 'none.yaml') })).toMatchObject({ exitCode: 3, failure: { kind: 'local-file' } });
  });
});
