import { createPromptModule, type Question } from 'inquirer';
import { Failure } from '../../core/failures/failure.js';
import { type InputStream, lend, type OutputStream } from '../streams.js';
import { checkboxPrompt } from './checkbox-prompt.js';
import { codePrompt } from './code-prompt.js';
import { watchInput } from './end-of-input.js';
import { discardTypedAhead } from './typed-ahead.js';

/** Where questions are asked. */
export type AskingKit = {
  input: InputStream;
  output: OutputStream;
  /** Its reason is what an open question rejects with. */
  interruption: AbortSignal;
};

/** One question in Inquirer's terms; `type` is one of its own or one registered here. */
type InquirerQuestion = Omit<Question, 'name'> & { type: string; message: string } & Record<string, unknown>;

/**
 * Asks one question through Inquirer and leaves the terminal as it was found. Only what is typed after the question was
 * shown answers it.
 * @param question made when it is known whether something was typed before, which is thrown away
 * @throws Failure `interrupted` for Ctrl-C, `missing-input` when the input ends, else the reason of the interruption
 */
export async function ask<T>({ input, output, interruption }: AskingKit, question: (typedAhead: boolean) => InquirerQuestion): Promise<T> {
  const typedAhead = await discardTypedAhead(input);
  const inputEnded = new AbortController();
  const stopWatching = watchInput(input, () => inputEnded.abort(endOfInput()));
  const signal = AbortSignal.any([interruption, inputEnded.signal]);
  const prompt = createPromptModule({ input, output: lend(output), signal });
  prompt.registerPrompt('code', codePrompt);
  prompt.registerPrompt('searchable-checkbox', checkboxPrompt);
  try {
    const { answer } = await prompt<{ answer: T }>({ ...question(typedAhead), name: 'answer' });
    return answer;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // By name, as Inquirer's own documentation does: a second copy of its core would defeat instanceof.
    if (error instanceof Error && error.name === 'ExitPromptError') throw new Failure('interrupted', 'interrupted');
    throw error;
  } finally {
    stopWatching();
  }
}

function endOfInput(): Failure {
  return new Failure('missing-input', 'the input ended before the question was answered', {
    hints: ['answer it in a terminal, or give the answer as a flag: `--help` lists them'],
  });
}
