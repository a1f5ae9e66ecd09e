import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Clients } from '../../../aws/connection/clients.js';
import { versionsOfKey } from '../../../aws/versions/key-versions.js';
import { listVersions } from '../../../aws/versions/version-listing.js';
import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import { minuteInWords, sizeInWords } from '../../../core/text/quantities.js';
import { compareKeys } from '../../../core/versions/key-order.js';
import type { ObjectVersion, VersionName } from '../../../core/versions/object-version.js';
import { keyInWords, standingOf } from '../../../core/versions/version-words.js';
import type { Choice } from '../../../ui/ui.js';
import { keyWidth } from './show-deletion-plan.js';

/** More than this is no list to tick in. */
const OFFERED_AT_MOST = 5_000;

/** Which versions are offered: those of one key, or those whose keys begin with a prefix. */
type Offer = { key: string | undefined; prefix: string | undefined };

/** Where nobody can tick, versions have to be named: said before anything is asked. @throws Failure `missing-input` */
export function refuseUnnamed({ ui }: Pick<Context, 'ui'>, bucket: string): void {
  if (ui.canAsk) return;
  throw new Failure('missing-input', 'no version was named, and there is no terminal to choose on', {
    hints: [
      `name it: \`s3-mfa-delete delete-version ${bucket} <key> <versionId>\``,
      `or give a list: \`aws s3api list-object-versions --bucket ${bucket} --prefix <prefix> | s3-mfa-delete delete-version ${bucket} --from - --confirm ${bucket}\``,
    ],
  });
}

/**
 * Lets the person tick versions in a searchable list.
 * @returns none where there is nothing to tick
 */
export async function chooseVersions(offer: Offer, clients: Clients, bucket: BucketAddress, { ui }: Context): Promise<VersionName[]> {
  const { entries, isWhole } = await ui.during('Listing versions', () => offered(offer, clients, bucket));
  if (entries.length === 0) return [];
  if (!isWhole) ui.warning(`these are the first ${OFFERED_AT_MOST} entries; to see others, narrow it down with a key or \`--prefix\``);
  const chosen = await ui.checkbox(`Which versions in ${bucket.name} should be deleted for good?`, entries.map((version) => choiceOf(version, keyWidth(ui, 56))));
  return chosen.map(({ key, versionId }) => ({ key, versionId }));
}

async function offered({ key, prefix }: Offer, clients: Clients, bucket: BucketAddress): Promise<{ entries: ObjectVersion[]; isWhole: boolean }> {
  const entries: ObjectVersion[] = [];
  const pages = key === undefined ? listVersions(clients, bucket, { prefix: prefix ?? '' }) : versionsOfKey(clients, bucket, key);
  for await (const { versions, deleteMarkers } of pages) {
    entries.push(...versions, ...deleteMarkers);
    if (entries.length > OFFERED_AT_MOST) return { entries: entries.sort(byKeyAndAge).slice(0, OFFERED_AT_MOST), isWhole: false };
  }
  return { entries: entries.sort(byKeyAndAge), isWhole: true };
}

function byKeyAndAge(a: ObjectVersion, b: ObjectVersion): number {
  return compareKeys(a.key, b.key) || Number(b.isLatest) - Number(a.isLatest) || b.lastModified - a.lastModified;
}

function choiceOf(version: ObjectVersion, width: number): Choice<ObjectVersion> {
  const facts = [minuteInWords(version.lastModified), ...(version.isDeleteMarker ? [] : [sizeInWords(version.size)]), standingOf(version)];
  return { value: version, name: `${keyInWords(version.key, width)}  ${facts.join('  ')}`, description: `version ${version.versionId}` };
}
