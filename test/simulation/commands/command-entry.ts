import type fc from 'fast-check';
import type { SchemaName } from '../../support/schema.js';
import type { BucketView } from '../account-view.js';
import type { Run } from '../run.js';
import type { Signer, World } from '../world.js';

/** What a command line may change of one bucket; everything else has to stay as it is. */
export type Scope = {
  versioning: boolean;
  lifecycle: boolean;
  /** May this version go? Judged by the bucket before the run, and by what it has been told. */
  removable: (version: { key: string; versionId: string }) => boolean;
  /** May a version of this key be added? */
  addable: (key: string) => boolean;
};

/** What a command line may change beside buckets and the root user's keys. */
export type Beyond = {
  memberKeys: boolean;
  /** Whose policies, for example `user/auditor`; `null` for nobody's. */
  policiesOf: string | null;
  /** Sections of the shared credentials file. */
  sections: readonly string[];
  /** May it print the session that it got? */
  printsSession: boolean;
};

/** One command of the program, as the simulator knows it; a new command is one more of these in table.ts. */
export type CommandEntry<O> = {
  /** As it is typed, and as documents name it. */
  name: string;
  schema: SchemaName;
  options: fc.Arbitrary<O>;
  /** Where the codes go that it spends, so that flags have to say where they come from. */
  codes: 'none' | 's3' | 'sts';
  /** The request on which most depends: what goes wrong goes wrong there more often than elsewhere. */
  decisive: (options: O) => string;
  /** Can it ask for `--json`? */
  hasDocument?: (options: O) => boolean;
  /** Whose credentials it is run with, where it is of no use with others. */
  signer?: (options: O, drawn: Signer) => Signer;
  /** The words after the name, without what says where codes come from. `attended`: somebody is at the terminal. */
  words(options: O, world: World, attended: boolean): string[];
  /** Exit codes that it may end with beside those of the contract. */
  further?: (options: O) => readonly number[];
  /** After so long (ms) whoever started it presses Ctrl-C; `null`: waits until it ends. */
  patienceMs?: (options: O) => number | null;
  /** May it delete or deactivate this key of the root user? */
  mayTouchKey(options: O, run: Run, accessKeyId: string, world: World): boolean;
  /** What it may change of a bucket, as that was before. */
  scope(options: O, bucket: BucketView, run: Run, world: World): Scope;
  /** What it may change beside that; nothing where it is left out. */
  beyond?: (options: O, run: Run, world: World) => Partial<Beyond>;
  /** Says of a run of whatever ending, with or without a document, what is not so. */
  untrue?: (options: O, run: Run, world: World) => string[];
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

/** Nothing beside buckets and root keys may change. */
export const nothingBeyond: Beyond = { memberKeys: false, policiesOf: null, sections: [], printsSession: false };
