import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorsDocument, withFailureKinds } from '../../scripts/errors-doc.js';
import { type FailureKindEntry, failureKinds } from '../../src/core/failures/failure-kinds.js';

test('docs/errors.md is what `npm run docs:errors` makes', async () => {
  await expect(errorsDocument()).toMatchFileSnapshot('../../docs/errors.md');
});

test.each(['failure', 'enable', 'delete-version', 'purge', 'root-key-delete'])('the %s schema lists the kinds that `npm run docs:errors` writes there', async (name) => {
  const path = new URL(`../../docs/schema/${name}.schema.json`, import.meta.url);
  await expect(withFailureKinds(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path.pathname);
});

const kinds = Object.entries(failureKinds) as [string, FailureKindEntry][];

test('every kind has its row, once', () => {
  const rows = errorsDocument().match(/^\| <a id="[^"]+"><\/a>`[^`]+` \|/gm);
  expect(rows?.toSorted()).toEqual(kinds.map(([kind]) => `| <a id="${kind}"></a>\`[${kind}]\` |`).toSorted());
});

describe.each(kinds)('%s', (kind, { meaning, remedy }) => {
  test('is a name that scripts can hold on to, and is explained in whole sentences', () => {
    expect(kind).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    for (const text of [meaning, remedy]) expect(text).toMatch(/^[A-Z`].*\.$/);
  });
});
