import type { Choice } from '../ui.js';

/** An entry of a list to tick. Its texts are plain and clean. */
export type TickItem<T> = Choice<T> & { ticked: boolean };

/** The entries whose name holds the filter, whatever the case. */
export function matching<T>(items: readonly TickItem<T>[], filter: string): TickItem<T>[] {
  const wanted = filter.toLowerCase();
  return items.filter(({ name }) => name.toLowerCase().includes(wanted));
}

/** Ticks or unticks one entry; a disabled one stays as it is. */
export function toggled<T>(items: readonly TickItem<T>[], chosen: TickItem<T>): TickItem<T>[] {
  return items.map((item) => (item === chosen && item.disabled === undefined ? { ...item, ticked: !item.ticked } : item));
}

/** Ticks all of the visible entries that can be ticked, or unticks them if all of them are. */
export function toggledAll<T>(items: readonly TickItem<T>[], visible: readonly TickItem<T>[]): TickItem<T>[] {
  const reachable = new Set(visible.filter(({ disabled }) => disabled === undefined));
  const ticked = [...reachable].some((item) => !item.ticked);
  return items.map((item) => (reachable.has(item) ? { ...item, ticked } : item));
}
