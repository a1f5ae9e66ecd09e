import type { Identities, KnownKey, Principal, ServiceName } from '../types.js';
import { newAccessKeyId, newSecretAccessKey, newSessionToken } from './credential-ids.js';

/** When, where and for what a key was last used. `at` in ms since the epoch. */
type KeyUse = { at: number; service: ServiceName; region: string };

/** A long-term access key. `createdAt` in ms since the epoch. */
export type AccessKey = KnownKey & {
  readonly createdAt: number;
  /** Oldest first; no more than it takes to tell what was known some time ago. */
  uses: KeyUse[];
};

/** The keys of an account, long-term and of sessions. */
export type AccessKeys = Identities & {
  /** Long-term keys of a principal, oldest first. */
  of(principal: Principal): readonly AccessKey[];
  /** Those of them that the account finds by now. */
  foundOf(principal: Principal): readonly AccessKey[];
  /** A long-term key by its id, whoever owns it, also while it is too new to sign. */
  named(accessKeyId: string): AccessKey | undefined;
  /** The last use that the account knows of by now; `null` for none. */
  lastUse(key: AccessKey): KeyUse | null;
  /** `createdAt` in ms since the epoch; the present where it is left out. */
  create(principal: Principal, createdAt?: number): AccessKey;
  setStatus(key: AccessKey, status: KnownKey['status']): void;
  remove(accessKeyId: string): void;
  /**
   * Opens a session. Times in ms.
   * @param session.task what a session of sts:AssumeRoot is limited to
   */
  openSession(principal: Principal, lengthMs: number, mfaAuthenticatedAt: number | null, session?: { task: string }): KnownKey;
};

/** What the keys depend on. */
export type AccessKeySettings = {
  /** The account's clock, ms since the epoch. */
  now(): number;
  /** How long a new key is still refused, in ms: IAM is eventually consistent. */
  newKeyLagMs(): number;
  /** How long a new key is neither listed nor found, in ms, for the same reason. */
  hiddenKeyLagMs(): number;
  /** How long a key still signs that is deleted or made inactive, in ms, for the same reason. */
  oldKeyLagMs(): number;
  /** How long it takes until a use is shown, in ms. */
  lastUsedLagMs(): number;
};

/** A key store without keys. */
export function makeAccessKeys(settings: AccessKeySettings): AccessKeys {
  const longTerm = new Map<string, AccessKey>();
  const sessions = new Map<string, KnownKey>();
  /** Keys that were deleted or made inactive, as they were before. */
  const formerly = new Map<string, { key: KnownKey; until: number }>();
  const isSettled = (key: AccessKey): boolean => settings.now() - key.createdAt >= settings.newKeyLagMs();
  const lingers = (key: AccessKey): void => {
    if (key.status === 'Active') formerly.set(key.accessKeyId, { key: { ...key }, until: settings.now() + settings.oldKeyLagMs() });
  };
  const ofPrincipal = (principal: Principal): AccessKey[] => [...longTerm.values()].filter((key) => key.principal.arn === principal.arn);
  return {
    findKey(accessKeyId) {
      const before = formerly.get(accessKeyId);
      if (before !== undefined && settings.now() < before.until) return before.key;
      const key = longTerm.get(accessKeyId);
      if (key === undefined) return sessions.get(accessKeyId);
      return isSettled(key) ? key : undefined;
    },
    noteUse(accessKeyId, service, region) {
      const key = longTerm.get(accessKeyId);
      if (key === undefined) return;
      const shown = settings.now() - settings.lastUsedLagMs();
      const needed = Math.max(0, key.uses.findLastIndex(({ at }) => at <= shown));
      key.uses = [...key.uses.slice(needed), { at: settings.now(), service, region }];
    },
    of: ofPrincipal,
    foundOf: (principal) => ofPrincipal(principal).filter(({ createdAt }) => settings.now() - createdAt >= settings.hiddenKeyLagMs()),
    named: (accessKeyId) => longTerm.get(accessKeyId),
    lastUse: ({ uses }) => uses.findLast(({ at }) => at <= settings.now() - settings.lastUsedLagMs()) ?? null,
    create(principal, createdAt = settings.now()) {
      const key: AccessKey = {
        accessKeyId: newAccessKeyId('AKIA'),
        secretAccessKey: newSecretAccessKey(),
        status: 'Active',
        principal,
        session: null,
        createdAt,
        uses: [],
      };
      longTerm.set(key.accessKeyId, key);
      return key;
    },
    setStatus(key, status) {
      if (status === 'Inactive') lingers(key);
      else formerly.delete(key.accessKeyId);
      key.status = status;
    },
    remove(accessKeyId) {
      const key = longTerm.get(accessKeyId);
      if (key !== undefined) lingers(key);
      longTerm.delete(accessKeyId);
    },
    openSession(principal, lengthMs, mfaAuthenticatedAt, session) {
      const key: KnownKey = {
        accessKeyId: newAccessKeyId('ASIA'),
        secretAccessKey: newSecretAccessKey(),
        status: 'Active',
        principal,
        session: { token: newSessionToken(), expiresAt: settings.now() + lengthMs, mfaAuthenticatedAt, ...session },
      };
      sessions.set(key.accessKeyId, key);
      return key;
    },
  };
}
