import { Failure } from '../failures/failure.js';
import type { CredentialSource } from '../signers/identity.js';
import { type KeyUse, lastFour, type RootKey } from './root-key.js';

/** AWS: IAM quotas, "Access keys assigned to an IAM user"; root has the same limit, and inactive keys count. */
export const KEYS_AT_MOST = 2;

/** A device shows a code for so long, and each is good for one request (ms). */
const CODE_MS = 30_000;
/** For making the key, waiting until it is accepted, reading back and deleting it (ms). */
const MARGIN_MS = 120_000;
/** So long IAM may hide a key that was made, or show one that is gone (ms). */
const SETTLED_AFTER_MS = 5 * 60_000;
/** AWS's time is known to the second, and keys carry whole seconds (ms). */
const PRECISION_MS = 2_000;

/** What a run that makes a key writes down beforehand: never the secret. */
export type KeyIntent = {
  /** Twelve digits. */
  account: string;
  /** URL of S3, as records name it: the same account id may exist on another server. */
  endpoint: string;
  /** By AWS's clock, in ms since the epoch. */
  intendedAt: number;
  /** Ids of the keys that were there already. */
  keysBefore: readonly string[];
  /** `null` until AWS has answered. */
  accessKeyId: string | null;
};

/** What became of a key that an earlier run set out to make. */
type LeftKey =
  /** AWS lists no such key: there is nothing to delete. */
  | { became: 'gone' }
  /** AWS lists none yet, and IAM may be behind. */
  | { became: 'unsettled' }
  /** AWS lists it, and it was made after it was intended. */
  | { became: 'left'; keys: RootKey[] }
  /** AWS lists a key of that id that is older than the intent: not the one that was made. */
  | { became: 'another' };

/**
 * Credentials that a run of so many codes would outlive; only where they are known to end. Sessions of CloudShell, of
 * `aws login` and the like are renewed while they last, so the time that they name is not their end.
 * @param expiresAt and `now` in ms since the epoch
 * @returns why the run must not begin, or `null`
 */
export function tooShortFor(codes: number, { source, expiresAt }: { source: CredentialSource; expiresAt: number | null }, now: number): Failure | null {
  const needed = codes * CODE_MS + MARGIN_MS;
  if (expiresAt === null || isRenewed(source) || expiresAt - now >= needed) return null;
  const left = Math.max(0, Math.floor((expiresAt - now) / 1000));
  return new Failure('expired-credentials', `this session ends in ${left} s, and a run of ${codes === 1 ? 'one code' : `${codes} codes`} may take ${needed / 1000} s`, {
    hints: ['no key was made: it could outlive the session that has to delete it', 'get a new session, or do fewer things at once, then run this again'],
  });
}

function isRenewed(source: CredentialSource): boolean {
  return source.from === 'container' || source.from === 'instance' || (source.from === 'profile' && source.how === 'login');
}

/** The keys that were not there before and were made since: in whole seconds, as IAM tells it. */
export function keysMadeSince(intent: Pick<KeyIntent, 'intendedAt' | 'keysBefore'>, keys: readonly RootKey[]): RootKey[] {
  return keys.filter((key) => !intent.keysBefore.includes(key.accessKeyId) && isYounger(key, intent));
}

function isYounger({ createdAt }: RootKey, { intendedAt }: Pick<KeyIntent, 'intendedAt'>): boolean {
  return createdAt !== null && createdAt >= intendedAt - PRECISION_MS;
}

/**
 * What AWS's list of keys says about a key that an earlier run set out to make: AWS decides, the note is a hint.
 * @param now by AWS's clock, in ms since the epoch
 */
export function whatBecameOf(intent: KeyIntent, keys: readonly RootKey[], now: number): LeftKey {
  const named = keys.find(({ accessKeyId }) => accessKeyId === intent.accessKeyId);
  if (named !== undefined) return isYounger(named, intent) ? { became: 'left', keys: [named] } : { became: 'another' };
  const made = intent.accessKeyId === null ? keysMadeSince(intent, keys) : [];
  if (made.length > 0) return { became: 'left', keys: made };
  return { became: now - intent.intendedAt < SETTLED_AFTER_MS ? 'unsettled' : 'gone' };
}

/** A key with its last use; `undefined` where that could not be read. */
export type UsedKey = { key: RootKey; use: KeyUse | null | undefined };

/**
 * Root has as many keys as it may: says which could go, the least missed first.
 * @param deleteCommand the command that deletes one
 */
export function noRoomForAnother(keys: readonly UsedKey[], deleteCommand: (accessKeyId: string) => string): Failure {
  const inOrder = [...keys].sort((a, b) => missed(a) - missed(b));
  return new Failure('root-key-limit', `the root user has ${keys.length} access keys already, and AWS allows no more`, {
    hints: [...inOrder.map((used) => `…${lastFour(used.key.accessKeyId)} is ${inWords(used)}`), ...inOrder.slice(0, 1).map(({ key }) => `delete the one that is not needed, for example: \`${deleteCommand(key.accessKeyId)}\``)],
  });
}

/** An inactive key is missed by nobody; else the one that was used last is missed most. */
function missed({ key, use }: UsedKey): number {
  if (key.status === 'Inactive') return -2;
  return use === null ? -1 : (use?.at ?? Infinity);
}

function inWords({ key, use }: UsedKey): string {
  const made = key.createdAt === null ? '' : `, made ${new Date(key.createdAt).toISOString()}`;
  const used = use === undefined ? '' : use === null ? ', never used' : `, last used ${new Date(use.at).toISOString()}${use.service === null ? '' : ` for ${use.service}`}`;
  return `${key.status === 'Active' ? 'active' : 'inactive'}${made}${used}`;
}
