import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bucketOwner, keepKnownBuckets, knownBuckets, KNOWN_AT_MOST } from '../../src/state/known-buckets.js';
import { temporaryHome } from '../support/temporary-home.js';

const somebody = { profile: null, endpointUrl: null };

describe('buckets that were listed', () => {
  it('are known afterwards, for the same profile and server only', async () => {
    const directory = path.join(temporaryHome(), 'state');

    await keepKnownBuckets(directory, somebody, ['a', 'b']);

    expect(await knownBuckets(directory, somebody)).toEqual(['a', 'b']);
    expect(await knownBuckets(directory, { ...somebody, profile: 'other' })).toEqual([]);
    expect(await knownBuckets(directory, { ...somebody, endpointUrl: 'https://s3.example.com' })).toEqual([]);
  });

  it('are kept for their owner alone, and not without end', async () => {
    const directory = path.join(temporaryHome(), 'state');

    await keepKnownBuckets(directory, somebody, Array.from({ length: KNOWN_AT_MOST + 1 }, (_, index) => `bucket-${index}`));

    const folder = path.join(directory, 'known-buckets');
    const [file = ''] = readdirSync(folder);
    expect([statSync(folder).mode & 0o777, statSync(path.join(folder, file)).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(await knownBuckets(directory, somebody)).toHaveLength(KNOWN_AT_MOST);
  });

  it('do not fail the run that listed them where nothing can be written, nor one that finds nonsense', async () => {
    const directory = temporaryHome();
    writeFileSync(path.join(directory, 'known-buckets'), 'in the way');
    await keepKnownBuckets(directory, somebody, ['a']);
    expect(await knownBuckets(directory, somebody)).toEqual([]);

    const other = path.join(temporaryHome(), 'state');
    await keepKnownBuckets(other, somebody, ['a']);
    const folder = path.join(other, 'known-buckets');
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) writeFileSync(path.join(folder, file), '{"not": "a list"}');
    expect(await knownBuckets(other, somebody)).toEqual([]);
  });

  it('belong to whom flags and environment name, flags first, then as the AWS CLI has it', () => {
    const env = { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b', AWS_ENDPOINT_URL: 'http://x', AWS_ENDPOINT_URL_S3: 'http://y' };
    expect(bucketOwner({ profile: 'flag', endpointUrl: 'http://flag', env })).toEqual({ profile: 'flag', endpointUrl: 'http://flag' });
    expect(bucketOwner({ profile: undefined, endpointUrl: undefined, env })).toEqual({ profile: 'b', endpointUrl: 'http://y' });
    expect(bucketOwner({ profile: undefined, endpointUrl: undefined, env: { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: '', AWS_ENDPOINT_URL_S3: '' } })).toEqual({ ...somebody, profile: 'a' });
    expect(bucketOwner({ profile: undefined, endpointUrl: undefined, env: {} })).toEqual(somebody);
  });
});
