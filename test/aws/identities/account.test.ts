import { describe, expect, test } from 'vitest';
import { whoAmI } from '../../../src/aws/identities/identity.js';
import { rootMfaDevices } from '../../../src/aws/identities/mfa-devices.js';
import { listRootKeys, rootKeyFacts } from '../../../src/aws/identities/root-keys.js';
import { identityOf } from '../../../src/core/signers/identity.js';
import { type Answer, callerIdentity, html, inTurn, queryError, serve, xml } from '../support/canned-server.js';
import { clientsOf } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

const account = '111122223333';
const rootArn = `arn:aws:iam::${account}:root`;
const root = identityOf(account, rootArn);
const user = identityOf(account, `arn:aws:iam::${account}:user/auditor`);
const denied = queryError(403, 'AccessDenied', 'User: arn:aws:iam::111122223333:user/auditor is not authorized');

/** Answers by the `Action` of the request. */
const byAction =
  (answers: Record<string, Answer>): Answer =>
  (request, response) => {
    const action = new URLSearchParams(request.body).get('Action') ?? '';
    (answers[action] ?? queryError(400, 'InvalidAction', action))(request, response);
  };

const result = (action: string, content: string) => xml(200, `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`);

describe('who signs', () => {
  test('is what STS says', async () => {
    const { url } = await serve(callerIdentity(account, rootArn));
    expect(await whoAmI(await clientsOf(url))).toEqual({ account, arn: rootArn, partition: 'aws', isRoot: true });
  });

  test.each([
    ['405, as from Ceph', xml(405, '<Error><Code>MethodNotAllowed</Code><Message></Message></Error>')],
    ['404 in HTML', html(404)],
    ['501', xml(501, '')],
  ])('is not known to a server without STS: %s', async (_name, answer) => {
    const { url } = await serve(answer);
    expect(await whoAmI(await clientsOf(url))).toBeNull();
  });

  test('is not left open when a server refuses', async () => {
    const { url } = await serve(xml(403, ''));
    expect(await failureOf(whoAmI(await clientsOf(url)))).toMatchObject({ kind: 'access-denied' });
  });
});

describe('the root user’s MFA devices', () => {
  const own = (...serials: string[]) =>
    result('ListMFADevices', `<MFADevices>${serials.map((serial) => `<member><SerialNumber>${serial}</SerialNumber></member>`).join('')}</MFADevices><IsTruncated>false</IsTruncated>`);
  const virtual = (devices: [string, string][], marker?: string) =>
    result(
      'ListVirtualMFADevices',
      `<VirtualMFADevices>${devices.map(([serial, arn]) => `<member><SerialNumber>${serial}</SerialNumber><User><Arn>${arn}</Arn></User></member>`).join('')}</VirtualMFADevices><IsTruncated>${marker !== undefined}</IsTruncated>${marker ? `<Marker>${marker}</Marker>` : ''}`,
    );
  const phone = `arn:aws:iam::${account}:mfa/phone`;
  const passkey = `arn:aws:iam::${account}:u2f/root/key-1`;

  async function devices(identity: typeof root, answers: Record<string, Answer>) {
    const { url, seen } = await serve(byAction(answers));
    return { found: await rootMfaDevices(await clientsOf(url), identity), seen };
  }

  test('are all seen by the root user, each once', async () => {
    const { found } = await devices(root, {
      ListMFADevices: own(phone, 'GAHT12345678', passkey),
      ListVirtualMFADevices: virtual([[phone, rootArn]]),
    });
    expect(found).toEqual([
      { serialNumber: phone, kind: 'virtual' },
      { serialNumber: 'GAHT12345678', kind: 'hardware' },
      { serialNumber: passkey, kind: 'passkey' },
    ]);
  });

  test('are told from others’ by their owner, never by their name', async () => {
    const misleading = `arn:aws:iam::${account}:mfa/root-account-mfa-device`;
    const { found, seen } = await devices(user, {
      ListVirtualMFADevices: inTurn(virtual([[misleading, user.arn]], 'page2'), virtual([[phone, rootArn]])),
    });
    expect(found).toEqual([{ serialNumber: phone, kind: 'virtual' }]);
    expect(seen.map(({ body }) => new URLSearchParams(body).get('Marker'))).toEqual([null, 'page2']);
    expect(new URLSearchParams(seen[0]?.body).get('AssignmentStatus')).toBe('Assigned');
  });

  test('are found where only one of the two listings is allowed', async () => {
    expect((await devices(root, { ListMFADevices: denied, ListVirtualMFADevices: virtual([[phone, rootArn]]) })).found).toHaveLength(1);
    expect((await devices(root, { ListMFADevices: own(phone), ListVirtualMFADevices: denied })).found).toHaveLength(1);
  });

  test('are not "none" where neither is allowed', async () => {
    expect(await failureOf(devices(root, { ListMFADevices: denied, ListVirtualMFADevices: denied }))).toMatchObject({ kind: 'access-denied' });
    expect(await failureOf(devices(user, { ListVirtualMFADevices: denied }))).toMatchObject({ kind: 'access-denied' });
  });

  test('are not half a list when something else went wrong', async () => {
    const gone = queryError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
    expect(await failureOf(devices(root, { ListMFADevices: own(phone), ListVirtualMFADevices: gone }))).toMatchObject({ kind: 'unknown-access-key' });
  });
});

describe('the root user’s keys', () => {
  const summary = (keys: number, mfa: number) =>
    result(
      'GetAccountSummary',
      `<SummaryMap><entry><key>AccountAccessKeysPresent</key><value>${keys}</value></entry><entry><key>AccountMFAEnabled</key><value>${mfa}</value></entry></SummaryMap>`,
    );

  test.each([
    [1, 0, { rootKeysPresent: true, rootMfaEnabled: false }],
    [0, 1, { rootKeysPresent: false, rootMfaEnabled: true }],
  ])('are summed up by the account: keys %i, MFA %i', async (keys, mfa, expected) => {
    const { url } = await serve(summary(keys, mfa));
    expect(await rootKeyFacts(await clientsOf(url))).toEqual(expected);
  });

  test('are unknown to those who may not ask', async () => {
    const { url } = await serve(denied);
    expect(await rootKeyFacts(await clientsOf(url))).toEqual({ rootKeysPresent: null, rootMfaEnabled: null });
  });

  test('are listed by the root user with their state and age', async () => {
    const key = (id: string, status: string, created: string) =>
      `<member><AccessKeyId>${id}</AccessKeyId><Status>${status}</Status>${created}</member>`;
    const { url, seen } = await serve(
      result(
        'ListAccessKeys',
        `<AccessKeyMetadata>${key('AKIAONE', 'Active', '<CreateDate>2026-01-02T03:04:05Z</CreateDate>')}${key('AKIATWO', 'Inactive', '')}</AccessKeyMetadata><IsTruncated>false</IsTruncated>`,
      ),
    );
    expect(await listRootKeys(await clientsOf(url))).toEqual([
      { accessKeyId: 'AKIAONE', status: 'Active', createdAt: Date.parse('2026-01-02T03:04:05Z') },
      { accessKeyId: 'AKIATWO', status: 'Inactive', createdAt: null },
    ]);
    expect(new URLSearchParams(seen[0]?.body).has('UserName')).toBe(false);
  });
});
