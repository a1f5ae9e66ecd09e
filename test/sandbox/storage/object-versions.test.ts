import { describe, expect, it } from 'vitest';
import { compareKeys } from '../../../src/core/versions/key-order.js';
import { keyAfterPrefix } from '../../../src/sandbox/storage/key-after-prefix.js';
import { makeObjectVersions, NEWEST, type ObjectContent, type ObjectVersions } from '../../../src/sandbox/storage/object-versions.js';

const content: ObjectContent = { size: 1, body: null, etag: '"e"', storageClass: 'STANDARD', headers: {} };
const on = { versioning: 'Enabled', at: 0 } as const;
const suspended = { versioning: 'Suspended', at: 0 } as const;
const never = { versioning: null, at: 0 } as const;

function idsOf(objects: ObjectVersions): string[] {
  const ids: string[] = [];
  let version = objects.firstFrom({ key: '', sequence: NEWEST });
  while (version !== undefined) {
    ids.push(`${version.key}:${version.versionId}${version.content === null ? ' marker' : ''}`);
    version = objects.firstFrom({ key: version.key, sequence: version.sequence - 1 });
  }
  return ids;
}

describe('the versions of a bucket', () => {
  it('keep every write while versioning is on, newest first', () => {
    const objects = makeObjectVersions();
    const first = objects.put('a', content, on);
    const second = objects.put('a', content, on);
    const other = objects.put('B', content, on);
    expect(idsOf(objects)).toEqual([`B:${other.versionId}`, `a:${second.versionId}`, `a:${first.versionId}`]);
    expect(objects.current('a')).toBe(second);
  });

  it('replace the null version, and only it, while versioning is off or suspended', () => {
    const objects = makeObjectVersions();
    objects.put('a', content, never);
    objects.put('a', content, never);
    const named = objects.put('a', content, on);
    objects.put('a', content, suspended);
    expect(idsOf(objects)).toEqual(['a:null', `a:${named.versionId}`]);
  });

  it('lose the null version to a null delete marker while versioning is suspended', () => {
    const objects = makeObjectVersions();
    objects.put('a', content, never);
    const named = objects.put('a', content, on);
    objects.remove('a', suspended);
    expect(idsOf(objects)).toEqual(['a:null marker', `a:${named.versionId}`]);
  });

  it('are deleted without a marker in a bucket that was never versioned', () => {
    const objects = makeObjectVersions();
    objects.put('a', content, never);
    expect(objects.remove('a', never)).toBeNull();
    expect(objects.size()).toBe(0);
  });

  it('make the next newest one current when the current one is removed for good', () => {
    const objects = makeObjectVersions();
    const older = objects.put('a', content, on);
    const marker = objects.remove('a', on);
    expect(objects.current('a')).toBe(marker);
    if (marker !== null) objects.removeVersion(marker);
    expect(objects.current('a')).toBe(older);
  });

  it('know their own ids, also after the version is gone, and no others', () => {
    const objects = makeObjectVersions();
    const version = objects.put('a', content, on);
    const stranger = makeObjectVersions().put('a', content, on);
    objects.removeVersion(version);
    expect(objects.knowsVersionId(version.versionId)).toBe(true);
    expect(objects.positionOf('a', version.versionId)).toEqual({ key: 'a', sequence: version.sequence });
    expect(objects.knowsVersionId(stranger.versionId)).toBe(false);
    const altered = [...version.versionId].map((character, at) => version.versionId.slice(0, at) + (character === 'A' ? 'B' : 'A') + version.versionId.slice(at + 1));
    expect(altered.filter((id) => objects.knowsVersionId(id))).toEqual([]);
    expect(objects.knowsVersionId('3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH')).toBe(false);
    expect(objects.find('b', version.versionId)).toBeUndefined();
  });

  it('remember where a null version stood, so that a listing goes on after it', () => {
    const objects = makeObjectVersions();
    const before = objects.put('a', content, on);
    const nothing = objects.put('a', content, suspended);
    objects.removeVersion(nothing);
    const place = objects.positionOf('a', 'null');
    expect(place).toEqual({ key: 'a', sequence: nothing.sequence });
    if (place !== null) expect(objects.firstFrom(place)).toBe(before);
  });

  it('have ids like those of AWS, each its own', () => {
    const objects = makeObjectVersions();
    const ids = Array.from({ length: 1100 }, () => objects.put('a', content, on).versionId);
    expect(new Set(ids).size).toBe(1100);
    expect(ids.filter((id) => !/^[\w.]{32}$/.test(id))).toEqual([]);
    expect(ids.map((id) => objects.positionOf('a', id)?.sequence)).toEqual(ids.map((_, index) => index + 1));
  });

  it('can be walked from any place, also one that is gone', () => {
    const objects = makeObjectVersions();
    const [a, b, c] = ['a', 'b', 'c'].map((key) => objects.put(key, content, on));
    if (b === undefined) throw new Error('nothing was put');
    objects.removeVersion(b);
    const walk = objects.from(b);
    expect([walk.next().value, walk.next().done]).toEqual([c, true]);
    expect(objects.from({ key: '', sequence: NEWEST }).next().value).toBe(a);
  });

  it('keep times in whole seconds', () => {
    expect(makeObjectVersions().put('a', content, { ...on, at: 1_700_000_000_999 }).lastModified).toBe(1_700_000_000_000);
  });
});

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    const keys = ['\u{1f600}', '\ufffd', 'é', 'z', 'a/', 'a', 'a b', 'A', '\u{10ffff}', '\ue000'];
    const byBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...keys].sort(compareKeys)).toEqual(byBytes);
  });

  it.each([
    ['photos/', 'photos0'],
    ['a\ud7ff', 'a\ue000'],
    ['a\u{10ffff}', 'b'],
    ['\u{10ffff}', null],
  ])('has %j end before %j', (prefix, next) => {
    expect(keyAfterPrefix(prefix)).toBe(next);
  });
});
