import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';

const base32 = (bytes: number): string => new Secret({ size: bytes }).base32;

/**
 * A fresh access key id.
 * @param prefix `AKIA` for long-term keys, `ASIA` for temporary ones
 *   (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes)
 */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  return prefix + base32(10);
}

/** A fresh secret access key: 40 characters, `+` and `/` among them. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

/** A fresh session token. AWS says to expect no particular size; this one is as long as those seen today. */
export function newSessionToken(): string {
  return randomBytes(264).toString('base64');
}

/** A fresh unique id of an IAM user: `AIDA` and 17 more characters. */
export function newUserId(): string {
  return `AIDA${base32(11).slice(0, 17)}`;
}

/** A fresh unique id of a managed policy: `ANPA` and 17 more characters. */
export function newPolicyId(): string {
  return `ANPA${base32(11).slice(0, 17)}`;
}

/** A fresh unique id of a group of users: `AGPA` and 17 more characters. */
export function newGroupId(): string {
  return `AGPA${base32(11).slice(0, 17)}`;
}

/** A fresh unique id of a role: `AROA` and 17 more characters. */
export function newRoleId(): string {
  return `AROA${base32(11).slice(0, 17)}`;
}
