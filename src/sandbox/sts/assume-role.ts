import { checkAllowed } from '../iam/access.js';
import type { AccountState } from '../people/account-state.js';
import { newRoleId } from '../people/credential-ids.js';
import { grants, isGranted } from '../people/grants.js';
import { PracticeError, type Principal } from '../types.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { sessionCredentials } from './session-credentials.js';

const DEFAULT_SECONDS = 3_600;
/** What a role allows at most where nothing else was set. AWS: "AssumeRole", DurationSeconds (verified). */
const MAX_SECONDS = 3_600;

/** The one role that every account of the organization has: it trusts the practice account, and may read what `verify` reads. */
const AUDIT_ROLE = 's3-auditor';

const rules = [
  rule('RoleArn', { kind: 'required' }, { kind: 'length', min: 20, max: 2048 }),
  rule('RoleSessionName', { kind: 'required' }, { kind: 'length', min: 2, max: 64 }, { kind: 'pattern', pattern: '[\\w+=,.@-]*' }),
  rule('DurationSeconds', { kind: 'range', min: 900, max: 43_200 }),
];

/**
 * AssumeRole: temporary credentials of a role. The root user cannot; a role that is not there and one that does not trust
 * the signer are refused alike.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @param accounts the accounts of the organization; each has the role `s3-auditor`
 */
export function assumeRole(accounts: readonly AccountState[]): QueryOperation {
  return {
    parameters: ['RoleArn', 'RoleSessionName', 'DurationSeconds'],
    run(call, parameters) {
      checkParameters(parameters, rules);
      const arn = parameters.get('RoleArn') ?? '';
      const { principal } = call.signer;
      // Text from public captures.
      if (principal.kind === 'root') throw new PracticeError(403, 'AccessDenied', 'Roles may not be assumed by root accounts.');
      checkAllowed(call, 'sts:AssumeRole', arn);
      const account = accounts.find(({ accountId }) => arn === `arn:aws:iam::${accountId}:role/${AUDIT_ROLE}`);
      if (account === undefined) throw refused(principal.arn, arn);
      const seconds = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
      if (seconds > MAX_SECONDS) throw tooLong();
      const session = sessionOf(account.accountId, parameters.get('RoleSessionName') ?? '');
      const key = account.keys.openSession(session, seconds * 1000, null);
      return {
        Credentials: sessionCredentials(key),
        AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
      };
    },
  };
}

function sessionOf(accountId: string, name: string): Principal {
  return {
    kind: 'user',
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${AUDIT_ROLE}/${name}`,
    userId: `${newRoleId()}:${name}`,
    userName: null,
    allows: (action, resource) => isGranted(grants.auditor, action, resource),
  };
}

/** Text from public captures. */
function refused(principal: string, arn: string): PracticeError {
  return new PracticeError(403, 'AccessDenied', `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
}

/** Text from public captures. */
function tooLong(): PracticeError {
  return new PracticeError(400, 'ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}
