import fc from 'fast-check';
import type { AnyEntry } from './command-entry.js';
import { deleteVersionEntry } from './delete-version.js';
import { purgeEntry } from './purge.js';
import { restoreEntry } from './restore.js';
import { switchEntry } from './switch.js';
import { verifyEntry } from './verify.js';

/** Every command that is simulated, with how often it is drawn. */
const commands: readonly { weight: number; entry: AnyEntry }[] = [
  { weight: 4, entry: switchEntry('enable') },
  { weight: 3, entry: switchEntry('disable') },
  { weight: 2, entry: switchEntry('suspend') },
  { weight: 3, entry: verifyEntry },
  { weight: 3, entry: deleteVersionEntry },
  { weight: 3, entry: purgeEntry },
  { weight: 2, entry: restoreEntry },
];

/** A command line as it is drawn; `options` are those of its entry. */
export type DrawnCommand = { name: string; options: unknown };

/** Command lines of every kind. */
export const drawnCommands: fc.Arbitrary<DrawnCommand> = fc.oneof(
  ...commands.map(({ weight, entry: { name, options } }) => ({ weight, arbitrary: fc.record<DrawnCommand>({ name: fc.constant(name), options }) })),
);

/** The entry of a command. */
export function entryOf({ name }: DrawnCommand): AnyEntry {
  const found = commands.find(({ entry }) => entry.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found.entry;
}
