import { vi } from 'vitest';
import type { ConnectionSettings } from '../../../src/aws/connection/settings.js';
import { settingsWith, sharedFiles } from './connection.js';

const credentials = [
  '[default]\naws_access_key_id = AKIADEFAULT0000000\naws_secret_access_key = default-secret',
  '[root]\naws_access_key_id = AKIAROOT0000000000\naws_secret_access_key = root-secret',
  '[session]\naws_access_key_id = ASIASESSION0000000\naws_secret_access_key = session-secret\naws_session_token = session-token',
  '[half]\naws_access_key_id = AKIAHALF0000000000',
].join('\n');

/**
 * Settings with a credentials file of a few profiles, this config file and these variables. The SDK reads some files by
 * itself, so they are in the real environment too, until it is unstubbed.
 */
export function settings(wanted: { config?: string; env?: Record<string, string>; profile?: string } & Partial<ConnectionSettings> = {}): ConnectionSettings {
  const { config, env, ...rest } = wanted;
  const files = sharedFiles({ credentials, ...(config !== undefined && { config }) });
  for (const [name, value] of Object.entries({ ...files, ...env })) vi.stubEnv(name, value);
  return settingsWith({ ...rest, env: { ...files, ...env } });
}
