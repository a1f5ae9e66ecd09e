import { describe, expect, test, vi } from 'vitest';
import { connect } from '../../../src/aws/connection/clients.js';
import { practiceCredentials } from '../../../src/aws/credentials/credentials.js';
import { createRootKey, deactivateRootKey, deleteRootKey, keyLastUsed, listRootKeys, stillSigns } from '../../../src/aws/identities/root-keys.js';
import { assumeRoot } from '../../../src/aws/identities/root-sessions.js';
import { isFailure } from '../../../src/core/failures/failure.js';
import { parseFault } from '../../../src/sandbox/faults/words.js';
import { signedInPractice } from '../support/practice.js';

const faults = (...words: string[]) => ({ faults: words.map(parseFault) });

describe('a root key', () => {
  test('is made, signs, is made inactive, and deleted', async () => {
    const { clients } = await signedInPractice();
    const { key, credentials } = await createRootKey(clients);
    const made = await connect(clients.settings, credentials);
    expect(await listRootKeys(clients)).toContainEqual(key);
    expect(await stillSigns(made)).toBe(true);
    await deactivateRootKey(clients, key.accessKeyId);
    expect(await stillSigns(made)).toBe(false);
    expect(await deleteRootKey(clients, key.accessKeyId)).toBe('deleted');
    expect(await deleteRootKey(clients, key.accessKeyId)).toBe('absent');
    expect(await listRootKeys(clients)).toHaveLength(1);
  });

  test('deletes itself, and then signs no more', async () => {
    const { clients } = await signedInPractice();
    expect(await deleteRootKey(clients, clients.credentials.accessKeyId)).toBe('deleted');
    expect(await stillSigns(clients)).toBe(false);
  });

  test('tells when it was last used', async () => {
    const { clients } = await signedInPractice();
    const { key } = await createRootKey(clients);
    expect(await keyLastUsed(clients, key.accessKeyId)).toBeNull();
    await stillSigns(clients);
    expect(await keyLastUsed(clients, clients.credentials.accessKeyId)).toMatchObject({ service: 'iam', region: 'us-east-1' });
  });

  test('that is the third is refused, with AWS’s code', async () => {
    const { clients } = await signedInPractice();
    await createRootKey(clients);
    await expect(createRootKey(clients)).rejects.toSatisfy((error) => isFailure(error) && error.aws?.code === 'LimitExceeded');
  });

  test.each(['lost-answer=once@CreateAccessKey', 'error-after-apply=once@CreateAccessKey'])('is made once also where the answer is lost: %s', async (fault) => {
    const { clients } = await signedInPractice(faults(fault));
    await expect(createRootKey(clients)).rejects.toSatisfy((error) => isFailure(error, 'network', 'service'));
    expect(await listRootKeys(clients)).toHaveLength(2);
  });

  test('is asked to delete itself once only', async () => {
    const { clients, practice } = await signedInPractice(faults('error-after-apply=once@DeleteAccessKey'));
    await expect(deleteRootKey(clients, clients.credentials.accessKeyId)).rejects.toSatisfy((error) => isFailure(error, 'service'));
    expect(practice.account.calls.filter(({ operation }) => operation === 'DeleteAccessKey')).toHaveLength(1);
    expect(await stillSigns(clients)).toBe(false);
  });

  test('that is new is not known at once', async () => {
    const { clients } = await signedInPractice(faults('new-key-lag=10000'));
    const { credentials } = await createRootKey(clients);
    const made = await connect(clients.settings, credentials);
    expect(await stillSigns(made)).toBe(false);
    vi.setSystemTime(Date.now() + 10_000);
    expect(await stillSigns(made)).toBe(true);
  });
});

test('a session of a member account’s root user deletes its keys', async () => {
  const { clients, practice } = await signedInPractice();
  const admin = practice.users[0] ?? practice.root;
  const manager = await connect(clients.settings, practiceCredentials(admin.accessKeyId, admin.secretAccessKey, clients.settings));
  const session = await assumeRoot(manager, '444455556666', 'aws');
  expect(session).toMatchObject({ source: { from: 'assumed-root', account: '444455556666' }, keyKind: 'temporary' });
  const member = await connect(clients.settings, session);
  for (const { accessKeyId } of await listRootKeys(member)) await deleteRootKey(member, accessKeyId);
  expect(await listRootKeys(member)).toEqual([]);
  await expect(assumeRoot(clients, '444455556666', 'aws')).rejects.toSatisfy((error) => isFailure(error, 'access-denied'));
});
