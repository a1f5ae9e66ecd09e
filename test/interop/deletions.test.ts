import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { VersionName } from '../../src/core/versions/object-version.js';
import type { JournalLine } from '../../src/state/journal.js';
import type { ProgramResult } from '../support/built-program.js';
import { temporaryHome } from '../support/temporary-home.js';
import { codeProgram, type CodeProgram, enoughOfThisStep, newDevice } from './device.js';
import { bareClient, bucketWith, runOnGateway, versioningOf } from './gateway.js';
import { removeObject, storedIn, writeMarkers, writeVersions } from './stored-versions.js';

/** A bucket with MFA Delete on, and a device that has not been used. */
async function protectedBucket() {
  const [bucket, device] = [await bucketWith('Enabled', await newDevice()), await newDevice()];
  return { bucket, codes: device.process };
}

/** Runs a command off a terminal, which prints its document; its home stays as long as the test. */
async function run(args: string[], codes: CodeProgram) {
  const ended = await runOnGateway([...args, '--json', ...codes.args], { env: codes.env, home: temporaryHome() });
  return { ...ended, document: documentOf(ended) };
}

type Document = { summary: Record<string, number>; journal: string | null };

function documentOf({ stdout, stderr }: ProgramResult): Document {
  if (stdout === '') throw new Error(`there is no document: ${stderr}`);
  return JSON.parse(stdout) as Document;
}

const name = ({ key, versionId }: VersionName): string => `${key} ${versionId}`;
const names = (versions: readonly VersionName[]): string[] => versions.map(name).toSorted();

function journalled({ journal }: Document): string[] {
  if (journal === null) return [];
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  return names(lines.map((line) => JSON.parse(line) as JournalLine));
}

describe('delete-version on a real S3 server', () => {
  it('deletes one version with one code; the server has the others left', async () => {
    const { bucket, codes } = await protectedBucket();
    const [first, second, third] = await writeVersions(bucket, ['lease', 'lease', 'lease']);

    const ended = await run(['delete-version', bucket, 'lease', second?.versionId ?? '', '--confirm', bucket], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 1, deleted: 1, codesUsed: 1 } } });
    expect(names(await storedIn(bucket))).toEqual(names([first, third].flatMap((version) => version ?? [])));
    expect(journalled(ended.document)).toEqual(names(second ? [second] : []));
  });

  it('deletes a thousand with one code', async () => {
    const { bucket, codes } = await protectedBucket();
    const [kept, ...versions] = await writeVersions(bucket, Array.from({ length: 21 }, (_, number) => `logs/${number}`));
    const markers = await writeMarkers(bucket, Array.from({ length: 980 }, (_, number) => `gone/${number}`));
    const wanted = [...versions, ...markers];
    const list = path.join(temporaryHome(), 'list.ndjson');
    writeFileSync(list, wanted.map((version) => `${JSON.stringify(version)}\n`).join(''));

    const ended = await run(['delete-version', bucket, '--from', list, '--confirm', bucket], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 1_000, deleted: 1_000, codesUsed: 1 } } });
    expect(await codes.asked()).toHaveLength(1);
    expect(names(await storedIn(bucket))).toEqual(names(kept ? [kept] : []));
    expect(journalled(ended.document)).toEqual(names(wanted));
  });

  it('deletes nothing with a code that the server refuses', async () => {
    const { bucket } = await protectedBucket();
    const [device, [version]] = await Promise.all([newDevice(), writeVersions(bucket, ['lease'])]);
    const code = ['--mfa-serial', device.serialNumber, '--mfa-code', device.wrongCode()];

    const ended = await runOnGateway(['delete-version', bucket, 'lease', version?.versionId ?? '', '--confirm', bucket, '--json', ...code]);

    expect(ended.exitCode).toBe(5);
    expect(names(await storedIn(bucket))).toEqual(names(version ? [version] : []));
  });
});

describe('restore on a real S3 server', () => {
  it('removes the delete markers and nothing else, so that the objects are back', async () => {
    const { bucket, codes } = await protectedBucket();
    const versions = await writeVersions(bucket, ['a', 'b', 'other']);
    await Promise.all(['a', 'b', 'other'].map((key) => removeObject(bucket, key)));

    const ended = await run(['restore', bucket, 'a', 'b', '--yes'], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 2, deleted: 2, codesUsed: 1 } } });
    const left = await storedIn(bucket);
    expect(left.filter(({ isMarker }) => isMarker).map(({ key }) => key)).toEqual(['other']);
    expect(names(left.filter(({ isMarker }) => !isMarker))).toEqual(names(versions));
    expect(left.filter(({ isLatest }) => isLatest).map(({ key }) => key).toSorted()).toEqual(['a', 'b', 'other']);
  });
});

describe('where a key holds what XML cannot carry, which the server repeats as it is', () => {
  it.each([
    ['restore brings back that key', ['bell-\u0007'], ['bell-\u0007']],
    ['restore brings back what begins so', ['--prefix', 'bell-\u0007'], ['bell-\u0007', 'bell-\u0007a']],
  ])('%s', async (_, wanted, back) => {
    const { bucket } = await protectedBucket();
    const codes = codeProgram(await newDevice(), await newDevice());
    const keys = ['bell-', 'bell-\u0007', 'bell-\u0007a', 'other'];
    await writeVersions(bucket, keys);
    await Promise.all(keys.map((key) => removeObject(bucket, key)));
    await enoughOfThisStep(10_000);

    const ended = await run(['restore', bucket, ...wanted, '--yes'], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: back.length, deleted: back.length, codesUsed: back.length } } });
    const current = (await storedIn(bucket)).filter(({ isLatest, isMarker }) => isLatest && !isMarker);
    expect(current.map(({ key }) => key).toSorted()).toEqual(back);
  });

  it('purge takes what begins so', async () => {
    const { bucket, codes } = await protectedBucket();
    const versions = await writeVersions(bucket, ['bell-\u0007', 'bell-\u0007', 'bell-', 'bell-', 'other', 'other']);

    const ended = await run(['purge', bucket, '--older-than', '0s', '--prefix', 'bell-\u0007', '--confirm', bucket], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 1, deleted: 1, codesUsed: 1 } } });
    expect(names(await storedIn(bucket))).toEqual(names(versions.slice(1)));
  });
});

describe('purge on a real S3 server', () => {
  it('deletes by age what is not current, delete markers too', async () => {
    const { bucket, codes } = await protectedBucket();
    const [old, , other] = await writeVersions(bucket, ['lease', 'lease', 'minutes']);
    const marker = await removeObject(bucket, 'minutes');
    const [current] = await writeVersions(bucket, ['minutes']);

    const ended = await run(['purge', bucket, '--older-than', '0s', '--confirm', bucket], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 3, deleted: 3, codesUsed: 1 } } });
    expect(journalled(ended.document)).toEqual(names([old, other, marker].flatMap((version) => version ?? [])));
    const left = await storedIn(bucket);
    expect(left.map(({ key, isLatest, isMarker }) => [key, isLatest, isMarker])).toEqual([['lease', true, false], ['minutes', true, false]]);
    expect(left.map(name)).toContain(name(current ?? { key: '', versionId: '' }));
  });

  it('leaves alone what is not old enough', async () => {
    const { bucket, codes } = await protectedBucket();
    const versions = await writeVersions(bucket, ['lease', 'lease']);

    const ended = await run(['purge', bucket, '--older-than', '1h', '--confirm', bucket], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 0, deleted: 0, codesUsed: 0 } } });
    expect(names(await storedIn(bucket))).toEqual(names(versions));
  });

  it('keeps the newest noncurrent versions', async () => {
    const { bucket, codes } = await protectedBucket();
    const versions = await writeVersions(bucket, ['lease', 'lease', 'lease', 'lease', 'lease']);

    const ended = await run(['purge', bucket, '--keep', '2', '--confirm', bucket], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 2, deleted: 2, codesUsed: 1 } } });
    expect(names(await storedIn(bucket))).toEqual(names(versions.slice(2)));
  });

  it('uses two devices in turn, one code for each key that XML cannot carry', async () => {
    const { bucket } = await protectedBucket();
    const [first, second] = [await newDevice(), await newDevice()];
    const codes = codeProgram(first, second);
    const versions = await writeVersions(bucket, ['bell-\u0007', 'bell-\u0007', 'bell-\u0007']);
    await enoughOfThisStep(10_000);

    const ended = await run(['purge', bucket, '--older-than', '0s', '--confirm', bucket], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 2, deleted: 2, codesUsed: 2 } } });
    expect(await codes.asked()).toEqual([first.serialNumber, second.serialNumber]);
    expect(names(await storedIn(bucket))).toEqual(names(versions.slice(2)));
  });
});

describe('a purge window on a real S3 server', () => {
  it('turns MFA Delete off and on again with the codes of two devices, and deletes what was planned in between', async () => {
    const { bucket } = await protectedBucket();
    const [first, second] = [await newDevice(), await newDevice()];
    const codes = codeProgram(first, second);
    const versions = await writeVersions(bucket, ['lease', 'lease', 'lease', 'minutes', 'minutes']);
    const planned = [0, 1, 3].flatMap((index) => versions[index] ?? []);
    await enoughOfThisStep(10_000);

    const ended = await run(['purge', bucket, '--keep', '0', '--window', '--confirm', bucket, '--accept-open-window'], codes);

    expect(ended).toMatchObject({ exitCode: 0, document: { summary: { planned: 3, deleted: 3, failed: 0, codesUsed: 2 }, window: { state: 'closed', left: 0 } } });
    expect(await codes.asked()).toEqual([first.serialNumber, second.serialNumber]);
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
    expect(names(await storedIn(bucket))).toEqual(names(versions.filter((version) => !planned.includes(version))));
    expect(journalled(ended.document)).toEqual(names(planned));
    // The server itself says no again.
    await expect(bareClient().send(new DeleteObjectCommand({ Bucket: bucket, Key: 'lease', VersionId: versions[2]?.versionId }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
