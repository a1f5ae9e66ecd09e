import { PracticeError } from '../types.js';
import type { AccountCall } from './call.js';
import { s3Error } from './errors.js';

/** What the `x-amz-mfa` header of a request came to: it was not there, or its code was right and is now spent. */
export type MfaEvidence = 'absent' | 'accepted';

/**
 * Checks the `x-amz-mfa` header, whether the operation needs one or not: "If you provide an MFA token that isn't valid,
 * the request always fails" (AWS: "Deleting Amazon S3 objects", verified). A right code is spent, also where the
 * operation fails afterwards; that, and the order of these checks, is not verified.
 * @throws PracticeError 400
 */
export function checkMfaHeader(call: AccountCall): MfaEvidence {
  const header = call.request.headers['x-amz-mfa'];
  if (header === undefined) return 'absent';
  const [, serialNumber, code] = /^(\S+) (\S+)$/.exec(header) ?? [];
  if (serialNumber === undefined || code === undefined) {
    throw s3Error('mfaHeaderInvalid', { ArgumentName: 'x-amz-mfa', ArgumentValue: header });
  }
  if (call.signer.key.session !== null) throw s3Error('mfaWithSession');
  spendCode(call, serialNumber, code);
  return 'accepted';
}

function spendCode(call: AccountCall, serialNumber: string, code: string): void {
  const verdict = call.account.devices.spend(call.signer.principal, serialNumber, code);
  if (verdict === 'not-owned') throw notDeviceOwner(serialNumber, code);
  if (verdict === 'inactive') throw s3Error('deviceNotActive');
  if (verdict === 'refused') throw s3Error('codeRefused');
}

/**
 * For operations that MFA Delete guards: only the root user of the bucket's owner may, and only with a code.
 * AWS: "Configuring MFA delete" (verified).
 * @throws PracticeError 403
 */
export function requireOwnerWithMfa(call: AccountCall, evidence: MfaEvidence): void {
  if (evidence === 'absent') throw s3Error('mfaRequired');
  if (call.signer.principal.kind !== 'root') throw s3Error('ownerOnly');
}

/** AWS's own text, from two captures (verified); the table in "Error responses" has a shorter one. It repeats the code. */
function notDeviceOwner(serialNumber: string, code: string): PracticeError {
  const message = `The device with serial number ${serialNumber} that generated token ${code} is not owned by the authenticated user`;
  return new PracticeError(400, 'NotDeviceOwnerError', message);
}
