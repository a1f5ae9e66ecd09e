import type { Faults } from '../faults/faults.js';
import type { AccountState } from '../people/account-state.js';
import { grants } from '../people/grants.js';

const DAY_MS = 86_400_000;

/** AWS: "AWS CloudShell concepts" and `aws login` tie a session to the console’s, which lasts up to 12 hours. */
const CONSOLE_SESSION_MS = DAY_MS / 2;

/** What seeding people came to. */
export type SeededPeople = {
  root: { accessKeyId: string; secretAccessKey: string };
  /** What CloudShell or `aws login` gives the root user who signed in to the console with MFA. `expiresAt`: ISO 8601. */
  rootSession: { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiresAt: string };
  users: { userName: string; accessKeyId: string; secretAccessKey: string }[];
  /** What each IAM user is there for, by user name. */
  userNotes: ReadonlyMap<string, string>;
};

const users = [
  { userName: 'admin', grants: grants.admin, for: 'full S3 rights and an MFA device of its own: still may not use MFA Delete' },
  { userName: 'auditor', grants: grants.auditor, for: 'may read what `verify` reads' },
  { userName: 'intern', grants: grants.none, for: 'no rights at all' },
] as const;

/**
 * Adds the root key, the IAM users, a group, a role and the MFA devices.
 * @param state an account that has nobody but root
 * @param faults `fido-only-root` and `renamed-root-device` change root's devices
 */
export function seedPeople(state: AccountState, faults: Faults): SeededPeople {
  const { people, keys } = state;
  const monthsAgo = state.now() - 90 * DAY_MS;
  const seeded = users.map((user) => {
    const person = people.add(user.userName, user.grants, monthsAgo);
    const { accessKeyId, secretAccessKey } = keys.create(person, monthsAgo);
    return { userName: user.userName, accessKeyId, secretAccessKey };
  });
  people.addGroup('operators', ['admin'], monthsAgo);
  people.addRole('deployer', monthsAgo);
  const { accessKeyId, secretAccessKey } = keys.create(people.root, state.now() - DAY_MS);
  seedDevices(state, faults, monthsAgo);
  const userNotes = new Map(users.map((user) => [user.userName, user.for]));
  return { root: { accessKeyId, secretAccessKey }, rootSession: consoleSession(state), users: seeded, userNotes };
}

/** Public captures show IAM open to `aws login` sessions of root, as to sessions with MFA (likely). */
function consoleSession({ people, keys, now }: AccountState): SeededPeople['rootSession'] {
  const key = keys.openSession(people.root, CONSOLE_SESSION_MS, now());
  const { accessKeyId, secretAccessKey } = key;
  return { accessKeyId, secretAccessKey, sessionToken: key.session?.token ?? '', expiresAt: new Date(now() + CONSOLE_SESSION_MS).toISOString() };
}

function seedDevices({ accountId, people, devices }: AccountState, faults: Faults, enabledAt: number): void {
  const virtual = (name: string): string => `arn:aws:iam::${accountId}:mfa/${name}`;
  const renamed = faults.isOn('renamed-root-device');
  if (!faults.isOn('fido-only-root')) {
    devices.add(virtual(renamed ? 'practice-phone' : 'root-account-mfa-device'), people.root, enabledAt);
    devices.add('GAHT12345678', people.root, enabledAt);
  }
  devices.add(`arn:aws:iam::${accountId}:u2f/root/laptop-passkey-QF4TTTKLLQYVP7LHLRL4KW3MWM`, people.root, enabledAt);
  devices.add(virtual(renamed ? 'root-account-mfa-device' : 'admin'), people.find('admin') ?? null, enabledAt);
  // AWS lists devices that were made and never assigned, too.
  devices.add(virtual('never-assigned'), null, enabledAt);
}
