import { describe, expect, test } from 'vitest';
import type { MfaDemand } from '../../../src/core/require-mfa/demand.js';
import { bucketStatements, identityPolicy } from '../../../src/core/require-mfa/documents.js';
import { explainPolicy, policyNotes } from '../../../src/core/require-mfa/explanation.js';

const demands: MfaDemand[] = [
  { style: 'present', actions: ['s3:*'], resources: ['*'], maxAgeSeconds: null },
  { style: 'age', actions: ['s3:DeleteObject', 's3:PutObject'], resources: ['arn:aws:s3:::ledger', 'arn:aws:s3:::ledger/*'], maxAgeSeconds: null },
  { style: 'age', actions: ['*'], resources: ['*'], maxAgeSeconds: 5400 },
];

/** What a document says, as the explanation names it: an element with its value, or a condition. */
function partsOf(statements: Record<string, unknown>[]): string[] {
  const conditions = statements.flatMap(({ Condition }) =>
    Object.entries(Condition as object).flatMap(([operator, keys]) => Object.entries(keys as object).map(([key, value]) => `${operator} ${key} ${String(value)}`)),
  );
  return ['Effect Deny', ...Object.keys(statements[0] ?? {}).filter((name) => !['Sid', 'Effect', 'Condition'].includes(name)), ...new Set(conditions)];
}

describe('the explanation of a policy', () => {
  const everyPart = demands.flatMap((demand) => [
    ['identity', demand, () => identityPolicy(demand).Statement] as const,
    ['bucket', demand, () => bucketStatements(demand, { name: 'ledger', partition: 'aws', account: '111122223333' })] as const,
  ]);

  test.each(everyPart)('for %s has every part of %j, in its order, with a meaning', (form, demand, statements) => {
    const explained = explainPolicy(demand, form);
    const written = partsOf(statements());
    // One explanation for the exemption, which stands in each statement; it is told last.
    const inOrder = [...written.filter((part) => !part.startsWith('ArnNotEquals')), ...written.filter((part) => part.startsWith('ArnNotEquals'))];
    expect(explained).toHaveLength(inOrder.length);
    explained.forEach(({ part, meaning }, place) => {
      const [short, long] = [part, inOrder[place] ?? ''].toSorted((a, b) => a.length - b.length);
      expect(part).toMatch(/^\S/);
      expect(long?.startsWith(short ?? '-')).toBe(true);
      expect(meaning).toMatch(/^\S/);
    });
  });

  test('names actions, resources and the age that is allowed', () => {
    const [first, second, third] = demands.map((demand) => explainPolicy(demand, 'identity').map(({ part, meaning }) => `${part}: ${meaning}`).join('\n'));
    expect(first).toMatch(/Action s3:\*:[^]*Resource \*: all of it/);
    expect(second).toMatch(/Action s3:DeleteObject, s3:PutObject:[^]*Resource arn:aws:s3:::ledger, arn:aws:s3:::ledger\/\*: nothing else/);
    expect(third).toMatch(/NotAction: everything but[^]*5400: where the code was given more than 1 h 30 min ago/);
  });

  test('of a bucket is about all of it, whatever resources were named for identities', () => {
    for (const demand of demands) expect(explainPolicy(demand, 'bucket')).toContainEqual({ part: 'Resource', meaning: expect.stringContaining('the bucket itself') });
  });

  test.each([['identity', 2, /Attached to a role/], ['bucket', 3, /CloudTrail and access logs/]] as const)('comes with what people get wrong (%s)', (form, count, about) => {
    const notes = policyNotes(form);
    expect(notes).toHaveLength(count);
    for (const note of notes) expect(note).toMatch(/^\S/);
    expect(notes[0]).toMatch(/not MFA Delete/);
    expect(notes.join('\n')).toMatch(about);
  });
});
