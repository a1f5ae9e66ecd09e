import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of the state directory in which runs note what they have begun and not ended yet. */
const folders = { 'purge windows': 'windows', 'ephemeral keys': 'ephemeral-keys' } as const;

/** The folder of a kind of note. */
export function folderOf(stateDirectory: string, what: keyof typeof folders): string {
  return join(stateDirectory, folders[what]);
}

/**
 * Whether there may be notes of this kind: most runs find none, and need not load what deals with them. `true` also where
 * nobody can tell.
 */
export function mayHaveLeft(stateDirectory: string, what: keyof typeof folders): boolean {
  try {
    return readdirSync(folderOf(stateDirectory, what)).length > 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
