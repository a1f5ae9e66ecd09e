import { randomBytes } from 'node:crypto';
import { compareKeys } from '../../core/versions/key-order.js';
import type { ObjectLock, Tags } from './object-versions.js';
import { SortedMap } from './sorted-map.js';

/** One part that was uploaded. `lastModified` in ms since the epoch, whole seconds. */
export type Part = { readonly number: number; readonly body: Buffer; readonly etag: string; readonly lastModified: number };

/** An upload in parts that is under way, and what its object will be made of. */
export type MultipartUpload = {
  readonly key: string;
  readonly uploadId: string;
  /** Grows with each upload of the bucket: uploads of one key are listed in the order they were begun. */
  readonly sequence: number;
  /** In ms since the epoch. */
  readonly initiatedAt: number;
  /** Who began it: an ARN and the name that goes with it. */
  readonly initiator: { readonly id: string; readonly name: string };
  readonly storageClass: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Tags;
  readonly lock: ObjectLock | null;
  /** By number, the latest of each. */
  readonly parts: Map<number, Part>;
};

/** What an upload is begun with. */
type NewUpload = Omit<MultipartUpload, 'uploadId' | 'sequence' | 'parts'>;

/** The uploads of one bucket that are under way. */
export type MultipartUploads = {
  begin(details: NewUpload): MultipartUpload;
  /** An upload counts only together with its own key. */
  find(key: string, uploadId: string): MultipartUpload | undefined;
  /** Takes it off the list, completed or aborted. */
  end(upload: MultipartUpload): void;
  /** Uploads after a place, keys by their bytes, those of one key from old to new. */
  after(place: UploadPlace): Iterator<MultipartUpload>;
};

/** A place in the order of a listing; sequence 0 is before every upload of its key. */
export type UploadPlace = Pick<MultipartUpload, 'key' | 'sequence'>;

/** After every upload of a key. */
export const LAST_UPLOAD = Number.MAX_SAFE_INTEGER;

/** Makes the uploads of one bucket: none yet. */
export function makeMultipartUploads(): MultipartUploads {
  const byId = new Map<string, MultipartUpload>();
  const inOrder = new SortedMap<UploadPlace, MultipartUpload>(
    undefined,
    (a, b) => compareKeys(a.key, b.key) || a.sequence - b.sequence,
  );
  let begun = 0;
  return {
    begin(details) {
      begun += 1;
      // The shape of AWS's own: 128 characters, opaque.
      const uploadId = randomBytes(96).toString('base64url').replaceAll('-', '.');
      const upload: MultipartUpload = { ...details, uploadId, sequence: begun, parts: new Map() };
      byId.set(uploadId, upload);
      inOrder.set(upload, upload);
      return upload;
    },
    find(key, uploadId) {
      const upload = byId.get(uploadId);
      return upload?.key === key ? upload : undefined;
    },
    end(upload) {
      byId.delete(upload.uploadId);
      inOrder.delete(upload);
    },
    after: ({ key, sequence }) => inOrder.values({ key, sequence: sequence + 1 }),
  };
}
