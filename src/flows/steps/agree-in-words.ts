import type { Context } from '../../context.js';
import { Failure } from '../../core/failures/failure.js';

/** What has to be typed, to the letter, and what is said around it. */
type WantedWords = {
  words: string;
  /** As it is asked, for example `To delete 3 versions for good, type the bucket's name`. */
  question: string;
  /** Off a terminal: what cannot be asked there, as a clause, and how to say it on the command line. */
  unasked: { whether: string; hint: string };
  /** What was not done where nothing is typed, as a clause. */
  otherwise: string;
};

/**
 * Consent to what cannot be undone: a yes is too easily typed.
 * @throws Failure `missing-input` off a terminal, `declined` where nothing is typed
 */
export async function agreeInWords({ words, question, unasked, otherwise }: WantedWords, { ui }: Pick<Context, 'ui'>): Promise<void> {
  if (!ui.canAsk) throw new Failure('missing-input', `there is no terminal to ask whether ${unasked.whether}`, { hints: [unasked.hint] });
  const typed = await ui.input(`${question} (leave empty to stop)`, (text) => {
    const given = text.trim();
    return given === '' || given === words || `that is not “${words}”; press Enter alone to stop`;
  });
  if (typed.trim() !== words) throw new Failure('declined', `not confirmed, so ${otherwise}`);
}
