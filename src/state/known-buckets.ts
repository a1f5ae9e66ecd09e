import { join } from 'node:path';
import { chosenProfile, type ProfileWish } from '../core/ini/chosen-profile.js';
import { safeJson } from '../core/text/safe-json.js';

/** Whose buckets: as far as a command line tells it without asking AWS. `null`: AWS itself, the default credentials. */
export type BucketOwner = { profile: string | null; endpointUrl: string | null };

/** The owner that flags and environment name, in the AWS CLI's order. */
export function bucketOwner(named: ProfileWish & { endpointUrl: string | undefined }): BucketOwner {
  const { endpointUrl, env } = named;
  return { profile: chosenProfile(named), endpointUrl: endpointUrl || env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || null };
}

/** Names kept at most (count): completion shows no more anyway. */
export const KNOWN_AT_MOST = 10_000;

/** Modules are loaded when they are used: completion shares a file with what every command loads. */
async function fileOf(stateDirectory: string, { profile, endpointUrl }: BucketOwner): Promise<string> {
  const { createHash } = await import('node:crypto');
  return join(stateDirectory, 'known-buckets', `${createHash('sha256').update(safeJson([profile, endpointUrl])).digest('hex').slice(0, 16)}.json`);
}

/**
 * Keeps the names that a listing showed, for completion, which never asks AWS: 0600, written whole and renamed. It is a
 * convenience: what cannot be written is not.
 */
export async function keepKnownBuckets(stateDirectory: string, owner: BucketOwner, names: readonly string[]): Promise<void> {
  try {
    const [{ mkdir }, { default: writeFileAtomic }] = await Promise.all([import('node:fs/promises'), import('write-file-atomic')]);
    await mkdir(join(stateDirectory, 'known-buckets'), { recursive: true, mode: 0o700 });
    await writeFileAtomic(await fileOf(stateDirectory, owner), `${safeJson(names.slice(0, KNOWN_AT_MOST))}\n`, { mode: 0o600 });
  } catch {
    // The run it belongs to does not need it.
  }
}

/** The names of the latest listing; none where there was no listing, or its file cannot be read. */
export async function knownBuckets(stateDirectory: string, owner: BucketOwner): Promise<string[]> {
  try {
    const { readFile } = await import('node:fs/promises');
    const names: unknown = JSON.parse(await readFile(await fileOf(stateDirectory, owner), 'utf8'));
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
