import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../src/core/signers/mfa-device.js';
import { type CodeSourceParts, makeCodeSource } from '../../src/mfa/make-source.js';
import type { PromptQuestion } from '../../src/mfa/sources/prompt.js';

const device = deviceOf('arn:aws:iam::111122223333:mfa/phone');
const request = { device, purpose: 'turn on MFA Delete on ledger', refusals: 0 };
const questions: PromptQuestion[] = [];
const parts: CodeSourceParts = {
  ask: async (question) => (questions.push(question), '111111'),
  practice: { code: (serialNumber) => (serialNumber === device.serialNumber ? '654321' : '000000') },
  env: { PATH: process.env['PATH'] },
  async *stdinLines() {
    yield '222222';
  },
  interruption: new AbortController().signal,
};

describe('the source that was chosen', () => {
  it.each([
    [{ kind: 'prompt' } as const, '111111', { live: false, refusalsAllowed: Infinity }],
    [{ kind: 'stdin' } as const, '222222', { live: false, refusalsAllowed: Infinity }],
    [{ kind: 'flag', code: '333 333' } as const, '333333', { live: false, refusalsAllowed: 0 }],
    [{ kind: 'process', command: `'${process.execPath}' -p 444444`, from: 'x' } as const, '444444', { live: true, refusalsAllowed: 2 }],
    [{ kind: 'practice' } as const, '654321', { live: true, refusalsAllowed: 2 }],
  ])('%o gives %s', async (choice, code, traits) => {
    const source = makeCodeSource(choice, parts);
    expect(source).toMatchObject({ kind: choice.kind, ...traits });
    expect(await source.next(request)).toBe(code);
  });

  it('is never the practice device where there is no practice account', () => {
    expect(() => makeCodeSource({ kind: 'practice' }, { ...parts, practice: null })).toThrow(/without a practice account/);
  });

  it('shows the practice authenticator, read anew each time, under the question of a practice run only', async () => {
    questions.length = 0;
    await makeCodeSource({ kind: 'prompt' }, parts).next(request);
    await makeCodeSource({ kind: 'prompt' }, { ...parts, practice: null }).next(request);
    expect(questions.map(({ display }) => display?.())).toEqual(['the practice authenticator shows 654 321', undefined]);
  });
});
