import { randomUUID } from 'node:crypto';
import { readObjectLock } from '../../aws/bucket-inspection.js';
import type { Clients } from '../../aws/clients.js';
import { deleteVersionWithoutCode, makeDeleteMarker, type ProbeAnswer } from '../../aws/probe.js';
import { shellCommand } from '../../core/aws-command.js';
import type { ChangeLog } from '../../core/change-log.js';
import { isFailure } from '../../core/failure.js';

/** A delete marker that a probe left in a bucket, with the command that removes it. */
export type Leftover = { bucket: string; key: string; versionId: string; remove: string };

/** What a probe came to. */
export type Probe = {
  /** `null` where it was not made, or did not come to an answer. */
  answer: ProbeAnswer | null;
  /** Why there is no answer. */
  reason: string | null;
  /** The delete marker that is left behind; `null` where nothing is left. */
  leftover: Omit<Leftover, 'bucket'> | null;
};

/**
 * Proves instead of trusting: makes a delete marker on a random key, tries to delete that version without a code, and
 * says how AWS answered. Refused where Object Lock has a default retention, because what it leaves could not be removed.
 * @param changes told of the marker, for the word after an interruption
 * @returns never throws for what AWS answers
 */
export async function probeBucket(clients: Clients, name: string, region: string | null, changes: ChangeLog): Promise<Probe> {
  const bucket = { name, region, expectedOwner: null };
  const key = `s3-mfa-delete-probe-${randomUUID()}`;
  let leftover: Probe['leftover'] = null;
  try {
    const lock = await readObjectLock(clients, bucket);
    if (!lock.read) return { answer: null, reason: `object-lock-unreadable (${lock.code})`, leftover };
    if (lock.value.defaultRetention) return { answer: null, reason: 'object-lock-default-retention', leftover };
    let isGone = changes.leave(`a delete marker on \`${key}\` may be left in \`${name}\`: the request was sent and not answered`);
    const versionId = await makeDeleteMarker(clients, bucket, key);
    isGone();
    leftover = { key, versionId, remove: removal(name, region, key, versionId) };
    isGone = changes.leave(`a delete marker is left in \`${name}\`; to remove: \`${leftover.remove}\``);
    const answer = await deleteVersionWithoutCode(clients, bucket, key, versionId);
    if (answer !== 'deleted') return { answer, reason: null, leftover };
    isGone();
    return { answer, reason: null, leftover: null };
  } catch (error) {
    if (!isFailure(error) || clients.settings.interruption.aborted) throw error;
    return { answer: null, reason: error.aws?.code ?? error.kind, leftover };
  }
}

function removal(bucket: string, region: string | null, key: string, versionId: string): string {
  return shellCommand([
    'aws', 's3api', 'delete-object', '--bucket', bucket, '--key', key, '--version-id', versionId, '--mfa', 'SERIAL CODE',
    ...(region === null ? [] : ['--region', region]),
  ]);
}
