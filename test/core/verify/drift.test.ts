import { describe, expect, it } from 'vitest';
import { type Verdict, verdicts } from '../../../src/core/buckets/verdict.js';
import type { Drift } from '../../../src/core/verify/document.js';
import { type Baseline, driftSize, watchDrift } from '../../../src/core/verify/drift.js';

const ACCOUNT = '111122223333';
const never = () => false;
const nothing: Drift = { since: null, new: [], gone: [], turnedOff: [], turnedOn: [], otherwise: [] };

function baseline(buckets: Record<string, Verdict>): Baseline {
  return { since: null, buckets: new Map(Object.entries(buckets).map(([name, verdict]) => [name, { account: ACCOUNT, verdict }])) };
}

const bucket = (name: string, verdict: Verdict, reason: string | null = null) => ({ name, account: ACCOUNT, verdict, reason });

/** What became of `ledger`. */
function changeOf(before: Verdict, after: Verdict): string | null {
  const watch = watchDrift(baseline({ ledger: before }));
  watch.take(bucket('ledger', after));
  const [found, ...others] = Object.entries(watch.result(never)).filter(([, changed]) => Array.isArray(changed) && changed.length > 0);
  expect(others).toEqual([]);
  if (found !== undefined) expect(found[1]).toEqual([{ name: 'ledger', account: ACCOUNT, before, after }]);
  return found?.[0] ?? null;
}

describe('a bucket of the baseline', () => {
  it.each<Verdict>(['off', 'blocked', 'suspended', 'unversioned'])('that was on and is %s is turned off, and turned on the other way round', (verdict) => {
    expect(changeOf('on', verdict)).toBe('turnedOff');
    expect(changeOf(verdict, 'on')).toBe('turnedOn');
  });

  it.each(verdicts)('that is %s as before, or could not be read then or now, has not changed', (verdict) => {
    expect(changeOf(verdict, verdict)).toBeNull();
    expect(changeOf(verdict, 'unknown')).toBeNull();
    expect(changeOf('unknown', verdict)).toBeNull();
  });

  it.each<[Verdict, Verdict]>([
    ['off', 'suspended'],
    ['blocked', 'suspended'],
    ['off', 'unversioned'],
    ['unversioned', 'off'],
    ['unversioned', 'blocked'],
    ['suspended', 'unversioned'],
    ['suspended', 'off'],
  ])('that was %s and is %s was not on and is not, but its versioning is another', (before, after) => {
    expect(changeOf(before, after)).toBe('otherwise');
  });

  it('has not changed by a lifecycle configuration alone', () => {
    expect(changeOf('off', 'blocked')).toBeNull();
    expect(changeOf('blocked', 'off')).toBeNull();
  });

  it('that did not come is gone', () => {
    expect(watchDrift(baseline({ ledger: 'on' })).result(never)).toEqual({ ...nothing, gone: [{ name: 'ledger', account: ACCOUNT, before: 'on', after: null }] });
  });

  it('that was asked for by name and does not exist is gone', () => {
    const watch = watchDrift(baseline({ ledger: 'off' }));
    watch.take(bucket('ledger', 'unknown', 'NoSuchBucket'));

    expect(watch.result(never)).toEqual({ ...nothing, gone: [{ name: 'ledger', account: ACCOUNT, before: 'off', after: null }] });
  });

  it('that could not be read for another reason is not gone', () => {
    const watch = watchDrift(baseline({ ledger: 'off' }));
    watch.take(bucket('ledger', 'unknown', 'AccessDenied'));

    expect(watch.result(never)).toEqual(nothing);
  });

  it('is not gone where it could be missing for another reason: by its name, by its account', () => {
    const asked: unknown[] = [];
    const drift = watchDrift(baseline({ drafts: 'off', ledger: 'on' })).result((name, account) => {
      asked.push([name, account]);
      return name === 'ledger';
    });

    expect(drift.gone.map(({ name }) => name)).toEqual(['drafts']);
    expect(asked).toEqual([['drafts', ACCOUNT], ['ledger', ACCOUNT]]);
  });

  it('that came is not asked about', () => {
    const watch = watchDrift(baseline({ ledger: 'on' }));
    watch.take(bucket('ledger', 'on'));

    expect(watch.result(() => expect.unreachable('it came'))).toEqual(nothing);
  });
});

describe('a bucket that the baseline does not know', () => {
  it.each(verdicts)('is new also where it is %s', (verdict) => {
    const watch = watchDrift(baseline({}));
    watch.take(bucket('ledger', verdict, verdict === 'unknown' ? 'AccessDenied' : null));

    expect(watch.result(never)).toEqual({ ...nothing, new: [{ name: 'ledger', account: ACCOUNT, before: null, after: verdict }] });
  });

  it('and does not exist either, is nothing', () => {
    const watch = watchDrift(baseline({}));
    watch.take(bucket('ledger', 'unknown', 'NoSuchBucket'));

    expect(watch.result(never)).toEqual(nothing);
  });
});

it('all that changed is sorted by name and counted, and has the time of the baseline', () => {
  const names = ['b', 'a', 'c'];
  const all = (kind: string, verdict: Verdict) => Object.fromEntries(names.map((name) => [`${kind}-${name}`, verdict]));
  const watch = watchDrift({ since: '2026-03-04T12:00:02.000Z', buckets: baseline({ ...all('gone', 'on'), ...all('off', 'on'), ...all('on', 'off'), ...all('other', 'off') }).buckets });
  for (const name of names) for (const [kind, verdict] of [['new', 'on'], ['off', 'off'], ['on', 'on'], ['other', 'suspended']] as const) watch.take(bucket(`${kind}-${name}`, verdict));

  const drift = watch.result(never);

  expect(drift.since).toBe('2026-03-04T12:00:02.000Z');
  expect([drift.new, drift.gone, drift.turnedOff, drift.turnedOn, drift.otherwise].map((list) => list.map(({ name }) => name))).toEqual([
    ['new-a', 'new-b', 'new-c'],
    ['gone-a', 'gone-b', 'gone-c'],
    ['off-a', 'off-b', 'off-c'],
    ['on-a', 'on-b', 'on-c'],
    ['other-a', 'other-b', 'other-c'],
  ]);
  expect(driftSize({ ...drift, new: drift.new.slice(2), gone: drift.gone.slice(1) })).toBe(1 + 2 + 3 + 3 + 3);
  expect(driftSize(nothing)).toBe(0);
});
