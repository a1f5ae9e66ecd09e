import type { AccessKeys } from '../../src/sandbox/people/access-keys.js';
import type { Bucket, VersioningConfiguration } from '../../src/sandbox/storage/buckets.js';
import { NEWEST, type ObjectVersion } from '../../src/sandbox/storage/object-versions.js';
import type { AnsweredCall, FaultSubject, KnownKey, WireRequest } from '../../src/sandbox/types.js';
import { locationOf } from '../../src/sandbox/s3/routing/location.js';
import type { VirtualTime } from './machine/time.js';

/** A code that reached AWS. Times in ms as AWS has it; `machineAt` as the machine had it. */
export type SentCode = { serialNumber: string; digits: string; at: number; machineAt: number; host: string; operation: string; status: number | null; errorCode: string | null };

/** A code that the program was given: typed, read, or printed by its command. */
export type GivenCode = { digits: string; at: number };

/** A change of a bucket's versioning. */
export type StateChange = { bucket: string; at: number; state: VersioningConfiguration; by: 'program' | 'other' };

/** A version that came or went; `at` in ms as AWS has it. */
export type VersionChange = { bucket: string; version: ObjectVersion; at: number; by: 'program' | 'other'; wasCurrent: boolean };

/** A key or session that was made; `mfa`: for a code. */
export type MadeKey = { accessKeyId: string; secretAccessKey: string; token: string | null; arn: string; mfa: boolean; by: 'program' | 'other' };

/** A request that changes something, and what came of it; `applied`: the bucket's versioning was changed by it. */
export type Seen = { operation: string; bucket: string; status: number | null; errorCode: string | null; at: number };

/**
 * Whoever watches the account: keeps what happened, from the account's own state and from the requests that arrived, and
 * knows nothing of the program.
 */
export type Observer = {
  readonly sent: readonly SentCode[];
  readonly given: readonly GivenCode[];
  readonly states: readonly StateChange[];
  readonly requests: readonly Seen[];
  /** Keys and sessions that were ever made while somebody watched. */
  readonly keysMade: readonly MadeKey[];
  /** Versions that were removed or replaced by anybody, and those that were added, in order. */
  readonly removals: readonly VersionChange[];
  readonly additions: readonly VersionChange[];
  /** Buckets that somebody else changed, with when. */
  readonly othersTouches: readonly { bucket: string; at: number }[];
  watch(buckets: readonly Bucket[], keys: readonly AccessKeys[]): void;
  arrived(subject: FaultSubject): void;
  answered(call: AnsweredCall, request: WireRequest): void;
  gaveCode(digits: string): void;
  asOther<T>(act: () => T): T;
  /** Somebody else changed the bucket, its configuration perhaps. */
  touched(bucket: string): void;
};

/** Makes one for an account that has just been founded. */
export function makeObserver(time: VirtualTime): Observer {
  const [sent, given, states, requests]: [SentCode[], GivenCode[], StateChange[], Seen[]] = [[], [], [], []];
  const keysMade: MadeKey[] = [];
  const [removals, additions]: [VersionChange[], VersionChange[]] = [[], []];
  const othersTouches: { bucket: string; at: number }[] = [];
  let isOther = false;
  let arriving: FaultSubject | null = null;
  /** What the machine's clock showed when a request was sent: it may be set while AWS works on it. */
  const sentAt = new WeakMap<WireRequest, number>();
  return {
    ...{ sent, given, states, requests, keysMade, removals, additions, othersTouches },
    watch(buckets, stores) {
      for (const keys of stores) {
        const { create, openSession } = keys;
        keys.create = (...given) => noteKey(create(...given));
        keys.openSession = (...given) => noteKey(openSession(...given));
      }
      for (const bucket of buckets) {
        const { setVersioning } = bucket;
        states.push({ bucket: bucket.name, at: time.now(), state: bucket.versioning(), by: 'other' });
        bucket.setVersioning = (state, at) => {
          // The fault `mfa-delete-off` sets it as well, right before any request is looked at.
          const by = !isOther && wants(arriving, state) ? 'program' : 'other';
          states.push({ bucket: bucket.name, at: time.now(), state, by });
          if (by === 'other') othersTouches.push({ bucket: bucket.name, at: time.now() });
          setVersioning(state, at);
        };
        watchObjects(bucket);
      }
    },
    arrived(subject) {
      arriving = subject;
      sentAt.set(subject.request, Date.now());
    },
    answered({ operation, status, errorCode, service }, request) {
      const at = time.now();
      requests.push({ operation, status, errorCode, at, bucket: service === 's3' ? locationOf(request).bucketName : '' });
      const coded = codeIn(request);
      if (coded !== null) sent.push({ ...coded, at, machineAt: sentAt.get(request) ?? Date.now(), host: request.headers['host'] ?? '', operation, status, errorCode });
      arriving = null;
    },
    gaveCode: (digits) => void given.push({ digits, at: time.now() }),
    asOther(act) {
      isOther = true;
      try {
        return act();
      } finally {
        isOther = false;
      }
    },
    touched: (bucket) => void othersTouches.push({ bucket, at: time.now() }),
  };

  function noteKey<K extends KnownKey>(key: K): K {
    const { accessKeyId, secretAccessKey, session, principal } = key;
    keysMade.push({ accessKeyId, secretAccessKey, token: session?.token ?? null, arn: principal.arn, mfa: (session?.mfaAuthenticatedAt ?? null) !== null, by: isOther ? 'other' : 'program' });
    return key;
  }

  function watchObjects({ name: bucket, objects }: Bucket): void {
    const { put, remove, removeVersion, find } = objects;
    // Nobody writes through the program, so whatever writes is somebody else; it deletes, or makes delete markers.
    const whoever = (): VersionChange['by'] => (isOther || arriving === null ? 'other' : 'program');
    const note = (changes: VersionChange[], version: ObjectVersion | undefined | null, by: VersionChange['by']): void => {
      if (version === undefined || version === null) return;
      const wasCurrent = objects.firstFrom({ key: version.key, sequence: NEWEST })?.versionId === version.versionId;
      changes.push({ bucket, version, at: time.now(), by, wasCurrent });
      if (by === 'other') othersTouches.push({ bucket, at: time.now() });
    };
    const replacing = (key: string, isNamed: boolean, by: VersionChange['by']): void => (isNamed ? undefined : note(removals, find(key, 'null'), by));
    objects.put = (key, content, write, ...rest) => {
      replacing(key, write.versioning === 'Enabled', 'other');
      const version = put(key, content, write, ...rest);
      note(additions, version, 'other');
      return version;
    };
    objects.remove = (key, write) => {
      replacing(key, write.versioning === 'Enabled', whoever());
      const marker = remove(key, write);
      note(additions, marker, whoever());
      return marker;
    };
    objects.removeVersion = (version) => {
      note(removals, version, whoever());
      removeVersion(version);
    };
  }
}

/** Is this the state that the request asks for? */
function wants(subject: FaultSubject | null, { status, mfaDelete }: VersioningConfiguration): boolean {
  if (subject?.operation !== 'PutBucketVersioning') return false;
  const body = subject.request.body.toString('utf8');
  return body.includes(`<MfaDelete>${mfaDelete}</MfaDelete>`) && body.includes(`<Status>${status}</Status>`);
}

/** The code that a request carries, in the header of S3 or in the form of STS. */
function codeIn({ headers, body }: WireRequest): { serialNumber: string; digits: string } | null {
  const header = headers['x-amz-mfa'];
  if (header !== undefined) {
    const [serialNumber = '', digits = ''] = header.split(' ');
    return { serialNumber, digits };
  }
  if (headers['content-type']?.includes('x-www-form-urlencoded') !== true) return null;
  const form = new URLSearchParams(body.toString('utf8'));
  const digits = form.get('TokenCode');
  return digits === null ? null : { serialNumber: form.get('SerialNumber') ?? '', digits };
}
