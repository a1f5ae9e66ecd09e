import type { AccessKeys } from './access-keys.js';
import type { ManagedPolicies } from './managed-policies.js';
import type { DeviceRegister } from './mfa-devices.js';
import type { People } from './people.js';

/** What IAM and STS work on: the people of the account, their keys, devices and policies. */
export type AccountState = {
  /** Twelve digits. */
  readonly accountId: string;
  /** The account's clock, ms since the epoch. */
  now(): number;
  readonly people: People;
  readonly keys: AccessKeys;
  readonly devices: DeviceRegister;
  readonly policies: ManagedPolicies;
};
