import type { FailureKind } from '../failures/failure-kinds.js';
import type { MfaDevice } from '../signers/mfa-device.js';
import type { KeyPlace, KeyUse, RootKey } from './root-key.js';

/** A root key as AWS lists it. */
export type ListedKey = RootKey & { lastUsed: KeyUse | null };

/** Whose a key on this machine is: as STS says, or why it did not say. */
export type HeldKeyOwner =
  | { kind: 'root' | 'user'; account: string; arn: string }
  /** The key signs no more. */
  | { kind: 'refused' }
  | { kind: 'unknown'; why: FailureKind | 'no-sts' };

/** A key on this machine with its owner. */
export type HeldKeyFinding = { accessKeyId: string; places: readonly KeyPlace[]; owner: HeldKeyOwner };

/** What was found about root access keys. */
export type RootKeyStatus = {
  /** `null` where it may not be read. */
  keysPresent: boolean | null;
  rootMfaEnabled: boolean | null;
  /** `null` where these credentials may not list them. */
  devices: readonly MfaDevice[] | null;
  /** `null` unless the root user signs: nobody else can list them. */
  keys: readonly ListedKey[] | null;
  held: readonly HeldKeyFinding[];
};

/** The controls that a root access key fails. */
export const rootKeyControls = [
  // Security Hub user guide, "IAM.4", lists v5.0.0, v3.0.0 and v1.4.0; Tenable's audit of v7.0.0 the newest.
  { framework: 'CIS AWS Foundations', controls: ['2.4 (v7.0.0)', '1.3 (v5.0.0)', '1.4 (v1.4.0 to v4.0.1)'] },
  { framework: 'AWS Security Hub', controls: ['IAM.4'] },
  { framework: 'AWS Config', controls: ['iam-root-access-key-check'] },
] as const;

/** `true`: there is a root key, of whatever account; `null`: it cannot be told. */
export function rootKeyExists({ keysPresent, keys, held }: RootKeyStatus): boolean | null {
  if (keysPresent === true || (keys?.length ?? 0) > 0 || held.some(({ owner }) => owner.kind === 'root')) return true;
  const isKnown = (keysPresent ?? keys) !== null && held.every(({ owner }) => owner.kind !== 'unknown');
  return isKnown ? false : null;
}

/** Exit code of `root-key status`: 1 if a root key exists, 3 if it cannot be told. */
export function rootKeyExitCode(status: RootKeyStatus): 0 | 1 | 3 {
  const exists = rootKeyExists(status);
  return exists === null ? 3 : exists ? 1 : 0;
}
