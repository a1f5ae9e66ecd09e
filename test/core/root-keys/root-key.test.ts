import { describe, expect, test } from 'vitest';
import { type KeyPlan, planInWords, removalSteps } from '../../../src/core/root-keys/key-removal.js';
import { isInUse, placeInWords } from '../../../src/core/root-keys/root-key.js';
import { type HeldKeyOwner, rootKeyExists, rootKeyExitCode, type RootKeyStatus } from '../../../src/core/root-keys/root-key-status.js';

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', createdAt: null } as const;
const nothing: RootKeyStatus = { keysPresent: false, rootMfaEnabled: true, devices: [], keys: null, held: [] };
const held = (owner: HeldKeyOwner): RootKeyStatus['held'] => [{ accessKeyId: key.accessKeyId, places: [], owner }];

describe('a root key exists', () => {
  test.each<[string, Partial<RootKeyStatus>, boolean | null, number]>([
    ['where AWS says so', { keysPresent: true }, true, 1],
    ['where root lists one, whatever the summary says', { keys: [{ ...key, lastUsed: null }] }, true, 1],
    ['where this machine holds one, also of another account', { held: held({ kind: 'root', account: '444455556666', arn: 'a' }) }, true, 1],
    ['nowhere', {}, false, 0],
    ['nowhere, though keys of users and dead ones lie here', { held: [...held({ kind: 'user', account: '1', arn: 'a' }), ...held({ kind: 'refused' })] }, false, 0],
    ['perhaps, where the summary is denied', { keysPresent: null }, null, 3],
    ['nowhere, where root lists none though the summary is denied', { keysPresent: null, keys: [] }, false, 0],
    ['perhaps, where a key here could not be asked', { held: held({ kind: 'unknown', why: 'network' }) }, null, 3],
  ])('%s', (_, status, exists, exitCode) => {
    expect(rootKeyExists({ ...nothing, ...status })).toBe(exists);
    expect(rootKeyExitCode({ ...nothing, ...status })).toBe(exitCode);
  });
});

describe('a key is in use', () => {
  const now = 10_000_000;
  test.each<[string, Parameters<typeof isInUse>[0], number, boolean]>([
    ['by S3, just now', { at: now, service: 's3', region: null }, 1000, true],
    ['by S3, as long ago as counts', { at: now - 1000, service: 's3', region: null }, 1000, true],
    ['by something that IAM does not name', { at: now, service: null, region: null }, 1000, true],
    ['not by what this program used it for', { at: now, service: 'sts', region: null }, 1000, false],
    ['not before the time that counts', { at: now - 1001, service: 's3', region: null }, 1000, false],
    ['not where nothing counts as recent', { at: now, service: 's3', region: null }, 0, false],
    ['not where it was never used', null, 1000, false],
  ])('%s', (_, use, recentMs, expected) => {
    expect(isInUse(use, { now, recentMs, own: ['sts', 'iam'] })).toBe(expected);
  });
});

describe('the steps of a removal', () => {
  test.each<[Partial<KeyPlan>, readonly string[], RegExp]>([
    [{ way: 'itself' }, ['delete', 'prove'], /deletes itself/],
    [{ way: 'another' }, ['deactivate', 'prove', 'delete', 'prove'], /made inactive, proved to sign no more, deleted/],
    [{ way: 'another', key: { ...key, status: 'Inactive' } }, ['delete', 'prove'], /inactive already/],
    [{ way: 'assumed-root' }, ['delete', 'prove'], /member account/],
  ])('%j', (about, steps, words) => {
    const plan: KeyPlan = { key, lastUsed: null, way: 'itself', ...about };
    expect(removalSteps(plan)).toEqual(steps);
    expect(planInWords(plan)).toMatch(words);
  });
});

test('places are named as a person finds them', () => {
  const places = [
    { in: 'credentials', profile: 'a', file: 'f' },
    { in: 'config', profile: 'b', file: 'f' },
    { in: 'environment', variables: ['X_ACCESS_KEY_ID', 'X_SECRET_ACCESS_KEY'] },
  ] as const;
  expect(places.map(placeInWords)).toEqual(['profile a', 'profile b (config file)', '$X_ACCESS_KEY_ID']);
});
