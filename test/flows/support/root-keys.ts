import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { AccessKey } from '../../../src/sandbox/people/access-keys.js';
import type { PracticeContext } from '../../support/practice-context.js';

/** The root user's keys as the account has them, oldest first. */
export function rootKeys({ practice }: PracticeContext): readonly AccessKey[] {
  return practice.account.keys.of(practice.account.people.root);
}

/** The ids of the root user's keys, without the one that was seeded. */
export function furtherKeys(aws: PracticeContext): string[] {
  return rootKeys(aws).map(({ accessKeyId }) => accessKeyId).filter((id) => id !== aws.practice.root.accessKeyId);
}

/** A note of an ephemeral key as it lies on disk, with the modes of file and directory. */
export type NoteOnDisk = { text: string; document: Record<string, unknown>; mode: number; directoryMode: number };

/** Every note of an ephemeral key. */
export function notesOnDisk({ stateDirectory }: PracticeContext): NoteOnDisk[] {
  const directory = path.join(stateDirectory, 'ephemeral-keys');
  const names = statSync(directory, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(directory);
  return names.map((name) => {
    const file = path.join(directory, name);
    const text = readFileSync(file, 'utf8');
    return { text, document: JSON.parse(text) as Record<string, unknown>, mode: statSync(file).mode & 0o777, directoryMode: statSync(directory).mode & 0o777 };
  });
}

/** Who signed the requests of an operation, in order, and what each was told. */
export function signersOf({ requests, practice }: PracticeContext, operation: string, session: string): string[] {
  return requests
    .filter((request) => request.operation === operation)
    .map(({ accessKeyId, errorCode, status }) => {
      const who = accessKeyId === session ? 'session' : accessKeyId === practice.root.accessKeyId ? 'seeded key' : 'ephemeral key';
      return `${who}: ${errorCode ?? status ?? 'no answer'}`;
    });
}
