import { describe, expect, test } from 'vitest';
import { assertCodeMayTravel, s3EndpointUrl } from '../../../src/aws/connection/code-travel.js';
import { configuredEndpoints, isAwsEndpoint } from '../../../src/aws/connection/endpoints.js';
import { readSharedFiles } from '../../../src/aws/credentials/shared-files.js';
import { settingsWith, sharedFiles } from '../support/connection.js';

async function endpoints(wanted: { endpointUrl?: string; env?: Record<string, string>; config?: string }) {
  const env = { ...sharedFiles({ config: wanted.config ?? '' }), ...wanted.env };
  const settings = settingsWith({ endpointUrl: wanted.endpointUrl, env });
  const found = configuredEndpoints(settings, await readSharedFiles(settings));
  return { s3: found.s3?.href ?? null, iam: found.iam?.href ?? null, sts: found.sts?.href ?? null };
}

const config = '[default]\nendpoint_url = http://profile:1\nservices = local\n[services local]\ns3 =\n  endpoint_url = http://profile-s3:2\n';

describe('the endpoint of each service', () => {
  test('is AWS’s own where nothing says otherwise', async () => {
    expect(await endpoints({})).toEqual({ s3: null, iam: null, sts: null });
  });

  test('is --endpoint-url for all of them, whatever else is set', async () => {
    const all = 'https://storage.example/';
    expect(await endpoints({ endpointUrl: all, env: { AWS_ENDPOINT_URL_STS: 'https://sts.example' }, config })).toEqual({ s3: all, iam: all, sts: all });
  });

  test('comes from its own variable, else from the common one, else from the profile', async () => {
    expect(await endpoints({ env: { AWS_ENDPOINT_URL_S3: 'http://own:1', AWS_ENDPOINT_URL: 'http://common:1' }, config })).toEqual({
      s3: 'http://own:1/',
      iam: 'http://common:1/',
      sts: 'http://common:1/',
    });
    expect(await endpoints({ config })).toEqual({ s3: 'http://profile-s3:2/', iam: 'http://profile:1/', sts: 'http://profile:1/' });
  });

  test.each([
    ['a variable', { env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL: 'http://common:1' } }],
    ['the profile', { config: '[default]\nignore_configured_endpoint_urls = true\nendpoint_url = http://profile:1\n' }],
  ])('is AWS’s own where %s says to ignore the configured ones', async (_name, wanted) => {
    expect(await endpoints(wanted)).toEqual({ s3: null, iam: null, sts: null });
  });

  test.each(['storage.example', 'ftp://storage.example', 'https://user:pass@storage.example'])('cannot be %s', async (endpointUrl) => {
    await expect(endpoints({ endpointUrl })).rejects.toMatchObject({ kind: 'usage', message: expect.not.stringContaining('pass@') });
  });

  test('cannot come from a services section that is not there', async () => {
    await expect(endpoints({ config: '[default]\nservices = gone\n' })).rejects.toMatchObject({ kind: 'config-file', message: expect.stringContaining('gone') });
  });
});

test.each([
  ['https://s3.eu-west-1.amazonaws.com', true],
  ['https://bucket.vpce-1.s3.us-east-1.vpce.amazonaws.com', true],
  ['https://s3.cn-north-1.amazonaws.com.cn', true],
  ['https://s3.dualstack.eu-west-1.api.aws', true],
  ['https://amazonaws.com.evil.example', false],
  ['https://notamazonaws.com', false],
  ['http://127.0.0.1:4566', false],
])('%s is Amazon’s: %s', (url, expected) => {
  expect(isAwsEndpoint(new URL(url))).toBe(expected);
});

const of = (s3: string | null, region = 'eu-west-1') => ({ endpoints: { s3: s3 === null ? null : new URL(s3), iam: null, sts: null }, region });

describe('an MFA code', () => {
  test.each([null, 'https://storage.example', 'http://localhost:4566', 'http://127.0.0.1:4566', 'http://127.8.9.1', 'http://[::1]:4566'])('may travel to %s', (url) => {
    expect(() => assertCodeMayTravel(of(url))).not.toThrow();
  });

  test.each(['http://storage.example', 'http://10.0.0.1:9000', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example'])('may not travel to %s', (url) => {
    expect(() => assertCodeMayTravel(of(url))).toThrow(expect.objectContaining({ kind: 'insecure-endpoint', exitCode: 2 }));
  });
});

test.each([
  [null, 'eu-west-1', 'https://s3.amazonaws.com'],
  [null, 'cn-north-1', 'https://s3.amazonaws.com.cn'],
  ['https://storage.example', 'eu-west-1', 'https://storage.example'],
  ['http://127.0.0.1:4566/base/', 'eu-west-1', 'http://127.0.0.1:4566/base'],
])('the endpoint %s is written the same way whatever the region', (url, region, expected) => {
  expect(s3EndpointUrl(of(url, region))).toBe(expected);
});
