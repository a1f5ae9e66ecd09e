import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { awsFlags, awsPutVersioning, shellCommand } from '../../src/core/aws-command.js';

const plain = { profile: null, endpointUrl: null };
const serial = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';

describe('the equivalent AWS CLI command', () => {
  test('is one that AWS’s own documentation would print', () => {
    expect(awsPutVersioning('ledger', 'eu-west-1', { versioning: 'Enabled', mfaDelete: 'Enabled' }, serial, plain)).toBe(
      `aws s3api put-bucket-versioning --bucket ledger --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa '${serial} CODE' --region eu-west-1`,
    );
  });

  test('says SERIAL where the device is not known, and carries how AWS is reached', () => {
    const cli = { profile: 'prod root', endpointUrl: 'https://s3.example.com' };
    expect(awsPutVersioning('ledger', null, { versioning: 'Suspended', mfaDelete: 'Disabled' }, null, cli)).toBe(
      "aws s3api put-bucket-versioning --bucket ledger --versioning-configuration Status=Suspended,MFADelete=Disabled --mfa 'SERIAL CODE' --profile 'prod root' --endpoint-url https://s3.example.com",
    );
  });

  test.each([
    [null, plain, []],
    ['us-east-1', plain, ['--region', 'us-east-1']],
    ['us-east-1', { profile: 'p', endpointUrl: 'https://e' }, ['--profile', 'p', '--region', 'us-east-1', '--endpoint-url', 'https://e']],
  ])('region %s with %j needs the flags %j', (region, cli, flags) => {
    expect(awsFlags(region, cli)).toEqual(flags);
  });
});

describe('a shell reads every word as it was', () => {
  test.each(['ledger', 'two words', '$(reboot)', '`reboot`', "it's", '"', '\\', '*', '~', '!x', 'a\nb', '', ';true', '&', '-n', 'ü', '#x'])('%j', (word) => {
    const printed = execFileSync('sh', ['-c', shellCommand(['printf', '%s.', word, 'end'])], { encoding: 'utf8' });
    expect(printed).toBe(`${word}.end.`);
  });
});
