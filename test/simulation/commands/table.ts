import fc from 'fast-check';
import type { AnyEntry } from './command-entry.js';
import { deleteVersionEntry } from './delete-version.js';
import { policyChangeEntry, policyPrintEntry, policyProveEntry } from './policy.js';
import { purgeEntry } from './purge.js';
import { restoreEntry } from './restore.js';
import { rootKeyDeleteEntry, rootKeyStatusEntry } from './root-key.js';
import { sessionCheckEntry, sessionEntry, sessionExecEntry } from './session.js';
import { switchEntry } from './switch.js';
import { verifyEntry } from './verify.js';
import { watchEntry } from './watch.js';

/** Every command that is simulated, with how often it is drawn. */
const commands: readonly { weight: number; entry: AnyEntry }[] = [
  { weight: 12, entry: switchEntry('enable') },
  { weight: 8, entry: switchEntry('disable') },
  { weight: 5, entry: switchEntry('suspend') },
  { weight: 5, entry: verifyEntry },
  { weight: 3, entry: watchEntry },
  { weight: 13, entry: deleteVersionEntry },
  { weight: 18, entry: purgeEntry },
  { weight: 7, entry: restoreEntry },
  { weight: 7, entry: sessionEntry },
  { weight: 1, entry: sessionExecEntry },
  { weight: 1, entry: sessionCheckEntry },
  { weight: 1, entry: rootKeyStatusEntry },
  { weight: 3, entry: rootKeyDeleteEntry },
  { weight: 2, entry: policyChangeEntry('attach') },
  { weight: 1, entry: policyChangeEntry('detach') },
  { weight: 1, entry: policyProveEntry },
  { weight: 1, entry: policyPrintEntry },
];

/** A command line as it is drawn; `kind` is the place of its entry, and `options` are of that entry. */
export type DrawnCommand = { kind: number; name: string; options: unknown };

const drawn = commands.map(({ weight, entry: { name, options, codes, patienceMs } }, kind) => ({ weight, isTelling: codes !== 'none' || patienceMs !== undefined || name === 'root-key delete', arbitrary: fc.record<DrawnCommand>({ kind: fc.constant(kind), name: fc.constant(name), options }) }));

/** Command lines of every kind. */
export const drawnCommands: fc.Arbitrary<DrawnCommand> = fc.oneof(...drawn);

/** Command lines that spend codes, delete root keys or watch. */
export const tellingCommands: fc.Arbitrary<DrawnCommand> = fc.oneof(...drawn.filter(({ isTelling }) => isTelling));

/** The entry of a command. */
export function entryOf({ kind, name }: DrawnCommand): AnyEntry {
  const found = commands[kind];
  if (found === undefined || found.entry.name !== name) throw new Error(`no command ${name}`);
  return found.entry;
}
