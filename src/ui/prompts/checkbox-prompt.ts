import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  useKeypress,
  usePagination,
  useState,
} from '@inquirer/core';
import { errorLine, keyHelp, type Look, mutedLine, questionLine } from './look.js';
import { matching, type TickItem, toggled, toggledAll } from './tick-list.js';

/** What the searchable checkbox needs. The message is ready for the screen, the items are plain text. */
type CheckboxPromptConfig<T> = {
  message: string;
  items: readonly TickItem<T>[];
  /** Entries shown at once (count). */
  pageSize: number;
  look: Look;
};

/** More names than this are counted instead of listed once the question is answered. */
const NAMED_AT_MOST = 5;

/** Asks for at least one entry of a list: typing filters, Ctrl-U or Escape empties the filter, space ticks, Enter accepts what is ticked, also if filtered away. */
export const checkboxPrompt = createPrompt<unknown[], CheckboxPromptConfig<unknown>>((config, done) => {
  const { look, pageSize } = config;
  const [answered, setAnswered] = useState(false);
  const [items, setItems] = useState(config.items);
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(0);
  const [error, setError] = useState('');
  const visible = matching(items, filter);
  const ticked = items.filter((item) => item.ticked);
  const pointed = visible[active];

  const tick = () => {
    if (pointed?.disabled === undefined) setItems(pointed === undefined ? items : toggled(items, pointed));
    else setError(`${pointed.name}: ${pointed.disabled}`);
  };
  const accept = () => {
    if (ticked.length === 0) return setError('nothing is ticked yet: space ticks what the pointer is on');
    setAnswered(true);
    done(ticked.map(({ value }) => value));
  };

  useKeypress((key, readline) => {
    const isEmptying = key.name === 'escape' || (key.ctrl && key.name === 'u');
    const typed = isEmptying ? '' : readline.line.replace(/\s/g, '');
    const isCommand = isEnterKey(key) || isSpaceKey(key) || isUpKey(key) || isDownKey(key) || (key.ctrl && !isEmptying);
    setError('');
    if (isEnterKey(key)) accept();
    else if (isSpaceKey(key)) tick();
    else if (isUpKey(key)) setActive(Math.max(active - 1, 0));
    else if (isDownKey(key)) setActive(Math.min(active + 1, Math.max(visible.length - 1, 0)));
    else if (key.ctrl && key.name === 'a') setItems(toggledAll(items, visible));
    else if (!isCommand && typed !== filter) {
      setFilter(typed);
      setActive(0);
    }
    // These keys edit readline's line as well (a space, its history, an emptied line): put the filter back.
    if (isCommand || typed !== readline.line) {
      readline.clearLine(0);
      readline.write(isCommand ? filter : typed);
    }
  });

  const question = questionLine(look, config.message, answered);
  const page = usePagination({
    items: visible,
    active,
    renderItem: ({ item, isActive }) => itemLine(item, isActive, look),
    pageSize,
    loop: false,
  });
  if (answered) return `${question} ${look.style.accent(answer(ticked))}`;
  const below = [
    visible.length === 0 ? mutedLine(look, `no name holds ${filter}; ctrl+u empties the filter`) : page,
    `${ticked.length} of ${items.length} ticked`,
    mutedLine(look, pointed?.description ?? ''),
    error === '' ? '' : errorLine(look, error),
    keyHelp(look, [['type', 'filter'], [look.symbols.arrows, 'move'], ['space', 'tick'], ['ctrl+a', 'all'], [look.symbols.enter, 'accept']]),
  ];
  return [`${question} ${filter}`, below.filter((line) => line !== '').join('\n')];
});

function itemLine<T>(item: TickItem<T>, isActive: boolean, { style, symbols }: Look): string {
  const pointer = isActive ? symbols.pointer : ' ';
  if (item.disabled !== undefined) return style.tone(`${pointer}${symbols.untickable} ${item.name} (${item.disabled})`, 'muted');
  const line = `${pointer}${item.ticked ? symbols.ticked : symbols.unticked} ${item.name}`;
  return isActive ? style.accent(line) : line;
}

function answer<T>(ticked: readonly TickItem<T>[]): string {
  return ticked.length > NAMED_AT_MOST ? `${ticked.length} ticked` : ticked.map(({ name, short = name }) => short).join(', ');
}
