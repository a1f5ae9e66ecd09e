import { expect, test } from 'vitest';
import { answersAtBest, briefProof, judgeProof, type ProofAnswer, refusalsInARow } from '../../../src/core/root-keys/key-proof.js';

/** Answers five seconds apart: `n` refused, `y` signs, `?` none. */
const answers = (letters: string): ProofAnswer[] => [...letters].map((letter, index) => ({ at: index * 5_000, signs: letter === '?' ? null : letter === 'y' }));

test.each<[string, object]>([
  ['', { kind: 'ask', inMs: 0 }],
  ['n', { kind: 'ask', inMs: 5_000 }],
  ['nnnnnn', { kind: 'ask', inMs: 5_000 }],
  ['nnnnnnn', { kind: 'proved' }],
  ['yynnnnn', { kind: 'proved' }],
  ['nnnnnyn', { kind: 'ask', inMs: 5_000 }],
  ['nnnnnynnn', { kind: 'proved' }],
  ['nnnnnn?', { kind: 'ask', inMs: 5_000 }],
  ['y'.repeat(19), { kind: 'not-proved', signs: true }],
  ['?'.repeat(19), { kind: 'not-proved', signs: false }],
  [`${'y'.repeat(16)}nnn`, { kind: 'proved' }],
  [`${'y'.repeat(17)}nn`, { kind: 'not-proved', signs: true }],
  [`${'y'.repeat(16)}n?n`, { kind: 'not-proved', signs: false }],
])('after %j', (letters, verdict) => {
  expect(judgeProof(answers(letters))).toEqual(verdict);
});

test('a proof takes seven answers at best', () => {
  expect(answersAtBest()).toBe(7);
});

test.each<[string, object]>([
  ['nnn', { kind: 'ask', inMs: 1_000 }],
  ['nnnn', { kind: 'proved' }],
  ['ynnn', { kind: 'ask', inMs: 1_000 }],
  ['y'.repeat(64), { kind: 'not-proved', signs: true }],
])('of a key that nobody else ever had, after %j a second apart', (letters, verdict) => {
  expect(judgeProof(answers(letters).map(({ at, signs }) => ({ at: at / 5, signs })), briefProof)).toEqual(verdict);
  expect(answersAtBest(briefProof)).toBe(4);
});

test.each([['', 0], ['n', 1], ['nyn', 1], ['ynn', 2], ['nn?', 0], ['nnny', 0]])('after %j there are %i refusals in a row', (letters, count) => {
  expect(refusalsInARow(answers(letters))).toBe(count);
});
