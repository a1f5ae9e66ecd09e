import type { BucketView } from '../account-view.js';
import { nameOf } from '../account-view.js';
import type { ObjectVersion } from '../../../src/sandbox/storage/object-versions.js';
import type { VersionChange } from '../observer.js';
import type { Run } from '../run.js';
import type { World } from '../world.js';

type DeletionDocument = {
  dryRun: boolean;
  bucket: { name: string };
  summary: { planned: number; deleted: number; failed: number; unknown: number; codesUsed: number };
  failures: { key: string; versionId: string }[];
};

/** Versions that this run removed, as their names. */
export function removedBy({ seenBefore }: Run, bucket: string, { observer }: World): string[] {
  return observer.removals.slice(seenBefore.removals).flatMap((change) => (change.bucket === bucket && change.by === 'program' ? [nameOf(change.version)] : []));
}

/** How a bucket's versions may have been while a run listed them: as they were before, with what others wrote, without what others took. */
export function historiesDuring(bucket: BucketView, { seenBefore }: Run, { observer }: World): BucketView[] {
  const ofOthers = (changes: readonly VersionChange[]): ObjectVersion[] => changes.flatMap((change) => (change.bucket === bucket.name && change.by === 'other' ? [change.version] : []));
  const [written, taken] = [ofOthers(observer.additions.slice(seenBefore.additions)), new Set(ofOthers(observer.removals.slice(seenBefore.removals)))];
  const inOrder = (versions: ObjectVersion[]): BucketView => ({ ...bucket, versions: versions.sort((a, b) => (a.key === b.key ? b.sequence - a.sequence : a.key < b.key ? -1 : 1)) });
  const all = [...bucket.versions, ...written];
  return [bucket, inOrder(all), inOrder(all.filter((version) => !taken.has(version))), inOrder(bucket.versions.filter((version) => !taken.has(version)))];
}

/** Says what is not so in a document of `delete-version`, `purge` or `restore`. */
export function deletionContradictions(document: Record<string, unknown>, run: Run, world: World): string[] {
  const { dryRun, bucket, summary, failures } = document as unknown as DeletionDocument;
  const removed = removedBy(run, bucket.name, world);
  const codes = world.observer.sent.length - run.seenBefore.sent;
  const left = new Set(run.after.buckets.get(bucket.name)?.versions.map(nameOf));
  const isTouched = world.observer.othersTouches.some((touch) => touch.bucket === bucket.name && touch.at >= run.startedAt);
  const gone = failures.filter((failure) => !left.has(nameOf(failure)));
  return [
    ...(dryRun && removed.length > 0 ? ['a dry run deleted versions'] : []),
    ...(summary.codesUsed !== codes ? [`${summary.codesUsed} codes are said to be used, and ${codes} were sent`] : []),
    ...(summary.deleted > removed.length && !isTouched ? [`${summary.deleted} are said to be deleted, and ${removed.length} are`] : []),
    ...(removed.length > summary.deleted + summary.unknown ? [`${removed.length} were deleted, and ${summary.deleted} are said to be (${summary.unknown} unknown)`] : []),
    ...(gone.length > 0 && !isTouched ? [`${gone.length} are said to have failed, and are gone`] : []),
    ...(summary.deleted + summary.failed + summary.unknown > summary.planned ? ['more became of the versions than there were'] : []),
    ...((summary.failed > 0 || summary.unknown > 0) && run.exitCode === 0 ? ['exit code 0, although some versions were not deleted'] : []),
  ];
}

/** Versions that Object Lock keeps. */
export function isLocked({ lock }: BucketView['versions'][number]): boolean {
  return lock !== null && (lock.retention !== null || lock.legalHold);
}

/** Can a run on this bucket delete at all, with nothing in the way? */
export function canDelete(bucket: BucketView, allowsUnprotected: boolean, world: World): boolean {
  const { policy } = JSON.parse(bucket.others) as { policy: string | null };
  const owner = world.practice.account.buckets.find(bucket.name)?.owner;
  const isProtected = bucket.versioning.mfaDelete === 'Enabled';
  return policy === null && owner === world.practice.accountId && (isProtected ? world.serial !== null : allowsUnprotected);
}
