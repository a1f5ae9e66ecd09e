import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decide, purgeDecider } from '../../../src/core/purge/decide.js';
import { ruleOfFlags } from '../../../src/core/purge/flag-rules.js';
import { historyReader } from '../../../src/core/purge/history.js';
import type { ListingPage } from '../../../src/core/purge/key-groups.js';
import { lifecyclePurge } from '../../../src/core/purge/lifecycle-rules.js';
import { possibleOrders } from './support/possible-orders.js';
import { type Bucket, buckets, configurations, flagSets, listingOf } from './support/random-histories.js';
import { type Outcome, slowFlags, slowLifecycle, type Stored } from './support/slow-reading.js';

const RUNS = 10_000;

const sorted = (outcome: Iterable<string>): string[] => [...outcome].sort();

/** What the planner wants of a listing; tags are handed out only when it asks for them. */
function planned(decide: Decide, pages: readonly ListingPage[], { histories, now }: Bucket): Outcome {
  const tags = new Map(histories.flat().map((stored) => [stored.id, stored.tags]));
  const reader = historyReader();
  const entries = [...pages.flatMap((page) => reader.read(page)), ...reader.end()];
  deepStrictEqual(sorted(entries.map(({ version }) => version.versionId)), sorted(tags.keys()));
  const outcome: Outcome = new Set();
  for (const entry of entries) {
    const id = entry.version.versionId;
    const first = decide(entry, now);
    const decision = first.action === 'read-tags' ? decide(entry, now, tags.get(id) ?? {}) : first;
    if (decision.action === 'read-tags') throw new Error('tags were asked for twice');
    if (decision.action !== 'keep') outcome.add(decision.action === 'delete' ? id : `${id} + marker`);
  }
  return outcome;
}

/** A version and a marker of one second, neither of them current, in one page: only the true order says which is newer. */
function isAmbiguous(pages: readonly ListingPage[], key: string): boolean {
  return pages.some(({ versions, deleteMarkers }) =>
    versions.some((version) =>
      deleteMarkers.some((marker) => version.key === key && marker.key === key && version.lastModified === marker.lastModified && !version.isLatest && !marker.isLatest),
    ),
  );
}

/** Compares the planner with a slow reading, key by key. */
function compare(decide: Decide, slow: (history: readonly Stored[]) => Outcome, bucket: Bucket): void {
  const pages = listingOf(bucket);
  const outcome = planned(decide, pages, bucket);
  for (const history of bucket.histories) {
    const key = history[0]?.key ?? '';
    const stored = new Map(history.map((one) => [one.id, one]));
    const ofKey = sorted([...outcome].filter((id) => stored.has(id.replace(' + marker', ''))));
    const truth = sorted(slow(history));
    // Never more than is right, …
    deepStrictEqual(ofKey.filter((id) => !truth.includes(id)), []);
    // … exactly what is right where the listing says enough, …
    if (!isAmbiguous(pages, key)) deepStrictEqual(ofKey, truth);
    // … and elsewhere all that goes in whatever order the entries came.
    const readings = possibleOrders(pages, key).map((order) => slow(order.flatMap(({ versionId }) => stored.get(versionId) ?? [])));
    const [first = new Set<string>(), ...others] = readings;
    deepStrictEqual(ofKey, sorted([...first].filter((id) => others.every((reading) => reading.has(id)))));
  }
}

describe(`the planner agrees with a slow reading of the rules over ${RUNS} random histories`, () => {
  test('for flags', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(buckets, flagSets, (bucket, flags) => {
        const decide = purgeDecider([ruleOfFlags({ ...flags, include: [], exclude: [], allVersions: false })]);
        compare(decide, (history) => slowFlags(flags, history, bucket.now), bucket);
      }),
      { numRuns: RUNS },
    );
  });

  test('for lifecycle configurations', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(buckets, configurations, (bucket, configuration) => {
        const decide = purgeDecider(lifecyclePurge(JSON.parse(JSON.stringify(configuration)), 'Enabled').rules);
        compare(decide, (history) => slowLifecycle(configuration.Rules, history, bucket.now), bucket);
      }),
      { numRuns: RUNS },
    );
  });
});

test('the random histories are worth comparing: ambiguous keys, and all outcomes, come up often', () => {
  const seen = { ambiguous: 0, deleted: 0, kept: 0, markers: 0 };
  for (const [bucket, configuration] of fc.sample(fc.tuple(buckets, configurations), { numRuns: 500, seed: 7 })) {
    const pages = listingOf(bucket);
    const outcome = planned(purgeDecider(lifecyclePurge(configuration, 'Enabled').rules), pages, bucket);
    seen.ambiguous += bucket.histories.filter((history) => isAmbiguous(pages, history[0]?.key ?? '')).length;
    seen.markers += [...outcome].filter((id) => id.endsWith('+ marker')).length;
    seen.deleted += [...outcome].filter((id) => !id.endsWith('+ marker')).length;
    seen.kept += bucket.histories.flat().length - outcome.size;
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
});
