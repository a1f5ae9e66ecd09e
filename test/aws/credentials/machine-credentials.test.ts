import { afterEach, describe, expect, test, vi } from 'vitest';
import { resolveCredentials } from '../../../src/aws/credentials/credentials.js';
import { serve } from '../support/canned-server.js';
import { settingsWith } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('a container’s endpoint', () => {
  test('gives credentials, as in CloudShell', async () => {
    const { url, seen } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ AccessKeyId: 'ASIACONTAINER00000', SecretAccessKey: 's3cret', Token: 'token', Expiration: '2099-01-01T00:00:00Z' }));
    });
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role`, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'bearer' };
    expect(await resolveCredentials(settingsWith({ env }))).toMatchObject({ accessKeyId: 'ASIACONTAINER00000', source: { from: 'container' }, keyKind: 'temporary' });
    expect(seen[0]?.headers.authorization).toBe('bearer');
  });

  test('that does not answer is reported', async () => {
    const { url } = await serve((_request, response) => response.writeHead(404).end());
    const failure = await failureOf(resolveCredentials(settingsWith({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url } })));
    expect(failure).toMatchObject({ kind: 'no-credentials', message: expect.stringContaining('container') });
  });
});

describe('an instance’s role', () => {
  const metadata = (settings: Record<string, string>) => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    return settingsWith({ env: { ...settings, AWS_EC2_METADATA_DISABLED: 'false' } });
  };

  test('is the last place to look', async () => {
    const { url } = await serve(({ url: asked }, response) => {
      if (asked === '/latest/api/token') return response.end('metadata-token');
      if (asked.endsWith('/security-credentials/')) return response.end('role');
      return response.end(JSON.stringify({ AccessKeyId: 'ASIAINSTANCE000000', SecretAccessKey: 's3cret', Token: 'token', Expiration: '2099-01-01T00:00:00Z' }));
    });
    const found = await resolveCredentials(metadata({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url }));
    expect(found).toMatchObject({ accessKeyId: 'ASIAINSTANCE000000', source: { from: 'instance' } });
  });

  test('that is not there leaves no credentials', async () => {
    const { url } = await serve((_request, response) => response.writeHead(404).end());
    expect(await failureOf(resolveCredentials(metadata({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url })))).toMatchObject({ kind: 'no-credentials' });
  });
});
