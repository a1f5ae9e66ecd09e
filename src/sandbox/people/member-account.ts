import { iamOperations } from '../iam/operations.js';
import { OFF, ON } from '../seed/table.js';
import type { Buckets } from '../storage/buckets.js';
import type { Identities } from '../types.js';
import type { QueryOperations } from '../wire/query-protocol.js';
import { makeAccessKeys, type AccessKeySettings } from './access-keys.js';
import type { AccountState } from './account-state.js';
import { makeManagedPolicies } from './managed-policies.js';
import { makeDeviceRegister } from './mfa-devices.js';
import { makePeople } from './people.js';

const DAY_MS = 86_400_000;

/** The member account of the practice account's organization: a root user with two keys that were forgotten, and two buckets. */
const MEMBER_ACCOUNT_ID = '444455556666';

/**
 * Founds the member account.
 * @param settings what its keys depend on, as in the practice account itself
 */
export function foundMemberAccount(settings: AccessKeySettings): AccountState {
  const { now } = settings;
  const keys = makeAccessKeys(settings);
  const people = makePeople(MEMBER_ACCOUNT_ID, now() - 900 * DAY_MS);
  const forgotten = keys.create(people.root, now() - 800 * DAY_MS);
  keys.setStatus(keys.create(people.root, now() - 850 * DAY_MS), 'Inactive');
  forgotten.uses = [{ at: now() - 400 * DAY_MS, service: 's3', region: 'eu-west-1' }];
  const devices = makeDeviceRegister({ now, refusesRightCode: () => false });
  return { accountId: MEMBER_ACCOUNT_ID, now, people, keys, devices, policies: makeManagedPolicies({ accountId: MEMBER_ACCOUNT_ID, now }) };
}

/** The buckets of the member account, which only those see who assume a role in it: one is on, one is off. */
export function seedMemberBuckets(buckets: Buckets, now: number): void {
  const createdAt = now - 700 * DAY_MS;
  const states = { 'member-records': ON, 'member-scratch': OFF };
  for (const [name, versioning] of Object.entries(states)) {
    buckets.create({ name, region: 'eu-west-1', owner: MEMBER_ACCOUNT_ID, createdAt }).setVersioning(versioning, createdAt);
  }
}

/** Keys of both accounts: which account a request is for is known by who signed it. */
export function identitiesOf(accounts: readonly AccountState[]): Identities {
  return {
    findKey: (accessKeyId) => accounts.map(({ keys }) => keys.findKey(accessKeyId)).find((key) => key !== undefined),
    noteUse: (accessKeyId, service, region) => accounts.forEach(({ keys }) => keys.noteUse(accessKeyId, service, region)),
  };
}

/** IAM for both accounts: each request sees the account of its signer. */
export function iamOperationsOf(accounts: readonly [AccountState, ...AccountState[]]): QueryOperations {
  const tables = new Map(accounts.map((account) => [account.accountId, iamOperations(account)]));
  return Object.fromEntries(
    Object.entries(iamOperations(accounts[0])).map(([name, operation]) => [
      name,
      { ...operation, run: (call, parameters) => (tables.get(call.signer.principal.accountId)?.[name] ?? operation).run(call, parameters) },
    ]),
  );
}
