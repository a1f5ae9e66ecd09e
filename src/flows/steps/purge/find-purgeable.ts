import pLimit from 'p-limit';
import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Clients } from '../../../aws/connection/clients.js';
import { listUploads } from '../../../aws/versions/multipart-uploads.js';
import { readTags } from '../../../aws/versions/object-tags.js';
import { listVersions } from '../../../aws/versions/version-listing.js';
import { type Decide, type Decision, purgeDecider } from '../../../core/purge/decide.js';
import { readHistory } from '../../../core/purge/history.js';
import type { HistoryEntry } from '../../../core/purge/key-history.js';
import { ruleToAbort } from '../../../core/purge/upload-rules.js';
import { readAhead } from '../../../core/read-ahead.js';
import type { ObjectVersion } from '../../../core/versions/object-version.js';
import type { PlannedItem, PlannedUpload, PlannedVersion } from '../../../state/purge-plan-file.js';
import type { PurgeRules } from './purge-rules.js';

/** Requests for tags under way at the same time. */
const TAGS_AT_ONCE = 16;

/** What is looked through, and what was noticed on the way. */
export type Search = {
  rules: PurgeRules;
  /** All keys that the rules are about begin so. */
  prefix: string;
  /** ms since the epoch; ages are counted up to here. */
  now: number;
  /** Versions and delete markers looked at so far (count). */
  seen: number;
  /** Versions whose tags could not be read, and that stay (count). */
  tagsUnread: number;
};

/**
 * Finds what the rules take, as a stream in the order of the listing, then incomplete uploads. Holds a page at most.
 * @throws Failure
 */
export async function* findPurgeable(search: Search, clients: Clients, bucket: BucketAddress): AsyncGenerator<PlannedItem[], void> {
  const { rules, prefix } = search;
  if (rules.rules.length > 0) {
    const decide = purgeDecider(rules.rules);
    for await (const entries of readHistory(readAhead(listVersions(clients, bucket, { prefix })))) {
      search.seen += entries.length;
      yield await planPage(entries, decide, search, clients, bucket);
    }
  }
  if (rules.uploads.length === 0) return;
  for await (const uploads of listUploads(clients, bucket)) {
    yield uploads.flatMap((upload): PlannedUpload[] => {
      const rule = ruleToAbort(rules.uploads, upload, search.now);
      return rule === null ? [] : [{ action: 'abort-upload', ...upload, rule }];
    });
  }
}

async function planPage(entries: readonly HistoryEntry[], decide: Decide, search: Search, clients: Clients, bucket: BucketAddress): Promise<PlannedVersion[]> {
  const decisions = entries.map((entry) => decide(entry, search.now));
  const limit = pLimit(TAGS_AT_ONCE);
  const settled = decisions.some(({ action }) => action === 'read-tags')
    ? await Promise.all(decisions.map((decision, at) => (decision.action === 'read-tags' ? limit(() => withTags(entries[at], decide, search, clients, bucket)) : decision)))
    : decisions;
  return entries.flatMap(({ version }, at): PlannedVersion[] => {
    const decision = settled[at];
    return decision?.action === 'delete' || decision?.action === 'make-delete-marker' ? [plannedVersion(version, decision.action, decision.rule)] : [];
  });
}

/** Field by field: of a million versions, spreading each takes as long as all other rules together. */
function plannedVersion({ key, versionId, isDeleteMarker, isLatest, lastModified, size }: ObjectVersion, action: PlannedVersion['action'], rule: string): PlannedVersion {
  return { key, versionId, isDeleteMarker, isLatest, lastModified, size, action, rule };
}

async function withTags(entry: HistoryEntry | undefined, decide: Decide, search: Search, clients: Clients, bucket: BucketAddress): Promise<Decision> {
  if (entry === undefined) return { action: 'keep' };
  const tags = await readTags(clients, bucket, entry.version);
  if (tags === null) search.tagsUnread += 1;
  return decide(entry, search.now, tags ?? {});
}
