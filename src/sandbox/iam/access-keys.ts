import type { AccessKey } from '../people/access-keys.js';
import type { AccountState } from '../people/account-state.js';
import { ROOT_USER_NAME } from '../people/people.js';
import { PracticeError } from '../types.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { checkAllowed, noSuchEntity, subjectOf } from './access.js';
import { pageOf, pageParameters } from './paging.js';
import { instant } from './presentation.js';

/** AWS: IAM quotas, "Access keys assigned to an IAM user"; inactive keys count, and root has the same limit. */
export const KEYS_PER_USER = 2;

const keyIdRule = rule(
  'AccessKeyId',
  { kind: 'required' },
  { kind: 'length', min: 16, max: 128 },
  { kind: 'pattern', pattern: '[\\w]+' },
);

/** ListAccessKeys. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export function listAccessKeys({ people, keys }: AccountState): QueryOperation {
  return {
    parameters: ['UserName', ...pageParameters],
    run(call, parameters) {
      const person = subjectOf(people, call, 'iam:ListAccessKeys', parameters);
      const page = pageOf(keys.foundOf(person), parameters, (key) => ({
        UserName: person.userName ?? ROOT_USER_NAME,
        AccessKeyId: key.accessKeyId,
        Status: key.status,
        CreateDate: instant(key.createdAt),
      }));
      return { AccessKeyMetadata: { member: page.member }, ...page.state };
    },
  };
}

/**
 * CreateAccessKey. AWS: IAM User Guide, "Create access keys for the root user": the console, the CLI or the API makes
 * them. Whether a session of the root user may is not verified; here it may, and the fault `iam-denied` says no.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 */
export function createAccessKey({ people, keys }: AccountState): QueryOperation {
  return {
    parameters: ['UserName'],
    run(call, parameters) {
      const person = subjectOf(people, call, 'iam:CreateAccessKey', parameters);
      if (keys.of(person).length >= KEYS_PER_USER) {
        throw new PracticeError(409, 'LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
      }
      const key = keys.create(person);
      return {
        AccessKey: {
          UserName: person.userName ?? ROOT_USER_NAME,
          AccessKeyId: key.accessKeyId,
          Status: key.status,
          SecretAccessKey: key.secretAccessKey,
          CreateDate: instant(key.createdAt),
        },
      };
    },
  };
}

/** UpdateAccessKey. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export function updateAccessKey({ people, keys }: AccountState): QueryOperation {
  return {
    parameters: ['UserName', 'AccessKeyId', 'Status'],
    run(call, parameters) {
      const person = subjectOf(people, call, 'iam:UpdateAccessKey', parameters);
      checkParameters(parameters, [
        keyIdRule,
        rule('Status', { kind: 'required' }, { kind: 'oneOf', values: ['Active', 'Inactive'] }),
      ]);
      keys.setStatus(ownKey(keys.of(person), parameters), parameters.get('Status') === 'Active' ? 'Active' : 'Inactive');
      return null;
    },
  };
}

/**
 * DeleteAccessKey. The key that signs can be deleted as well.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
 */
export function deleteAccessKey({ people, keys }: AccountState): QueryOperation {
  return {
    parameters: ['UserName', 'AccessKeyId'],
    run(call, parameters) {
      const person = subjectOf(people, call, 'iam:DeleteAccessKey', parameters);
      checkParameters(parameters, [keyIdRule]);
      keys.remove(ownKey(keys.foundOf(person), parameters).accessKeyId);
      return null;
    },
  };
}

/**
 * GetAccessKeyLastUsed, of any key of the account. AWS lags by hours; here the answer is
 * immediate, unless the fault `last-used-lag` is on.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export function getAccessKeyLastUsed({ accountId, keys }: AccountState): QueryOperation {
  return {
    parameters: ['AccessKeyId'],
    run(call, parameters) {
      checkParameters(parameters, [keyIdRule]);
      const key = keys.named(parameters.get('AccessKeyId') ?? '');
      const owner = key?.principal;
      checkAllowed(call, 'iam:GetAccessKeyLastUsed', owner?.arn ?? `arn:aws:iam::${accountId}:user/*`);
      if (key === undefined) throw unknownKey(parameters);
      const use = keys.lastUse(key);
      return {
        UserName: owner?.userName ?? ROOT_USER_NAME,
        AccessKeyLastUsed: {
          LastUsedDate: use === null ? undefined : instant(use.at),
          ServiceName: use?.service ?? 'N/A',
          Region: use?.region ?? 'N/A',
        },
      };
    },
  };
}

function ownKey(keys: readonly AccessKey[], parameters: ReadonlyMap<string, string>): AccessKey {
  const key = keys.find(({ accessKeyId }) => accessKeyId === parameters.get('AccessKeyId'));
  if (key === undefined) throw unknownKey(parameters);
  return key;
}

/** The text is likely: from public captures. */
function unknownKey(parameters: ReadonlyMap<string, string>): PracticeError {
  return noSuchEntity(`The Access Key with id ${parameters.get('AccessKeyId')} cannot be found.`);
}
