import XMLBuilder from 'fast-xml-builder';
import { printable } from '../../core/text/printable.js';
import { describeBucket, judgementWords } from '../../core/verify/bucket-words.js';
import type { VerifiedBucket, VerifyDocument } from '../../core/verify/document.js';

/** An element: attributes begin with `@`, the text is `#`, everything else is a child. */
type Element = { [name: string]: string | number | Element | Element[] };

const builder = new XMLBuilder({ attributeNamePrefix: '@', textNodeName: '#', ignoreAttributes: false, format: true, suppressBooleanAttributes: false });

/**
 * JUnit XML, which every CI server reads: a test suite an account, a test case a bucket. A finding is a failure, a bucket that
 * could not be read is an error, and what is not on but does not count (an exception, `--fail-on`) is skipped. It holds to the schema
 * of Jenkins, and has the attributes that the one of Ant wants besides (https://github.com/windyroad/JUnit-Schema).
 */
export function junitReport(document: VerifyDocument): string {
  const suites = [...accountsOf(document)].map(([account, buckets], index) => testSuite(document, account, buckets, index));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { testsuite: suites } })}`;
}

/** The buckets by account; an account that could not be read has none, and a suite all the same. */
function accountsOf({ account, accounts, buckets }: VerifyDocument): Map<string | null, VerifiedBucket[]> {
  const suites = new Map<string | null, VerifiedBucket[]>(accounts.map((read) => [read.account, []]));
  if (suites.size === 0 && buckets.length === 0) suites.set(account, []);
  for (const bucket of buckets) {
    const suite = suites.get(bucket.account);
    if (suite === undefined) suites.set(bucket.account, [bucket]);
    else suite.push(bucket);
  }
  return suites;
}

function testSuite(document: VerifyDocument, account: string | null, buckets: VerifiedBucket[], id: number): Element {
  const cases = [...buckets.map(testCase), ...unreadAccounts(document, account), ...(id === 0 ? missingBuckets(document) : [])];
  const count = (outcome: string) => cases.filter((element) => outcome in element).length;
  return {
    '@id': id,
    '@name': account === null ? 'S3 MFA Delete' : `S3 MFA Delete in ${xmlText(account)}`,
    '@package': 's3-mfa-delete',
    // What Ant's schema asks for where there is no host.
    '@hostname': 'localhost',
    // Ant's schema allows neither a fraction nor a zone.
    '@timestamp': document.generatedAt.slice(0, 19),
    '@time': 0,
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    properties: { property: propertiesOf(document, account) },
    testcase: cases,
    'system-out': '',
    'system-err': '',
  };
}

function propertiesOf({ tool, partition, principal, accounts }: VerifyDocument, account: string | null): Element[] {
  const signer = accounts.find((read) => read.account === account);
  const values = { tool, partition, account, principal: signer?.principal ?? principal, credentials: signer?.credentials ?? null };
  return Object.entries(values).map(([name, value]) => ({ '@name': name, '@value': xmlText(value ?? 'unknown') }));
}

function testCase(bucket: VerifiedBucket): Element {
  // CI servers make a tree of this at its dots.
  const classname = ['s3', bucket.account ?? 'account-unknown', bucket.region ?? 'region-unknown'].join('.');
  return { ...named(bucket.name, classname), ...outcomeOf(bucket) };
}

function outcomeOf(bucket: VerifiedBucket): Element {
  const { verdict, finding, reason, probe } = bucket;
  if (finding || probe === 'deleted') return complaint('failure', verdict, judgementWords(bucket), describeBucket(bucket));
  if (verdict === 'on') return {};
  if (verdict === 'unknown') return complaint('error', reason ?? verdict, judgementWords(bucket), describeBucket(bucket));
  return { skipped: describeBucket(bucket).map(xmlText).join('\n') };
}

function unreadAccounts({ accounts }: VerifyDocument, account: string | null): Element[] {
  const unread = accounts.filter((read) => read.account === account && read.error !== null);
  return unread.map(({ error, credentials }) => ({
    ...named(credentials, `s3.${account ?? 'account-unknown'}`),
    ...complaint('error', error?.kind ?? 'unknown', error?.message ?? 'the account could not be read', error?.hints ?? []),
  }));
}

/** Buckets that the expectations file requires, and that are not there. */
function missingBuckets({ policy }: VerifyDocument): Element[] {
  return (policy?.missing ?? []).map((name) => ({
    ...named(name, 's3.expected'),
    ...complaint('failure', 'missing', 'the bucket is not there', ['The expectations file requires this bucket, and it was not found.']),
  }));
}

function named(name: string, classname: string): Element {
  return { '@name': xmlText(name), '@classname': xmlText(classname), '@time': 0 };
}

function complaint(kind: 'failure' | 'error', type: string, message: string, lines: readonly string[]): Element {
  return { [kind]: { '@type': xmlText(type), '@message': xmlText(message), '#': lines.map(xmlText).join('\n') } };
}

/** Other people's text as XML 1.0 can carry it: escaping is left to the builder, characters that it forbids become visible. */
function xmlText(text: string): string {
  return printable(text).replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
