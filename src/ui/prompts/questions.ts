import type { Clock } from '../../core/clock.js';
import { printable } from '../../core/text/printable.js';
import type { Choice, Ui } from '../ui.js';
import { ask, type AskingKit } from './asking.js';
import { inquirerTheme, type Look, shown } from './look.js';

/** The questions of {@link Ui}. */
export type Questions = Pick<Ui, 'select' | 'checkbox' | 'confirm' | 'input' | 'password' | 'code'>;

/** What the questions need: streams, looks and the time. */
export type QuestionKit = AskingKit & { look: Look; clock: Clock; dumb: boolean };

const TYPED_AHEAD = 'what was typed before this question was thrown away: type the code that the device shows now';

type Validate = ((text: string) => true | string) | undefined;

/** Makes the questions of one terminal. Loaded only when something is asked: Inquirer is the slowest import there is. */
export function makeQuestions(kit: QuestionKit): Questions {
  const { look, clock } = kit;
  const theme = inquirerTheme(look);
  const common = (message: string) => ({ message: shown(look, message), theme });
  const checked = (validate: Validate) => (validate === undefined ? {} : { validate: cleanly(look, validate) });
  return {
    select: (message, choices) =>
      ask(kit, () => ({
        ...common(message),
        type: 'select',
        choices: choices.map((choice) => selectChoice(choice, look)),
        pageSize: pageSize(kit),
        loop: false,
      })),
    checkbox: (message, choices) =>
      ask(kit, () => ({
        ...common(message),
        type: 'searchable-checkbox',
        items: choices.map((choice) => tickItem(choice, look)),
        pageSize: pageSize(kit),
        look,
      })),
    confirm: (message, preselected) => ask(kit, () => ({ ...common(message), type: 'confirm', default: preselected })),
    input: (message, validate) => ask(kit, () => ({ ...common(message), type: 'input', ...checked(validate) })),
    password: (message, validate) =>
      ask(kit, () => ({ ...common(message), type: 'password', mask: '*', toggleMask: false, ...checked(validate) })),
    code: ({ message, reason, display }) =>
      ask(kit, (typedAhead) => ({
        ...common(message),
        type: 'code',
        reason: shown(look, reason ?? (typedAhead ? TYPED_AHEAD : '')),
        // Not redacted: it shows the practice device, and what a device shows is there to be read.
        display: () => (display === undefined ? '' : look.style.markup(printable(display()))),
        now: () => clock.now(),
        ticking: !kit.dumb,
        look,
      })),
  };
}

/** Ten entries, fewer where question, description, error and keys need the height. */
function pageSize({ output }: AskingKit): number {
  return Math.max(3, Math.min(10, (output.rows ?? 24) - 8));
}

function selectChoice<T>({ value, name, short, description, disabled }: Choice<T>, look: Look) {
  return {
    value,
    name: shown(look, name),
    ...(short !== undefined && { short: shown(look, short) }),
    ...(description !== undefined && { description: shown(look, description) }),
    ...(disabled !== undefined && { disabled: `(${shown(look, disabled)})` }),
  };
}

function tickItem<T>({ value, name, short, description, disabled }: Choice<T>, { clean }: Look) {
  return {
    value,
    name: clean(name),
    ...(short !== undefined && { short: clean(short) }),
    ...(description !== undefined && { description: clean(description) }),
    ...(disabled !== undefined && { disabled: clean(disabled) }),
    ticked: false,
  };
}

function cleanly(look: Look, validate: (text: string) => true | string): (text: string) => true | string {
  return (text) => {
    const verdict = validate(text);
    return verdict === true ? true : shown(look, verdict);
  };
}
