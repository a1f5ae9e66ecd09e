import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { inspectBucket } from '../../src/aws/buckets/bucket-inspection.js';
import { listBuckets } from '../../src/aws/buckets/bucket-listing.js';
import { putVersioning, readVersioning } from '../../src/aws/buckets/bucket-versioning.js';
import { type Clients, connect } from '../../src/aws/connection/clients.js';
import { practiceCredentials } from '../../src/aws/credentials/credentials.js';
import { whoAmI } from '../../src/aws/identities/identity.js';
import { rootMfaDevices } from '../../src/aws/identities/mfa-devices.js';
import { listRootKeys, rootKeyFacts } from '../../src/aws/identities/root-keys.js';
import type { BucketListing } from '../../src/core/buckets/bucket-state.js';
import { mintOneTimeCode } from '../../src/core/one-time-code.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../src/sandbox/start.js';
import { settingsWith } from './support/connection.js';
import { failureOf } from './support/failing.js';

let practice: PracticeAccountHandle;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T12:00:00Z') });
  practice = await startPracticeAccount();
  return async () => {
    await practice.close();
    vi.useRealTimers();
  };
});

async function signedIn({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }): Promise<Clients> {
  const settings = settingsWith({ endpointUrl: practice.endpoint });
  const clients = await connect(settings, practiceCredentials(accessKeyId, secretAccessKey, settings));
  onTestFinished(() => clients.close());
  return clients;
}

function phone(): string {
  const device = practice.mfaDevices.find(({ owner, serialNumber }) => owner === 'root' && serialNumber.includes(':mfa/'));
  return device?.serialNumber ?? expect.unreachable('the root user has no authenticator app');
}

test('the root user is known, with all its devices and its key', async () => {
  const clients = await signedIn(practice.root);
  const identity = await whoAmI(clients);
  expect(identity).toEqual({ account: practice.accountId, arn: `arn:aws:iam::${practice.accountId}:root`, partition: 'aws', isRoot: true });
  const devices = identity ? await rootMfaDevices(clients, identity) : [];
  expect(devices.map(({ kind }) => kind).sort()).toEqual(['hardware', 'passkey', 'virtual']);
  expect(await rootKeyFacts(clients)).toEqual({ rootKeysPresent: true, rootMfaEnabled: true });
  expect((await listRootKeys(clients)).map(({ accessKeyId }) => accessKeyId)).toContain(practice.root.accessKeyId);
});

test('its buckets are listed with their regions, and each can be inspected where it is', async () => {
  const clients = await signedIn(practice.root);
  const buckets: BucketListing[] = [];
  for await (const bucket of listBuckets(clients)) buckets.push(bucket);
  const others = ['partner-files'];
  const own = practice.buckets.map(({ name }) => name).filter((name) => !others.includes(name));
  expect(buckets.map(({ name }) => name).sort()).toEqual(own.sort());
  for (const { name, region } of buckets) {
    expect(await inspectBucket(clients, name, { owner: practice.accountId })).toMatchObject({ name, region });
  }
});

test('a bucket of another account is found, and not taken for an own one', async () => {
  const failure = await failureOf(inspectBucket(await signedIn(practice.root), 'partner-files', { owner: practice.accountId }));
  expect(['bucket-not-owned', 'access-denied']).toContain(failure.kind);
});

describe('a code', () => {
  const ready = () => practice.buckets.find(({ mfaDelete, for: purpose }) => mfaDelete === 'Disabled' && !/lifecycle|lock/i.test(purpose))?.name ?? '';

  async function enabling(clients: Clients, digits: string) {
    const change = { bucket: ready(), region: null, expectedOwner: practice.accountId, versioning: 'Enabled', mfaDelete: 'Enabled' } as const;
    return putVersioning(clients, change, mintOneTimeCode(phone(), digits));
  }

  test('turns MFA Delete on', async () => {
    const clients = await signedIn(practice.root);
    expect(await enabling(clients, practice.code(phone()))).toEqual({ requestId: expect.stringMatching(/./) });
    expect(await readVersioning(clients, ready(), null)).toEqual({ versioning: 'Enabled', mfaDelete: 'Enabled' });
  });

  test('that is wrong is refused, and so is one that was used', async () => {
    const clients = await signedIn(practice.root);
    const right = practice.code(phone());
    expect(await failureOf(enabling(clients, right === '000000' ? '000001' : '000000'))).toMatchObject({ kind: 'code-refused', exitCode: 5 });
    await enabling(clients, right);
    expect(await failureOf(enabling(clients, right))).toMatchObject({ kind: 'code-refused' });
  });

  test('of an IAM user’s own device is told why it is refused', async () => {
    const user = practice.users[0] ?? expect.unreachable('there is no user');
    const clients = await signedIn(user);
    expect(await failureOf(enabling(clients, practice.code(phone())))).toMatchObject({ kind: 'device-not-owned', exitCode: 4 });
  });
});
