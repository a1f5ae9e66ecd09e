import { Failure } from '../../src/core/failures/failure.js';
import type { Choice, Ui } from '../../src/ui/ui.js';
import type { World } from './world.js';

/** Questions that somebody answers before they have had enough and press Ctrl-C. */
const PATIENCE = 40;

/**
 * Somebody at the terminal, who answers by numbers from 0 to 99, one a question: low ones mean well, and when there are
 * no more they all do. All questions go by the same list.
 */
export type Person = {
  /** The same Ui with questions that this person answers until the signal ends them. */
  before(ui: Ui, interruption: AbortSignal): Ui;
  /** Codes as lines of standard input, each read when it is wanted. */
  lines(): AsyncIterable<string>;
};

/** Makes somebody who has this device at hand. */
export function makePerson(answers: readonly number[], serial: string | null, world: World): Person {
  const left = [...answers];
  let asked = 0;
  let latest = '';

  const mood = async (interruption: AbortSignal): Promise<number> => {
    interruption.throwIfAborted();
    world.occasion('question');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    interruption.throwIfAborted();
    asked += 1;
    const number = asked > PATIENCE ? 99 : (left.shift() ?? 0);
    if (number >= 96) throw new Failure('interrupted', 'interrupted');
    return number;
  };
  const rightCode = (message: string): string => {
    const label = /`([^`]+)`/.exec(message)?.[1] ?? '';
    const device = label === '' ? undefined : world.practice.mfaDevices.find(({ serialNumber, secret }) => secret !== null && serialNumber.endsWith(label));
    return world.practice.code(device?.serialNumber ?? serial ?? '');
  };
  const codeFor = (message: string, number: number): { digits: string; lateMs: number } => {
    const right = rightCode(message);
    if (number >= 90) return { digits: latest === '' ? right : latest, lateMs: 0 };
    if (number >= 80) return { digits: String((Number(right) + 271_828) % 1_000_000).padStart(6, '0'), lateMs: 0 };
    return { digits: right, lateMs: number >= 70 ? (number - 69) * 4_000 : 0 };
  };
  const give = (digits: string): string => {
    latest = digits;
    world.observer.gaveCode(digits);
    return digits;
  };
  const typed = async (message: string, number: number, interruption: AbortSignal): Promise<string> => {
    const { digits, lateMs } = codeFor(message, number);
    if (lateMs > 0) await new Promise((resolve) => setTimeout(resolve, lateMs));
    interruption.throwIfAborted();
    return give(digits);
  };

  return {
    before: (ui, interruption) => ({
      ...ui,
      canAsk: true,
      select: async (_message, choices) => oneOf(choices, await mood(interruption)).value,
      async checkbox(_message, choices) {
        const number = await mood(interruption);
        const free = choices.filter(({ disabled }) => disabled === undefined);
        const ticked = number < 50 ? free : free.filter((_, index) => index % 2 === number % 2);
        return (ticked.length > 0 ? ticked : [oneOf(choices, number)]).map(({ value }) => value);
      },
      confirm: async () => (await mood(interruption)) < 85,
      input: async (message, validate = () => true) => {
        const number = await mood(interruption);
        const wanted = number >= 85 ? [''] : candidates(message, world);
        return wanted.find((text) => validate(text) === true) ?? Promise.reject(new Failure('interrupted', 'interrupted'));
      },
      password: async () => {
        await mood(interruption);
        return world.practice.root.secretAccessKey;
      },
      code: async ({ message }) => typed(message, await mood(interruption), interruption),
    }),
    async *lines() {
      for (let line = 0; line < PATIENCE; line += 1) {
        const number = left.shift() ?? 0;
        if (number >= 96) return;
        // Whoever pipes codes waits for the device to show another one.
        while (number < 80 && codeFor('', 0).digits === latest) await new Promise((resolve) => setTimeout(resolve, 1_000));
        yield give(codeFor('', number).digits);
      }
    },
  };
}

function oneOf<T>(choices: readonly Choice<T>[], number: number): Choice<T> {
  const free = choices.filter(({ disabled }) => disabled === undefined);
  const choice = free[number < 50 ? 0 : number % free.length];
  if (choice === undefined) throw new Failure('interrupted', 'nothing can be chosen');
  return choice;
}

/** What could be typed: what the question quotes, the buckets, the key. */
function candidates(message: string, { names, practice }: World): string[] {
  const quoted = [...message.matchAll(/“([^”]+)”/g)].map(([, text]) => text ?? '');
  return [...quoted, ...names, practice.root.accessKeyId, 'close', 'yes', ''];
}

