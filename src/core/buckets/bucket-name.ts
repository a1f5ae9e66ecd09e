import { Failure } from '../failures/failure.js';
import { printable } from '../text/printable.js';

/** What can be wrong with a name, the most telling first. `instead` says what was probably meant. */
type NameRule = { broken: (name: string) => boolean; problem: string; hint?: string; instead?: (name: string) => string };

const suffixRules: readonly (readonly [string, string, string?])[] = [
  ['--x-s3', 'is a directory bucket; MFA Delete exists for general purpose buckets only'],
  ['--table-s3', 'is a table bucket; MFA Delete exists for general purpose buckets only'],
  ['--ol-s3', 'is an Object Lambda access point alias', 'give the name of the bucket behind it'],
  ['-s3alias', 'is an access point alias', 'give the name of the bucket behind it'],
  ['.mrap', 'is a Multi-Region Access Point alias', 'give the names of the buckets behind it'],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const nameRules: readonly NameRule[] = [
  { broken: (name) => name === '', problem: 'is empty', hint: 'give a bucket name, `s3://name` or `arn:aws:s3:::name`' },
  { broken: (name) => /^https?:\/\//i.test(name), problem: 'is a web address', hint: 'give the name of the bucket alone', instead: bucketInUrl },
  { broken: (name) => /^arn:/i.test(name), problem: 'is not the ARN of a general purpose bucket', hint: 'give a bucket name, `s3://name` or `arn:aws:s3:::name`' },
  { broken: (name) => name.includes('/'), problem: 'names an object, and MFA Delete is set on whole buckets', instead: (name) => name.replace(/\/.*/s, '') },
  ...suffixRules.map(([suffix, problem, hint]) => ({ broken: (name: string) => name.endsWith(suffix), problem, ...(hint && { hint }) })),
  { broken: (name) => name !== name.toLowerCase(), problem: 'has capital letters, and bucket names are lower case', instead: (name) => name.toLowerCase() },
  { broken: (name) => name.length < 3, problem: 'is too short: bucket names have 3 to 63 characters' },
  { broken: (name) => name.length > 63, problem: 'is too long: bucket names have 3 to 63 characters' },
  { broken: (name) => name.includes('_'), problem: 'has an underscore, which bucket names have not been allowed since 2018', instead: (name) => name.replaceAll('_', '-') },
  { broken: (name) => /[^a-z0-9.-]/.test(name), problem: 'is not a bucket name', hint: 'bucket names have lower-case letters, digits, dots and hyphens only' },
  { broken: (name) => !/^[a-z0-9].*[a-z0-9]$/.test(name), problem: 'does not begin and end with a letter or digit, as bucket names do' },
  { broken: (name) => name.includes('..'), problem: 'has two dots in a row, which bucket names cannot have' },
  { broken: (name) => /^\d+\.\d+\.\d+\.\d+$/.test(name), problem: 'is an IP address, which a bucket name cannot be' },
  { broken: (name) => /^(xn--|sthree-)/.test(name), problem: 'begins with `xn--` or `sthree-`, which AWS keeps for itself' },
];

/**
 * Reads a bucket as people write it: `name`, `s3://name`, `s3://name/` or `arn:aws:s3:::name`.
 * Names that were only possible in us-east-1 before March 2018 (capitals, underscores, up to 255 characters) are refused.
 * @throws Failure `invalid-bucket-name`, with the name that was probably meant
 */
export function parseBucketName(text: string): string {
  const name = bareName(text);
  const rule = nameRules.find(({ broken }) => broken(name));
  if (rule === undefined) return name;
  const meant = rule.instead?.(name);
  const hints = [
    ...(meant !== undefined && isBucketName(meant) ? [`did you mean \`${meant}\`?`] : []),
    ...(rule.hint === undefined ? [] : [rule.hint]),
    'see the buckets of the account: `s3-mfa-delete verify --all`',
  ];
  throw new Failure('invalid-bucket-name', name === '' ? 'a bucket name is empty' : `bucket \`${shown(text)}\` ${rule.problem}`, { hints });
}

/** Parses several names and drops repeats, keeping the order of first mention. */
export function parseBucketNames(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => parseBucketName(text)))];
}

function bareName(text: string): string {
  const trimmed = text.trim();
  return trimmed
    .replace(/^s3:\/\//i, '')
    .replace(/^arn:[a-z-]+:s3:::/i, '')
    .replace(/(?<=[^/])\/$/, '');
}

function isBucketName(name: string): boolean {
  return nameRules.every(({ broken }) => !broken(name));
}

/** The bucket in `https://NAME.s3.REGION.amazonaws.com/…`, or in the console's `…/s3/buckets/NAME`; empty for none. */
function bucketInUrl(url: string): string {
  const host = /^https?:\/\/([^/]+?)\.s3[.-][^/]*amazonaws\.com/i.exec(url)?.[1];
  return host ?? /\/s3\/buckets\/([^/?#]+)/.exec(url)?.[1] ?? '';
}

function shown(text: string): string {
  const clean = printable(text.trim());
  return clean.length > 100 ? `${clean.slice(0, 100)}…` : clean;
}
