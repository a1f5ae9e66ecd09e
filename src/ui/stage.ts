import type { Spinner } from './spinner.js';
import type { OutputStream } from './streams.js';

/** The owner of the terminal: whole lines, one spinner and one question at a time never get in each other's way. */
export type Stage = {
  /** Writes text that ends in a newline: above the spinner, or after the open question. */
  write(stream: OutputStream, text: string): void;
  /** Asks when the question before it is answered; nothing else moves meanwhile. */
  ask<T>(question: () => Promise<T>): Promise<T>;
};

/**
 * Makes the stage of one run.
 * @param spinner `null` where nothing may move
 */
export function makeStage(spinner: Spinner | null): Stage {
  let questions: Promise<unknown> = Promise.resolve();
  let asking = false;
  const held: (() => void)[] = [];

  const askNow = async <T>(question: () => Promise<T>): Promise<T> => {
    asking = true;
    spinner?.pause();
    try {
      return await question();
    } finally {
      asking = false;
      for (const write of held.splice(0)) write();
      spinner?.resume();
    }
  };

  return {
    write(stream, text) {
      const write = () => void stream.write(text);
      const placed = () => (spinner === null ? write() : spinner.aside(write));
      if (asking) held.push(placed);
      else placed();
    },
    ask(question) {
      const asked = questions.then(() => askNow(question));
      // A question that was interrupted does not keep the next one from being asked.
      questions = asked.catch(() => undefined);
      return asked;
    },
  };
}
