import { randomUUID } from 'node:crypto';
import type { BucketAddress } from '../../aws/buckets/bucket-address.js';
import { readObjectLock } from '../../aws/buckets/bucket-inspection.js';
import type { Clients } from '../../aws/connection/clients.js';
import { deleteVersionWithoutCode, makeDeleteMarker, type ProbeAnswer } from '../../aws/versions/probe.js';
import { awsFlags, shellCommand } from '../../core/aws-command.js';
import type { ChangeLog } from '../../core/change-log.js';
import { isFailure } from '../../core/failures/failure.js';
import type { Leftover } from '../../core/verify/document.js';
import type { RunRecord } from '../../state/run-record.js';

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
 * @param told.changes for the word after an interruption
 * @param told.record has each request before it is made, or what became of it
 * @returns never throws for what AWS answers
 */
export async function probeBucket(
  clients: Clients,
  name: string,
  region: string | null,
  { changes, record }: { changes: ChangeLog; record: Pick<RunRecord, 'write'> },
): Promise<Probe> {
  const bucket = { name, region, expectedOwner: null };
  const key = `s3-mfa-delete-probe-${randomUUID()}`;
  let leftover: Probe['leftover'] = null;
  let answer: ProbeAnswer | null = null;
  try {
    const lock = await readObjectLock(clients, bucket);
    if (!lock.read) return { answer: null, reason: `object-lock-unreadable (${lock.code})`, leftover };
    if (lock.value.defaultRetention) return { answer: null, reason: 'object-lock-default-retention', leftover };
    record.write({ event: 'probing', bucket: name, key });
    let isGone = changes.leave(`a delete marker on \`${key}\` may be left in \`${name}\`: the request was sent and not answered`);
    const marker = await makeDeleteMarker(clients, bucket, key);
    const { versionId } = marker;
    isGone();
    leftover = { key, versionId, remove: removal(clients, bucket, key, versionId) };
    isGone = changes.leave(`a delete marker is left in \`${name}\`; to remove: \`${leftover.remove}\``);
    record.write({ event: 'probe-marked', bucket: name, key, ...marker });
    const proof = await deleteVersionWithoutCode(clients, bucket, key, versionId);
    if (proof.answer === 'deleted') {
      isGone();
      leftover = null;
    }
    answer = proof.answer;
    record.write({ event: 'probed', bucket: name, key, versionId, ...proof });
    return { answer, reason: null, leftover };
  } catch (error) {
    if (!isFailure(error) || clients.settings.interruption.aborted) throw error;
    return { answer, reason: error.aws?.code ?? error.kind, leftover };
  }
}

function removal({ settings }: Clients, { name, region }: BucketAddress, key: string, versionId: string): string {
  return shellCommand([
    'aws', 's3api', 'delete-object', '--bucket', name, '--key', key, '--version-id', versionId, '--mfa', 'SERIAL CODE',
    // The signer's own profile is left out on purpose: it is hardly the root user's.
    ...awsFlags(region, { profile: null, endpointUrl: settings.endpointUrl ?? null }),
  ]);
}
