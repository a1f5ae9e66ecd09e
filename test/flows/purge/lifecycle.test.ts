import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOON, practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { BUCKET, contentsOf, makeBucket, remove, runPurge, write } from './support/runs.js';

function lifecycleFile(aws: PracticeContext, ...rules: object[]): string {
  const file = path.join(aws.home, 'lifecycle.json');
  writeFileSync(file, JSON.stringify({ Rules: rules.map((rule, index) => ({ ID: `rule-${index + 1}`, Status: 'Enabled', Filter: { Prefix: '' }, ...rule })) }));
  return file;
}

const carryOut = (aws: PracticeContext, ...rules: object[]) => runPurge(aws, {}, { basis: { by: 'lifecycle', path: lifecycleFile(aws, ...rules) } });

describe('a saved lifecycle configuration', () => {
  it('counts whole days to the next midnight UTC, keeps the newest, and removes expired delete markers', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const daysAgo of [50, 31, 30, 1]) write(bucket, 'days', daysAgo);
    for (const daysAgo of [99, 98, 97, 96]) write(bucket, 'kept/a', daysAgo);
    remove(bucket, 'lonely', 3);

    const run = await carryOut(
      aws,
      { Filter: { Prefix: 'days' }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
      { Filter: { Prefix: 'kept/' }, NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } },
      { Expiration: { ExpiredObjectDeleteMarker: true } },
    );

    // Noncurrent since noon 30 days ago is due at the midnight that comes, not now.
    expect(contentsOf(bucket)).toEqual(['days 1', 'days 30', 'days 31', 'kept/a 96', 'kept/a 97', 'kept/a 98']);
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { rules: ['rule-1', 'rule-2', 'rule-3'], versions: 2, deleteMarkers: 1 }, summary: { deleted: 3 } } });
  });

  it('has current versions expire by delete markers, without a code', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['tmp/old\u0001', 'tmp/old&<>', 'tmp/older', 'stays']) write(bucket, key, 40);
    write(bucket, 'tmp/young', 2);

    const run = await carryOut(aws, { Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } });

    expect(contentsOf(bucket)).toEqual(['stays 40', 'tmp/old\u0001 0 x', 'tmp/old\u0001 40', 'tmp/old&<> 0 x', 'tmp/old&<> 40', 'tmp/older 0 x', 'tmp/older 40', 'tmp/young 2']);
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { deleteMarkersToMake: 3, codes: 0 }, withoutCodes: { deleteMarkersMade: 3, failures: [] }, summary: { codesUsed: 0 }, journal: null } });
    expect(writesAmong(aws.requests).every(({ mfa }) => mfa === null)).toBe(true);
    expect(run.output).toContain('3 of 3 current versions got a delete marker');
  });

  it('leaves a current version alone that was replaced since the plan was made', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['a', 'b']) write(bucket, key, 40);
    const basis = { by: 'lifecycle', path: lifecycleFile(aws, { Expiration: { Days: 30 } }) } as const;

    await runPurge(aws, {}, { basis, confirm: undefined }, { embedded: true, script: [['put delete markers on 2 objects', () => (write(bucket, 'a', 0), BUCKET)]] });

    expect(contentsOf(bucket)).toEqual(['a 0', 'a 40', 'b 0 x', 'b 40']);
  });

  it('stops between two requests on Ctrl-C, and says how many objects got a delete marker', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['a\u0001', 'b\u0001']) write(bucket, key, 40);
    aws.onceAnswering('DeleteObject', () => aws.interrupt());

    const run = await carryOut(aws, { Expiration: { Days: 30 } });

    expect(run).toMatchObject({ exitCode: 130, failure: { kind: 'interrupted' }, changes: ['in `attic`: 1 current version got a delete marker, 0 uploads aborted'] });
    expect(contentsOf(bucket)).toEqual(['a\u0001 0 x', 'a\u0001 40', 'b\u0001 40']);
  });

  it('does not go on to hide versions once versioning is suspended by somebody else', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['a\u0001', 'b\u0001']) write(bucket, key, 40);
    aws.onceAnswering('DeleteObject', () => bucket.setVersioning({ status: 'Suspended', mfaDelete: 'Enabled' }, Date.now()));

    const run = await carryOut(aws, { Expiration: { Days: 30 } });

    expect(contentsOf(bucket)).toEqual(['a\u0001 0 x', 'a\u0001 40', 'b\u0001 40']);
    expect(run).toMatchObject({ exitCode: 1, document: { withoutCodes: { deleteMarkersMade: 1, failures: [{ key: 'b\u0001', code: 'VersioningSuspended' }] } } });
  });

  it('is not carried out silently in part: transitions and disabled rules are named', async () => {
    const aws = await practiceContext();
    makeBucket(aws);

    const run = await carryOut(aws, { Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] }, { Status: 'Disabled', Expiration: { Days: 1 } });

    expect(run.narration).toContain('! rule `rule-1`: Transitions is not carried out: a purge deletes');
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { disabledRules: ['rule-2'], notCarriedOut: [{ rule: 'rule-1', element: 'Transitions' }] } } });
  });

  it('does not let current versions expire where versioning is suspended: that would destroy them', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    write(bucket, 'a', 40);
    bucket.setVersioning({ status: 'Suspended', mfaDelete: 'Enabled' }, NOON);

    const run = await carryOut(aws, { Expiration: { Days: 30 } });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage' } });
    expect(contentsOf(bucket)).toEqual(['a 40']);
  });

  it('that cannot be read is refused before anybody signs in', async () => {
    const aws = await practiceContext();
    const missing = await runPurge(aws, {}, { basis: { by: 'lifecycle', path: path.join(aws.home, 'nowhere.json') } });
    const broken = await carryOut(aws, { Expiration: { Days: 'soon' } });

    expect(missing).toMatchObject({ exitCode: 3, failure: { kind: 'local-file', hints: ['check the path after `--lifecycle`'] } });
    expect(broken).toMatchObject({ exitCode: 2, failure: { kind: 'usage' } });
    expect(aws.requests).toEqual([]);
  });
});
