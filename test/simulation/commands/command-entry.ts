import type fc from 'fast-check';
import type { SchemaName } from '../../support/schema.js';
import type { BucketView } from '../account-view.js';
import type { Run } from '../run.js';
import type { World } from '../world.js';

/** What a command line may change of one bucket; everything else has to stay as it is. */
export type Scope = {
  versioning: boolean;
  lifecycle: boolean;
  /** May this version go? Judged by the bucket before the run, and by what it has been told. */
  removable: (version: { key: string; versionId: string }) => boolean;
  /** May a version of this key be added? */
  addable: (key: string) => boolean;
};

/** One command of the program, as the simulator knows it; a new command is one more of these in table.ts. */
export type CommandEntry<O> = {
  /** As it is typed, and as documents name it. */
  name: string;
  schema: SchemaName;
  options: fc.Arbitrary<O>;
  /** Does it spend codes, so that flags have to say where from? */
  takesCodes: boolean;
  /** The words after the name, without what says where codes come from. `attended`: somebody is at the terminal. */
  words(options: O, world: World, attended: boolean): string[];
  /** May it delete or deactivate the root user's own key? */
  mayTouchKeys(options: O, run: Run): boolean;
  /** What it may change of a bucket, as that was before. */
  scope(options: O, bucket: BucketView, run: Run, world: World): Scope;
  /** Says of the document of a run that came to its end what is not so. */
  contradictions(document: Record<string, unknown>, options: O, run: Run, world: World): string[];
  /** Says what is still not as it was asked for, after a run that nothing and nobody disturbed. */
  unfinished(options: O, run: Run, world: World): string[];
};

/** An entry whose options only itself knows. */
export type AnyEntry = Omit<CommandEntry<unknown>, 'options'> & { options: fc.Arbitrary<unknown> };

/** Puts an entry among others. */
export function entry<O>(specific: CommandEntry<O>): AnyEntry {
  return specific as unknown as AnyEntry;
}

/** Nothing may change. */
export const untouchable: Scope = { versioning: false, lifecycle: false, removable: () => false, addable: () => false };
