import { describe, expect, it } from 'vitest';
import { isAwsHost, isRegionName } from '../../src/core/aws-hosts.js';

describe('a host', () => {
  it.each([
    's3.amazonaws.com',
    'amazonaws.com',
    's3.cn-north-1.amazonaws.com.cn',
    's3.eusc-de-east-1.amazonaws.eu',
    's3.dualstack.eu-west-1.api.aws',
    's3.dualstack.cn-north-1.api.amazonwebservices.com.cn',
  ])('is Amazon’s own: %s', (host) => expect(isAwsHost(host)).toBe(true));

  it.each(['s3.amazonaws.com.example.org', 'notamazonaws.com', 'amazonawsXcom', 'api-aws', 's3.example.com', '127.0.0.1', ''])('is not: %s', (host) =>
    expect(isAwsHost(host)).toBe(false),
  );
});

describe('the name of a region', () => {
  it.each(['eu-west-1', 'x', 'a'.repeat(63)])('can be %s', (name) => expect(isRegionName(name)).toBe(true));

  it.each(['', 'EU-WEST-1', '-eu', 'eu-', 'eu.west', 'eu west', 'eu-west-1\n', 'a'.repeat(64)])('cannot be %j', (name) => expect(isRegionName(name)).toBe(false));
});
