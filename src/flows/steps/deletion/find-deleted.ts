import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Clients } from '../../../aws/connection/clients.js';
import { versionsOfKey } from '../../../aws/versions/key-versions.js';
import { listVersions } from '../../../aws/versions/version-listing.js';
import type { VersionPage } from '../../../aws/versions/version-page.js';
import type { Context } from '../../../context.js';
import { type DeletedKey, deletedKeys, type DeletionSpan } from '../../../core/deletion/deleted-keys.js';
import { readAhead } from '../../../core/read-ahead.js';
import { counted } from '../../../core/text/quantities.js';

/** Which deleted objects are wanted: these keys, or those that begin with a prefix. */
export type DeletedQuery = { keys: readonly string[]; prefix: string | undefined; span: DeletionSpan };

/** Finds the keys whose current version is a delete marker. @throws Failure */
export async function findDeleted(query: DeletedQuery, clients: Clients, bucket: BucketAddress, { ui }: Pick<Context, 'ui'>): Promise<DeletedKey[]> {
  const found: DeletedKey[] = [];
  return ui.during('Looking for deleted objects', async (update) => {
    const collect = async (pages: AsyncIterable<VersionPage>): Promise<void> => {
      for await (const deleted of deletedKeys(pages, query.span)) {
        found.push(deleted);
        update(`Looking for deleted objects, ${counted(found.length, 'key')} found`);
      }
    };
    if (query.keys.length === 0) await collect(readAhead(listVersions(clients, bucket, { prefix: query.prefix ?? '' })));
    for (const key of query.keys) await collect(versionsOfKey(clients, bucket, key));
    return found;
  });
}
