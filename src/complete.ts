import { homedir } from 'node:os';
import { shapeOf } from './commands/command-shape.js';
import { type Candidate, type Completable, type Completion, completionsFor, startingWith } from './core/completion/candidates.js';
import { regionNames } from './core/completion/region-names.js';
import { profileNamesIn } from './core/ini/profile-names.js';
import { sharedFilePath } from './core/ini/shared-file-path.js';
import { printable } from './core/text/printable.js';
import type { Io } from './process-io.js';
import { makeProgram } from './program.js';
import { type BucketOwner, bucketOwner, knownBuckets } from './state/known-buckets.js';
import { stateDirectory } from './state/state-directory.js';

/** The last line of an answer (src/core/completion/scripts.ts). */
const OFFER_FILES = ':0';
const NO_FILES = ':4';

/** Files are waited for this long (ms). With the start of Node and of the program an answer takes less than 100 ms. */
const PATIENCE_MS = 50;

/**
 * Answers a shell that completes a command line (`s3-mfa-delete complete -- …`): a candidate a line with its description,
 * last what else the shell may offer. It asks nobody over the network, and says nothing where it fails or takes too long.
 * @param words what was typed after the program's name up to the cursor
 * @returns `false` where a file was given up that may still be read
 */
export async function complete(words: readonly string[], io: Io): Promise<boolean> {
  const answered = new AbortController();
  try {
    const program = makeProgram(words, { version: '', print: () => undefined, columns: 80 }, () => undefined);
    const tooLate = io.clock.sleep(PATIENCE_MS, answered.signal).then(() => null);
    const text = await Promise.race([answer(completionsFor(shapeOf(program), words), words, io), tooLate]);
    await new Promise<unknown>((resolve) => io.stdout.write(text ?? written([], NO_FILES), resolve));
    return text !== null;
  } catch {
    // A message in the middle of the line that somebody is typing would help nobody.
    return true;
  } finally {
    answered.abort();
  }
}

async function answer(completion: Completion, words: readonly string[], io: Io): Promise<string> {
  if (completion.of === 'list') return written(completion.candidates, NO_FILES);
  const { value, typed, prefix } = completion;
  if (value.from === 'files') return written([], OFFER_FILES);
  const found = (await valuesOf(value, words, io)).map((name) => ({ value: name, description: '' }));
  return written(startingWith(found, typed).map((candidate) => ({ ...candidate, value: prefix + candidate.value })), NO_FILES);
}

function written(candidates: readonly Candidate[], last: string): string {
  return [...candidates.map(({ value, description }) => `${printable(value)}\t${printable(description)}`), last, ''].join('\n');
}

async function valuesOf(value: Completable, words: readonly string[], io: Io): Promise<readonly string[]> {
  switch (value.from) {
    case 'choices':
      return value.values;
    case 'regions':
      return regionNames;
    case 'profiles':
      return profiles(io.env);
    case 'buckets':
      return knownBuckets(stateDirectory(io.env, io.platform, false), ownerOf(words, io.env));
    default:
      return [];
  }
}

/** Read without the SDK, which takes longer to load than somebody who types should wait. */
async function profiles(env: Io['env']): Promise<string[]> {
  const { readFile } = await import('node:fs/promises');
  const read = async (kind: 'credentials' | 'config') => {
    const file = sharedFilePath(kind, env, homedir);
    return profileNamesIn(kind, { file, bytes: await readFile(file) });
  };
  const found = await Promise.allSettled([read('credentials'), read('config')]);
  return [...new Set(found.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])))].sort();
}

function ownerOf(words: readonly string[], env: Io['env']): BucketOwner {
  return bucketOwner({ profile: flagIn(words, '--profile'), endpointUrl: flagIn(words, '--endpoint-url'), env });
}

function flagIn(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) : words[at + 1];
}
