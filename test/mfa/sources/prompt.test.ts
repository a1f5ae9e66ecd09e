import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../../src/core/signers/mfa-device.js';
import { Failure } from '../../../src/core/failures/failure.js';
import { makePromptSource, type PromptQuestion } from '../../../src/mfa/sources/prompt.js';

const request = { device: deviceOf('arn:aws:iam::111122223333:mfa/phone'), purpose: 'turn on MFA Delete on ledger', refusals: 0 };

function person(...typed: string[]): { ask: (question: PromptQuestion) => Promise<string>; questions: PromptQuestion[] } {
  const questions: PromptQuestion[] = [];
  return { questions, ask: async (question) => (questions.push(question), typed.shift() ?? '') };
}

describe('a person', () => {
  it('is told which device and what for', async () => {
    const { ask, questions } = person('123 456');
    expect(await makePromptSource({ ask }).next(request)).toBe('123456');
    expect(questions).toEqual([{ message: 'Code of `phone` to turn on MFA Delete on ledger', reason: undefined, display: undefined }]);
  });

  it('who types something else is asked again, and it is not repeated', async () => {
    const { ask, questions } = person('hunter2', '12345', '123456');
    expect(await makePromptSource({ ask }).next(request)).toBe('123456');
    expect(questions.map(({ reason }) => reason)).toEqual([
      undefined,
      'that is not a six-digit code: it holds something other than digits',
      'that is not a six-digit code: it has 5 digits',
    ]);
  });

  it('who interrupts ends the question with the reason of the interruption', async () => {
    const stop = new Failure('interrupted', 'interrupted');
    await expect(makePromptSource({ ask: () => Promise.reject(stop) }).next(request)).rejects.toBe(stop);
  });

  it('sees the practice authenticator of the device when there is one', async () => {
    const { ask, questions } = person('123456');
    await makePromptSource({ ask, display: (serial) => `shows the code of ${serial}` }).next(request);
    expect(questions[0]?.display?.()).toBe('shows the code of arn:aws:iam::111122223333:mfa/phone');
  });
});
