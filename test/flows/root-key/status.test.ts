import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { practiceContext } from '../../support/practice-context.js';
import { keyThatMay, sessionKey, userKey } from '../support/signers.js';
import { callsOf, runStatus, secondRootKey, section, sharedFile } from './support/runs.js';

const last4 = ({ accessKeyId }: { accessKeyId: string }): string => accessKeyId.slice(-4);

describe('root-key status', () => {
  test('as root tells every key, its last use, root’s devices, and is a finding', async () => {
    const aws = await practiceContext();
    const second = secondRootKey(aws);
    const run = await runStatus(aws);
    expect(run.exitCode).toBe(1);
    expect(run.document).toMatchObject({
      rootKeyExists: true,
      accountAccessKeysPresent: true,
      rootMfaEnabled: true,
      devices: [{ kind: 'virtual', makesCodes: true }, { kind: 'hardware', makesCodes: true }, { kind: 'passkey', makesCodes: false }],
      keys: [
        { accessKeyIdLast4: last4(aws.practice.root), status: 'Active', lastUsed: { service: 'iam', region: 'us-east-1' } },
        { accessKeyIdLast4: last4(second), status: 'Active', createdAt: '2025-01-28T12:00:02.000Z', lastUsed: null },
      ],
      heldKeys: [{ accessKeyIdLast4: last4(aws.practice.root), owner: 'root', account: '111122223333', places: [{ in: 'environment', variables: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] }] }],
    });
    expect(run.output).toContain('Finding: a root access key exists.');
    expect(run.output).toContain('AWS Security Hub: IAM.4');
    expect(run.output).toContain('1.3 (v5.0.0)');
    expect(run.output).not.toContain(aws.practice.root.accessKeyId);
  });

  test('with other credentials knows that there are keys, not which', async () => {
    const aws = await practiceContext();
    const run = await runStatus(aws, { signer: userKey(aws, 'auditor') });
    expect(run).toMatchObject({ exitCode: 1, document: { rootKeyExists: true, accountAccessKeysPresent: true, keys: null, devices: [{ kind: 'virtual' }] } });
  });

  test('is all right where there is none', async () => {
    const aws = await practiceContext();
    aws.practice.account.keys.remove(aws.practice.root.accessKeyId);
    const run = await runStatus(aws, { signer: userKey(aws, 'auditor') });
    expect(run).toMatchObject({ exitCode: 0, document: { rootKeyExists: false } });
    expect(run.output).toContain('There is no root access key.');
  });

  test('cannot tell where it may not ask', async () => {
    const aws = await practiceContext();
    const run = await runStatus(aws, { signer: userKey(aws, 'intern') });
    expect(run).toMatchObject({ exitCode: 3, document: { rootKeyExists: null, accountAccessKeysPresent: null, devices: null, keys: null } });
    expect(run.output).toContain('It cannot be told');
  });

  test('as a session of root lists the keys, which MFA opens', async () => {
    const aws = await practiceContext();
    const { people, keys } = aws.practice.account;
    const { accessKeyId, secretAccessKey, session } = keys.openSession(people.root, 3_600_000, Date.now());
    const run = await runStatus(aws, { signer: { accessKeyId, secretAccessKey, sessionToken: session?.token ?? '' } });
    expect(run).toMatchObject({ exitCode: 1, document: { keys: [{ status: 'Active' }], heldKeys: [] } });
    expect(run.output).toContain('To delete it, with the credentials of this run: `s3-mfa-delete root-key delete`');
  });

  test('asks of every key on this machine whose it is, once each, and guesses nothing', async () => {
    const aws = await practiceContext();
    const { root } = aws.practice;
    const gone = secondRootKey(aws);
    aws.practice.account.keys.remove(gone.accessKeyId);
    const [admin, auditor] = [userKey(aws, 'admin'), userKey(aws, 'auditor')];
    sharedFile(aws, 'credentials').write([section('root', admin), section('harmless', root), section('old', gone), section('session', sessionKey(aws, 'root'))].join('\n'));
    sharedFile(aws, 'config').write([section('profile harmless', root), section('profile other', root), '[profile sso]\nsso_session = x\n'].join('\n'));
    const env = {
      BACKUP_AWS_ACCESS_KEY_ID: root.accessKeyId,
      BACKUP_AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
      WASABI_ACCESS_KEY_ID: 'WASABIKEYIDOFANOTHER',
      WASABI_SECRET_ACCESS_KEY: 'another secret',
    };
    const run = await runStatus(aws, { signer: auditor, env });
    expect(run.exitCode).toBe(1);
    const { heldKeys } = run.document as { heldKeys: { accessKeyIdLast4: string; owner: string; arn: string | null; places: { in: string; profile: string | null; variables: string[] | null }[] }[] };
    const where = (place: { in: string; profile: string | null; variables: string[] | null }) => `${place.in} ${place.profile ?? place.variables?.join(' ')}`;
    expect(heldKeys.map((key) => [key.accessKeyIdLast4, key.owner, key.places.map(where)])).toEqual([
      [last4(admin), 'user', ['credentials root']],
      [last4(root), 'root', ['credentials harmless', 'config harmless', 'config other', 'environment BACKUP_AWS_ACCESS_KEY_ID BACKUP_AWS_SECRET_ACCESS_KEY']],
      [last4(gone), 'refused', ['credentials old']],
      [last4(auditor), 'user', ['environment AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY']],
    ]);
    // Once for the signer, once for each key.
    expect(callsOf(aws).filter((call) => call.startsWith('GetCallerIdentity'))).toHaveLength(5);
    expect(aws.requests.map(({ accessKeyId }) => accessKeyId)).not.toContain(env.WASABI_ACCESS_KEY_ID);
  });

  test('sends the key of a profile with an endpoint of its own nowhere else', async () => {
    const [aws, other] = [await practiceContext(), await practiceContext()];
    const foreign = userKey(other, 'admin');
    sharedFile(aws, 'credentials').write(`${section('main', userKey(aws, 'auditor'))}${section('ceph', foreign)}`);
    sharedFile(aws, 'config').write(`[profile main]\nendpoint_url = ${aws.practice.endpoint}\n[profile ceph]\nendpoint_url = ${other.practice.endpoint}\n`);
    const run = await runStatus(aws, { signer: null, profile: 'main', endpointUrl: null });
    expect(run.document).toMatchObject({ heldKeys: [{ owner: 'user' }, { owner: 'user', arn: 'arn:aws:iam::111122223333:user/admin' }] });
    expect(aws.requests.map(({ accessKeyId }) => accessKeyId)).not.toContain(foreign.accessKeyId);
    expect(callsOf(other)).toEqual(['GetCallerIdentity']);
  });

  test('names a key whose owner could not be asked, and then cannot tell', async () => {
    const aws = await practiceContext({ faults: ['throttled=always@GetCallerIdentity+1'] });
    aws.practice.account.keys.remove(aws.practice.root.accessKeyId);
    const run = await runStatus(aws, { signer: keyThatMay(aws, 'iam:GetAccountSummary', 'iam:ListVirtualMFADevices') });
    expect(run).toMatchObject({ exitCode: 3, document: { rootKeyExists: null, accountAccessKeysPresent: false, heldKeys: [{ owner: 'unknown', reason: 'throttled' }] } });
  });

  test('ends with 4 where the credentials are not accepted', async () => {
    const aws = await practiceContext();
    const run = await runStatus(aws, { signer: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not the secret of it' } });
    expect(isFailure(run.failure, 'unknown-access-key')).toBe(true);
    expect(run.exitCode).toBe(4);
  });
});
