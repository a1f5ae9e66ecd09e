import { readAuthorization } from '../authentication/authorization.js';
import type { AccessKeys } from '../people/access-keys.js';
import { locationOf } from '../s3/routing/location.js';
import { textContent } from '../seed/objects.js';
import type { Bucket, Buckets } from '../storage/buckets.js';
import { NEWEST } from '../storage/object-versions.js';
import type { FaultSubject } from '../types.js';
import type { Faults } from './faults.js';

/** What somebody else can reach. */
type Surroundings = { keys: AccessKeys; buckets: Buckets; faults: Faults; now(): number };

/**
 * What somebody else does to the account right before a request is looked at: other people work in it, too.
 * @param subject a request that no fault has stopped yet
 */
export function actMeanwhile(around: Surroundings, subject: FaultSubject): void {
  revokeKey(around, subject);
  if (subject.service !== 's3') return;
  const bucket = around.buckets.find(locationOf(subject.request).bucketName);
  if (bucket === undefined) return;
  turnMfaDeleteOff(around, bucket, subject);
  if (around.faults.letsOthersWrite(subject)) writeBetweenPages(bucket, subject, around.now());
}

function revokeKey({ keys, faults }: Surroundings, { request, operation }: FaultSubject): void {
  const key = keys.named(readAuthorization(request)?.accessKeyId ?? '');
  if (key?.principal.kind === 'root' && faults.revokesRootKey(operation)) keys.setStatus(key, 'Inactive');
}

function turnMfaDeleteOff({ faults, now }: Surroundings, bucket: Bucket, { operation }: FaultSubject): void {
  const { status, mfaDelete } = bucket.versioning();
  if (mfaDelete === 'Enabled' && faults.turnsMfaDeleteOff(operation)) bucket.setVersioning({ status, mfaDelete: 'Disabled' }, now());
}

/** Where pages meet is where a client can lose count: a key whose older versions are yet to come gets a newer one. */
function writeBetweenPages({ objects, versioning }: Bucket, { request }: FaultSubject, now: number): void {
  const { query } = request;
  const first = objects.firstFrom({ key: query.get('prefix') ?? '', sequence: NEWEST })?.key;
  const key = query.get('key-marker') || first;
  if (key === undefined) return;
  const write = { versioning: versioning().status, at: now };
  objects.put(key, textContent('written meanwhile\n'), write);
  objects.put(`${key}~`, textContent('written meanwhile\n'), write);
}
