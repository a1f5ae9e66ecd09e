import { newAccessKeyId, newSecretAccessKey, newSessionToken } from './credential-ids.js';
import type { Identities, KnownKey, Principal, ServiceName } from './types.js';

/** When, where and for what a key was last used. `at` in ms since the epoch. */
export type KeyUse = { at: number; service: ServiceName; region: string };

/** A long-term access key. `createdAt` in ms since the epoch. */
export type AccessKey = KnownKey & { readonly createdAt: number; lastUse: KeyUse | null };

/** The keys of the account, long-term and of sessions. */
export type AccessKeys = Identities & {
  /** Long-term keys of a principal, oldest first. */
  of(principal: Principal): readonly AccessKey[];
  /** A long-term key by its id, whoever owns it, also while it is too new to sign. */
  named(accessKeyId: string): AccessKey | undefined;
  /** `createdAt` in ms since the epoch; the present where it is left out. */
  create(principal: Principal, createdAt?: number): AccessKey;
  remove(accessKeyId: string): void;
  /** Opens a session. Times in ms. */
  openSession(principal: Principal, lengthMs: number, mfaAuthenticatedAt: number | null): KnownKey;
};

/** What the keys depend on. */
export type AccessKeySettings = {
  /** The account's clock, ms since the epoch. */
  now(): number;
  /** How long a new key is still refused, in ms: IAM is eventually consistent. */
  newKeyLagMs(): number;
};

/** A key store without keys. */
export function makeAccessKeys(settings: AccessKeySettings): AccessKeys {
  const longTerm = new Map<string, AccessKey>();
  const sessions = new Map<string, KnownKey>();
  const isSettled = (key: AccessKey): boolean => settings.now() - key.createdAt >= settings.newKeyLagMs();
  return {
    findKey(accessKeyId) {
      const key = longTerm.get(accessKeyId);
      if (key === undefined) return sessions.get(accessKeyId);
      return isSettled(key) ? key : undefined;
    },
    noteUse(accessKeyId, service, region) {
      const key = longTerm.get(accessKeyId);
      if (key !== undefined) key.lastUse = { at: settings.now(), service, region };
    },
    of: (principal) => [...longTerm.values()].filter((key) => key.principal.arn === principal.arn),
    named: (accessKeyId) => longTerm.get(accessKeyId),
    create(principal, createdAt = settings.now()) {
      const key: AccessKey = {
        accessKeyId: newAccessKeyId('AKIA'),
        secretAccessKey: newSecretAccessKey(),
        status: 'Active',
        principal,
        session: null,
        createdAt,
        lastUse: null,
      };
      longTerm.set(key.accessKeyId, key);
      return key;
    },
    remove: (accessKeyId) => void longTerm.delete(accessKeyId),
    openSession(principal, lengthMs, mfaAuthenticatedAt) {
      const key: KnownKey = {
        accessKeyId: newAccessKeyId('ASIA'),
        secretAccessKey: newSecretAccessKey(),
        status: 'Active',
        principal,
        session: { token: newSessionToken(), expiresAt: settings.now() + lengthMs, mfaAuthenticatedAt },
      };
      sessions.set(key.accessKeyId, key);
      return key;
    },
  };
}
