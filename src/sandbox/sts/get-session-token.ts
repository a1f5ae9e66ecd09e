import type { AccountState } from '../people/account-state.js';
import { PracticeError, type Principal } from '../types.js';
import { unverifiedHeaders } from '../unverified.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { sessionCredentials } from './session-credentials.js';

const DEFAULT_SECONDS = 43_200;
/** AWS: "If the duration is longer than one hour, the session for AWS account owners defaults to one hour." */
const ROOT_MAX_SECONDS = 3600;

const rules = [
  rule('DurationSeconds', { kind: 'range', min: 900, max: 129_600 }),
  rule('SerialNumber', { kind: 'length', min: 9, max: 256 }, { kind: 'pattern', pattern: '[\\w+=/:,.@-]*' }),
  rule('TokenCode', { kind: 'length', min: 6, max: 6 }, { kind: 'pattern', pattern: '[\\d]*' }),
];

/** Texts letter for letter from public captures, the trailing and the double space included. */
const refusals = {
  session: 'Cannot call GetSessionToken with session credentials',
  code: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
  serial:
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  // Not verified: no capture of the whole text was found.
  half: 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ',
} as const;

/**
 * GetSessionToken: temporary credentials of the signer, with or without MFA. Needs no rights.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function getSessionToken(state: AccountState): QueryOperation {
  return {
    parameters: ['DurationSeconds', 'SerialNumber', 'TokenCode'],
    run({ signer, now }, parameters) {
      if (signer.key.session !== null) throw refusal('session');
      checkParameters(parameters, rules);
      const withMfa = checkMfa(state, signer.principal, parameters);
      const seconds = sessionSeconds(signer.principal, parameters.get('DurationSeconds'));
      const key = state.keys.openSession(signer.principal, seconds * 1000, withMfa ? now : null);
      return { Credentials: sessionCredentials(key) };
    },
  };
}

/** Spends the code, if there is one; `false` without MFA. */
function checkMfa(state: AccountState, principal: Principal, parameters: ReadonlyMap<string, string>): boolean {
  const serialNumber = parameters.get('SerialNumber');
  const code = parameters.get('TokenCode');
  if (serialNumber === undefined && code === undefined) return false;
  if (serialNumber === undefined || code === undefined) throw refusal('half');
  const verdict = state.devices.spend(principal, serialNumber, code);
  if (verdict === 'accepted') return true;
  throw refusal(verdict === 'refused' ? 'code' : 'serial');
}

function sessionSeconds(principal: Principal, asked: string | undefined): number {
  const seconds = asked === undefined ? DEFAULT_SECONDS : Number(asked);
  return principal.kind === 'root' ? Math.min(seconds, ROOT_MAX_SECONDS) : seconds;
}

function refusal(reason: keyof typeof refusals): PracticeError {
  return new PracticeError(403, 'AccessDenied', refusals[reason], {}, reason === 'half' ? unverifiedHeaders : {});
}
