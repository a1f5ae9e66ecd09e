import { describe, expect, test } from 'vitest';
import { countPlan, timeForCodes } from '../../../src/core/purge/plan-summary.js';
import { rankPrefixes } from '../../../src/core/purge/prefix-ranking.js';
import { at, marker, version } from './support/versions.js';

describe('the summary of a plan', () => {
  test('counts versions, delete markers, bytes and codes, and knows the oldest', () => {
    const plan = countPlan('');
    plan.addDeletion(version('v1', { size: 100, lastModified: at('09:00') }));
    plan.addDeletion(version('v2', { size: 1, lastModified: at('08:00') }));
    plan.addDeletion(marker('m1', { lastModified: at('10:00') }));
    plan.addMarkerToMake();
    expect(plan.summary()).toEqual({
      versions: 2,
      deleteMarkers: 1,
      bytes: 101,
      oldest: at('08:00'),
      prefixes: [{ prefix: '', versions: 2, deleteMarkers: 1, bytes: 101 }],
      markersToMake: 1,
      codes: 1,
    });
  });

  test('of nothing is nothing, and needs no code', () => {
    expect(countPlan('').summary()).toEqual({ versions: 0, deleteMarkers: 0, bytes: 0, oldest: null, prefixes: [], markersToMake: 0, codes: 0 });
  });

  test('needs one code for 1000 versions, and one for each key that XML cannot carry', () => {
    const plan = countPlan('');
    for (let count = 0; count < 1000; count += 1) plan.addDeletion(version(`v${count}`));
    expect(plan.summary().codes).toBe(1);
    plan.addDeletion(version('v1000'));
    expect(plan.summary().codes).toBe(2);
    for (const key of ['bell\u0007', 'not a character \uffff']) plan.addDeletion(version('v1', { key }));
    expect(plan.summary().codes).toBe(4);
  });

  test('shows the ten largest folders below the prefix, exactly, however many there are', () => {
    const plan = countPlan('data/');
    plan.addDeletion(version('v1', { key: 'data/loose', size: 6 }));
    for (let folder = 0; folder < 5000; folder += 1) {
      const name = `data/${String(folder).padStart(5, '0')}/`;
      plan.addDeletion(version('v1', { key: `${name}a`, size: (folder * 7919) % 5000 }));
      plan.addDeletion(marker('m1', { key: `${name}b/c` }));
    }
    plan.addDeletion(version('v1', { key: 'data/z', size: 9994 }));
    const { prefixes } = plan.summary();
    expect(prefixes.map(({ bytes }) => bytes)).toEqual([10_000, 4999, 4998, 4997, 4996, 4995, 4994, 4993, 4992, 4991]);
    expect(prefixes[0]).toEqual({ prefix: 'data/', versions: 2, deleteMarkers: 0, bytes: 10_000 });
    expect(prefixes[1]).toEqual({ prefix: expect.stringMatching(/^data\/\d{5}\/$/), versions: 1, deleteMarkers: 1, bytes: 4999 });
    expect(plan.summary().prefixes).toEqual(prefixes);
  });

  test('ranks by number where nothing has bytes', () => {
    const plan = countPlan('');
    for (const key of ['a/1', 'b/1', 'b/2', 'c/1']) plan.addDeletion(marker('m1', { key }));
    expect(plan.summary().prefixes.map(({ prefix }) => prefix)).toEqual(['b/', 'a/', 'c/']);
  });
});

test('the largest folders are found from the first one on, one with an empty name too', () => {
  const ranking = rankPrefixes('', 1);
  for (const [key, size] of [['/lead/a', 7], ['b/1', 5], ['c/1', 6]] as const) ranking.add(version('v1', { key, size }));
  expect(ranking.top()).toEqual([{ prefix: '/', versions: 1, deleteMarkers: 0, bytes: 7 }]);
});

test('codes take 30 seconds each, and devices share them', () => {
  expect([timeForCodes(0, 1), timeForCodes(1, 1), timeForCodes(100, 1), timeForCodes(100, 2), timeForCodes(101, 8)]).toEqual([0, 30_000, 3_000_000, 1_500_000, 390_000]);
});
