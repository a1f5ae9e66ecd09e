import type { AccountState } from '../people/account-state.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { KEYS_PER_USER } from './access-keys.js';
import { checkAllowed, subjectOf } from './access.js';
import { describePerson } from './presentation.js';

/**
 * GetAccountSummary. Only the entries that the practice account has something to say about.
 * AccountMFAEnabled is 1 for a root user who has only passkeys as well; AccountAccessKeysPresent tells presence, not
 * number, and counts inactive keys (likely).
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export function getAccountSummary({ people, keys, devices }: AccountState): QueryOperation {
  return {
    parameters: [],
    run(call) {
      checkAllowed(call, 'iam:GetAccountSummary', '*');
      const assigned = devices.all().filter(({ owner }) => owner !== null);
      const summary = {
        Users: people.users().length,
        MFADevices: devices.all().length,
        MFADevicesInUse: assigned.length,
        AccountMFAEnabled: devices.of(people.root).length > 0 ? 1 : 0,
        AccountAccessKeysPresent: keys.of(people.root).length > 0 ? 1 : 0,
        AccessKeysPerUserQuota: KEYS_PER_USER,
      };
      return { SummaryMap: { entry: Object.entries(summary).map(([key, value]) => ({ key, value })) } };
    },
  };
}

/** GetUser; without UserName the signer. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export function getUser({ people }: AccountState): QueryOperation {
  return {
    parameters: ['UserName'],
    run: (call, parameters) => ({ User: describePerson(subjectOf(people, call, 'iam:GetUser', parameters)) }),
  };
}
