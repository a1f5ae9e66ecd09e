import { s3EndpointUrl } from '../../../aws/connection/code-travel.js';
import type { Context } from '../../../context.js';
import { policyObstacle } from '../../../core/deletion/obstacles.js';
import { Failure } from '../../../core/failures/failure.js';
import { countPlan, type PlanSummary } from '../../../core/purge/plan-summary.js';
import { listingPrefix } from '../../../core/purge/purge-rule.js';
import { counted, thousands } from '../../../core/text/quantities.js';
import { type PlanHead, type PlannedItem, type PurgePlan, readPlan, writePlan } from '../../../state/purge-plan-file.js';
import { keepHeapSteady } from '../../../steady-heap.js';
import type { OpenBucket } from '../deletion/open-bucket.js';
import { findPurgeable, type Search } from './find-purgeable.js';
import type { PurgeRules } from './purge-rules.js';

/** A plan of a purge, counted, and in a file where it is going to be carried out. */
export type PlannedPurge = {
  summary: PlanSummary;
  /** Incomplete multipart uploads to abort (count). */
  uploads: number;
  /** Versions and delete markers that were looked at (count); `null` where the plan was read from a file. */
  seen: number | null;
  tagsUnread: number;
  rules: Pick<PurgeRules, 'disabled' | 'notCarriedOut'> & { names: string[]; allVersions: boolean };
  /** `null` for a rehearsal that is not saved. */
  plan: PurgePlan | null;
};

/** Keys of a plan that are held against the bucket policy. */
const KEYS_TRIED = 50;

/**
 * Lists the bucket and plans, as a stream: the plan goes into a file, or is only counted.
 * @param path `null` to count only
 * @throws Failure; `mfa-policy-in-the-way` where the bucket policy denies it
 */
export async function planPurge(rules: PurgeRules, path: string | null, bucket: OpenBucket, context: Context): Promise<PlannedPurge> {
  const { signedIn, address } = bucket;
  keepHeapSteady();
  const search = beginSearch(rules, bucket, context);
  const counter = makeCounter(search.prefix);
  await context.ui.during('Listing versions', async (update) => {
    const found = watched(findPurgeable(search, signedIn.clients, address), counter, () => update(progressOf(search, counter)));
    if (path === null) await drain(found);
    else await writePlan(path, headOf(search, bucket), each(found));
  });
  const denied = bucket.isProtected ? policyObstacle(bucket.inspection, signedIn.identity, counter.keys()) : null;
  if (denied !== null) throw denied;
  const { disabled, notCarriedOut, allVersions } = rules;
  return {
    ...{ summary: counter.summary(), uploads: counter.uploads(), seen: search.seen, tagsUnread: search.tagsUnread },
    rules: { disabled, notCarriedOut, allVersions, names: namesOf(rules) },
    plan: path === null ? null : await readPlan(path),
  };
}

/**
 * Counts a plan from a file, after checking that it is for this bucket, server and account.
 * @throws Failure `usage`, `local-file`, `mfa-policy-in-the-way`
 */
export async function loadPurge(plan: PurgePlan, bucket: OpenBucket, context: Context): Promise<PlannedPurge> {
  const { head } = plan;
  const { signedIn } = bucket;
  refuseOtherPlace(plan, bucket);
  const counter = makeCounter(head.prefix);
  await context.ui.during('Reading the plan', async () => {
    for await (const version of plan.versions) counter.add(version);
    for await (const upload of plan.uploads) counter.add(upload);
  });
  const denied = bucket.isProtected ? policyObstacle(bucket.inspection, signedIn.identity, counter.keys()) : null;
  if (denied !== null) throw denied;
  return {
    ...{ summary: counter.summary(), uploads: counter.uploads(), seen: null, tagsUnread: 0, plan },
    rules: { disabled: [], notCarriedOut: [], allVersions: head.allVersions, names: head.rules },
  };
}

function beginSearch(rules: PurgeRules, { signedIn }: OpenBucket, { clock }: Context): Search {
  // Of two clocks, the one that is behind makes versions younger, and deletes less.
  const now = clock.now() + Math.min(0, signedIn.clients.clockOffset() ?? 0);
  return { rules, prefix: listingPrefix(rules.rules), now, seen: 0, tagsUnread: 0 };
}

function headOf({ rules, prefix, now }: Search, { address, signedIn }: OpenBucket): PlanHead {
  return {
    bucket: address.name,
    endpoint: s3EndpointUrl(signedIn.clients),
    account: signedIn.identity?.account ?? null,
    createdAt: new Date(now).toISOString(),
    rules: namesOf(rules),
    prefix,
    allVersions: rules.allVersions,
  };
}

function namesOf({ rules, uploads }: PurgeRules): string[] {
  return [...new Set([...rules, ...uploads].map(({ name }) => name))];
}

/** Names are unique on one server only, and the wrong server may have a bucket of the same name. */
function refuseOtherPlace({ head, path }: PurgePlan, { address, signedIn }: OpenBucket): void {
  const places = [
    ['bucket', head.bucket, address.name],
    ['endpoint', head.endpoint, s3EndpointUrl(signedIn.clients)],
    ['account', head.account, signedIn.identity?.account ?? null],
  ] as const;
  for (const [what, planned, present] of places) {
    if (planned === present) continue;
    throw new Failure('usage', `\`${path}\` was made for the ${what} \`${planned ?? '-'}\`, and this is \`${present ?? '-'}\``, {
      hints: ['make a plan here: `s3-mfa-delete purge <bucket> … --plan-out <file>`'],
    });
  }
}

/** Counts a plan as it goes by. */
type Counter = { add(item: PlannedItem): void; keys(): Iterable<string>; uploads(): number; summary(): PlanSummary };

function makeCounter(prefix: string): Counter {
  const counted = countPlan(prefix);
  const keys = new Set<string>();
  let uploads = 0;
  return {
    add(item) {
      if (item.action === 'abort-upload') uploads += 1;
      else if (item.action === 'make-delete-marker') counted.addMarkerToMake();
      else {
        counted.addDeletion(item);
        if (keys.size < KEYS_TRIED) keys.add(item.key);
      }
    },
    keys: () => keys,
    uploads: () => uploads,
    summary: () => counted.summary(),
  };
}

async function* watched(pages: AsyncIterable<PlannedItem[]>, counter: Counter, onPage: () => void): AsyncGenerator<PlannedItem[], void> {
  for await (const page of pages) {
    page.forEach((item) => counter.add(item));
    onPage();
    yield page;
  }
}

async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  while ((await pages.next()).done !== true);
}

async function* each(pages: AsyncIterable<PlannedItem[]>): AsyncGenerator<PlannedItem, void> {
  for await (const page of pages) yield* page;
}

function progressOf({ seen }: Search, counter: Counter): string {
  const { versions, deleteMarkers } = counter.summary();
  return `Listing versions: ${thousands(seen)} seen, ${counted(versions + deleteMarkers, 'version')} to delete`;
}
