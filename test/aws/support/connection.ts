import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type Clients, connect } from '../../../src/aws/connection/clients.js';
import { pastedCredentials, type SigningCredentials } from '../../../src/aws/credentials/credentials.js';
import type { ConnectionSettings } from '../../../src/aws/connection/settings.js';

/** Access key of the tests; of the form of a long-term one. */
export const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

/** Settings that look at nothing of this machine, with what a test wants otherwise. */
export function settingsWith(wanted: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return {
    profile: undefined,
    region: undefined,
    endpointUrl: undefined,
    pathStyle: false,
    caBundle: undefined,
    tool: 's3-mfa-delete/1.2.3',
    maxSockets: 8,
    debug: null,
    conceal: () => undefined,
    interruption: new AbortController().signal,
    ...wanted,
    env: {
      AWS_CONFIG_FILE: '/nonexistent/config',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...wanted.env,
    },
  };
}

/** Clients of an endpoint, closed when the test is over. */
export async function clientsOf(
  endpointUrl: string,
  wanted: Partial<ConnectionSettings> = {},
  credentials?: SigningCredentials,
): Promise<Clients> {
  const settings = settingsWith({ endpointUrl, ...wanted });
  const clients = await connect(settings, credentials ?? pastedCredentials(KEY_ID, 'a-secret-access-key', settings));
  onTestFinished(() => clients.close());
  return clients;
}

/** A directory that goes when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-aws-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes shared files for the test and returns the variables that name them. */
export function sharedFiles({ config = '', credentials = '' }: { config?: string; credentials?: string }) {
  const directory = temporaryDirectory();
  const env = { AWS_CONFIG_FILE: path.join(directory, 'config'), AWS_SHARED_CREDENTIALS_FILE: path.join(directory, 'credentials') };
  writeFileSync(env.AWS_CONFIG_FILE, config);
  writeFileSync(env.AWS_SHARED_CREDENTIALS_FILE, credentials);
  return env;
}
