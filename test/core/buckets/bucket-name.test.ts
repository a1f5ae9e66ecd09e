import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBucketName, parseBucketNames } from '../../../src/core/buckets/bucket-name.js';
import type { Failure} from '../../../src/core/failures/failure.js';
import { isFailure } from '../../../src/core/failures/failure.js';

const longest = 'a'.repeat(63);

function refusalOf(text: string): Failure {
  try {
    parseBucketName(text);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error(`\`${text}\` was accepted`);
}

describe('a bucket name is read as people write it', () => {
  test.each([
    ['ledger', 'ledger'],
    ['abc', 'abc'],
    [longest, longest],
    ['my.dotted-bucket.2024', 'my.dotted-bucket.2024'],
    ['0-9', '0-9'],
    ['1.2.3', '1.2.3'],
    ['v1.2.3.4', 'v1.2.3.4'],
    ['1.2.3.4.example', '1.2.3.4.example'],
    ['my-xn--files', 'my-xn--files'],
    ['a-sthree-b', 'a-sthree-b'],
    ['x-s3alias-2', 'x-s3alias-2'],
    ['my-.bucket', 'my-.bucket'],
    ['amzn-s3-demo-bucket', 'amzn-s3-demo-bucket'],
    ['  ledger\t', 'ledger'],
    ['s3://ledger', 'ledger'],
    ['s3://ledger/', 'ledger'],
    ['S3://ledger', 'ledger'],
    ['ledger/', 'ledger'],
    ['arn:aws:s3:::ledger', 'ledger'],
    ['arn:aws-cn:s3:::ledger', 'ledger'],
    ['arn:aws-us-gov:s3:::ledger', 'ledger'],
  ])('%j is %s', (text, name) => {
    expect(parseBucketName(text)).toBe(name);
  });
});

describe('what cannot be a bucket name is refused with one clear error', () => {
  test.each([
    ['', 'a bucket name is empty'],
    ['   ', 'a bucket name is empty'],
    ['s3://', 'a bucket name is empty'],
    ['ab', 'bucket `ab` is too short: bucket names have 3 to 63 characters'],
    [`${longest}a`, `bucket \`${longest}a\` is too long: bucket names have 3 to 63 characters`],
    ['-ledger', 'bucket `-ledger` does not begin and end with a letter or digit, as bucket names do'],
    ['ledger-', 'bucket `ledger-` does not begin and end with a letter or digit, as bucket names do'],
    ['.ledger', 'bucket `.ledger` does not begin and end with a letter or digit, as bucket names do'],
    ['led..ger', 'bucket `led..ger` has two dots in a row, which bucket names cannot have'],
    ['192.168.5.4', 'bucket `192.168.5.4` is an IP address, which a bucket name cannot be'],
    ['10.20.30.40', 'bucket `10.20.30.40` is an IP address, which a bucket name cannot be'],
    ['xn--ledger', 'bucket `xn--ledger` begins with `xn--` or `sthree-`, which AWS keeps for itself'],
    ['sthree-ledger', 'bucket `sthree-ledger` begins with `xn--` or `sthree-`, which AWS keeps for itself'],
    ['barn:x', 'bucket `barn:x` is not a bucket name'],
    ['xs3://ledger', 'bucket `xs3://ledger` names an object, and MFA Delete is set on whole buckets'],
    ['xarn:aws:s3:::ledger', 'bucket `xarn:aws:s3:::ledger` is not a bucket name'],
    [' -ledger ', 'bucket `-ledger` does not begin and end with a letter or digit, as bucket names do'],
    ['a'.repeat(100), `bucket \`${'a'.repeat(100)}\` is too long: bucket names have 3 to 63 characters`],
    ['a'.repeat(101), `bucket \`${'a'.repeat(100)}…\` is too long: bucket names have 3 to 63 characters`],
    ['büro-files', 'bucket `büro-files` is not a bucket name'],
    ['my bucket', 'bucket `my bucket` is not a bucket name'],
    ['$(reboot)', 'bucket `$(reboot)` is not a bucket name'],
    ['*.ledger', 'bucket `*.ledger` is not a bucket name'],
    ['data--use1-az4--x-s3', 'bucket `data--use1-az4--x-s3` is a directory bucket; MFA Delete exists for general purpose buckets only'],
    ['data--table-s3', 'bucket `data--table-s3` is a table bucket; MFA Delete exists for general purpose buckets only'],
    ['my-ap-abc123-s3alias', 'bucket `my-ap-abc123-s3alias` is an access point alias'],
    ['my-lambda-abc--ol-s3', 'bucket `my-lambda-abc--ol-s3` is an Object Lambda access point alias'],
    ['mfzwi23gnjvgw.mrap', 'bucket `mfzwi23gnjvgw.mrap` is a Multi-Region Access Point alias'],
    ['arn:aws:s3:eu-west-1:111122223333:accesspoint/mine', 'bucket `arn:aws:s3:eu-west-1:111122223333:accesspoint/mine` is not the ARN of a general purpose bucket'],
    ['arn:aws:s3express:us-east-1:111122223333:bucket/b--use1-az4--x-s3', 'bucket `arn:aws:s3express:us-east-1:111122223333:bucket/b--use1-az4--x-s3` is not the ARN of a general purpose bucket'],
    ['arn:aws:iam::111122223333:mfa/phone', 'bucket `arn:aws:iam::111122223333:mfa/phone` is not the ARN of a general purpose bucket'],
  ])('%j', (text, message) => {
    const failure = refusalOf(text);
    expect(failure.message).toBe(message);
    expect(failure.kind).toBe('invalid-bucket-name');
    expect(failure.exitCode).toBe(2);
  });
});

describe('what was probably meant is offered', () => {
  test.each([
    ['s3://ledger/2024/report.pdf', 'names an object', 'ledger'],
    ['ledger/key', 'names an object', 'ledger'],
    ['ledger/https://example.com', 'names an object', 'ledger'],
    ['arn:aws:s3:::ledger/*', 'names an object', 'ledger'],
    ['ledger//', 'names an object', 'ledger'],
    ['LEDGER', 'capital letters', 'ledger'],
    ['My-Bucket', 'capital letters', 'my-bucket'],
    ['my_bucket', 'underscore', 'my-bucket'],
    ['https://ledger.s3.eu-west-1.amazonaws.com/key', 'web address', 'ledger'],
    ['http://ledger.s3.amazonaws.com/key', 'web address', 'ledger'],
    ['HTTPS://ledger-1.S3.AmazonAWS.com/', 'web address', 'ledger-1'],
    ['ledger/first\nline', 'names an object', 'ledger'],
    ['https://my.ledger.s3.amazonaws.com', 'web address', 'my.ledger'],
    ['https://ledger.s3-eu-west-1.amazonaws.com/', 'web address', 'ledger'],
    ['https://eu-west-1.console.aws.amazon.com/s3/buckets/ledger?region=eu-west-1&tab=properties', 'web address', 'ledger'],
  ])('%j', (text, problem, meant) => {
    const failure = refusalOf(text);
    expect(failure.message).toContain(problem);
    expect(failure.hints).toContain(`did you mean \`${meant}\`?`);
    expect(parseBucketName(meant)).toBe(meant);
  });

  test.each(['s3:///key', '/etc/passwd', 'https://example.com/x', 'https://example.com/?from=https://ledger.s3.amazonaws.com/', 'My Bucket', '__'])('but never a name that is refused as well: %j', (text) => {
    expect(refusalOf(text).hints.join()).not.toContain('did you mean');
  });
});

describe('every refusal says what to do', () => {
  const listing = 'see the buckets of the account: `s3-mfa-delete verify --all`';

  test.each([
    ['', '`s3://name`'],
    ['arn:aws:iam::111122223333:mfa/phone', '`arn:aws:s3:::name`'],
    ['https://example.com/x', 'name of the bucket'],
    ['my-lambda-abc--ol-s3', 'bucket behind it'],
    ['my-ap-abc123-s3alias', 'bucket behind it'],
    ['mfzwi23gnjvgw.mrap', 'buckets behind it'],
    ['my bucket', 'lower-case letters, digits, dots and hyphens'],
  ])('%j', (text, advice) => {
    expect(refusalOf(text).hints).toEqual([expect.stringContaining(advice), listing]);
  });

  test.each(['ab', 'led..ger', 'data--table-s3', '192.168.5.4'])('%j: see what there is', (text) => {
    expect(refusalOf(text).hints).toEqual([listing]);
  });
});

test('what is echoed cannot write to the terminal or fill it', () => {
  expect(refusalOf('le\u001b[31mdger\u202e').message).toBe('bucket `le\\x1b[31mdger\\u202e` is not a bucket name');
  expect(refusalOf('x'.repeat(100_000)).message.length).toBeLessThan(200);
});

test('any text is either a name that the rules of AWS allow or a refusal, and a name is read as itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9./_:-]{0,70}$/)), (text) => {
      let name: string;
      try {
        name = parseBucketName(text);
      } catch (error) {
        expect(isFailure(error, 'invalid-bucket-name')).toBe(true);
        return;
      }
      expect(name).toMatch(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
      expect(parseBucketName(name)).toBe(name);
    }),
  );
});

test('several names keep the order of first mention, and repeats are dropped however they are written', () => {
  expect(parseBucketNames(['zeta', 's3://alpha/', 'zeta', 'arn:aws:s3:::alpha', 'mid'])).toEqual(['zeta', 'alpha', 'mid']);
  expect(parseBucketNames([])).toEqual([]);
});
