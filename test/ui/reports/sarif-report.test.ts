import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { sarifReport } from '../../../src/ui/reports/sarif-report.js';
import { bucket, hostile, hostileDocument, oneOfEach, unread, verifyDocument } from './support/documents.js';

/** The official schema, as Microsoft publishes it with its own test matchers. */
const schemaFile = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function complaintsOf(log: unknown): string[] {
  return validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function readLog(...document: Parameters<typeof sarifReport>): Log {
  return JSON.parse(sarifReport(...document)) as Log;
}

function resultsOf(...document: Parameters<typeof sarifReport>): Result[] {
  return readLog(...document).runs[0]?.results ?? [];
}

describe('a SARIF report, by the schema of SARIF 2.1.0', () => {
  it.each([
    ['with every verdict', verifyDocument([...oneOfEach])],
    ['without buckets', verifyDocument([])],
    ['full of hostile text', hostileDocument()],
  ])('is valid %s', (_what, document) => {
    expect(complaintsOf(readLog(document))).toEqual([]);
  });

  it('would be refused with a level that nobody knows', () => {
    const text = sarifReport(verifyDocument([...oneOfEach])).replace('"level": "error"', '"level": "dreadful"');

    expect(complaintsOf(JSON.parse(text))).toEqual([expect.stringContaining('must be equal to one of the allowed values')]);
  });
});

describe('a SARIF report', () => {
  it('has a result for each bucket that is not on, under the rule of its verdict', () => {
    const results = resultsOf(verifyDocument([...oneOfEach]));

    expect(results.map(({ ruleId, kind, level, locations }) => [locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName, ruleId, kind, level])).toEqual([
      ['arn:aws:s3:::invoices', 'mfa-delete-off', 'fail', 'error'],
      ['arn:aws:s3:::logs', 'mfa-delete-blocked', 'fail', 'error'],
      ['arn:aws:s3:::archive', 'versioning-suspended', 'fail', 'error'],
      ['arn:aws:s3:::scratch', 'never-versioned', 'fail', 'error'],
      ['arn:aws:s3:::partner', 'not-readable', 'open', 'none'],
    ]);
  });

  it('points each result at the rule that it names', () => {
    const { tool, results = [] } = readLog(verifyDocument([...oneOfEach])).runs[0] ?? {};

    expect(results.length).toBeGreaterThan(0);
    for (const { ruleId, ruleIndex = -1 } of results) expect(tool?.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
  });

  it('says what is wrong and what to type', () => {
    const [invoices] = resultsOf(verifyDocument([bucket('invoices', 'off')]));

    expect(invoices?.message.text).toBe(
      'invoices: off. Versioning is enabled, MFA Delete is not: whoever may delete versions can delete them for good. To turn it on: s3-mfa-delete enable invoices',
    );
  });

  it('keeps the fingerprint of a result from run to run, and has another for every bucket, rule and account', () => {
    const fingerprint = (...[document]: Parameters<typeof sarifReport>) => resultsOf(document).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
    const off = verifyDocument([bucket('ledger', 'off')]);

    const others = [verifyDocument([bucket('invoices', 'off')]), verifyDocument([bucket('ledger', 'suspended')]), verifyDocument([bucket('ledger', 'off', { account: '444455556666' })])];

    expect(fingerprint({ ...off, generatedAt: '2027-01-01T00:00:00.000Z' })).toEqual(fingerprint(off));
    expect(new Set([off, ...others].flatMap(fingerprint)).size).toBe(4);
  });

  it('suppresses what does not count, with who made the exception and why', () => {
    const expectation = { status: 'excepted', by: 'Ada', why: 'expires by lifecycle rules', until: '2026-12-31' } as const;
    const [excepted, uncounted, counted] = resultsOf(
      verifyDocument([bucket('logs', 'blocked', { finding: false, expectation }), bucket('scratch', 'unversioned', { finding: false }), bucket('invoices', 'off')]),
    );

    expect(excepted?.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'Excepted until 2026-12-31 by Ada: expires by lifecycle rules.' }]);
    expect(uncounted?.suppressions).toEqual([expect.objectContaining({ justification: expect.stringContaining('--fail-on') })]);
    expect(counted?.suppressions).toEqual([]);
  });

  it('tells an expired exception, an unlisted bucket and a missing one apart', () => {
    const expired = { status: 'expired', by: 'Ada', why: 'migration', until: '2026-01-31' } as const;
    const unlisted = { status: 'unlisted', by: null, why: null, until: null } as const;
    const policy = { required: 1, excepted: 0, expired: 1, unlisted: 1, missing: ['ledger'] };

    const results = resultsOf(verifyDocument([bucket('logs', 'blocked', { expectation: expired }), bucket('new', 'on', { finding: true, expectation: unlisted })], { policy }));

    expect(results.map(({ ruleId, kind }) => [ruleId, kind])).toEqual([
      ['exception-expired', 'fail'],
      ['not-listed', 'fail'],
      ['bucket-missing', 'fail'],
    ]);
  });

  it('raises a bucket that is on when a probe deleted a version without a code', () => {
    expect(resultsOf(verifyDocument([bucket('ledger', 'on', { probe: 'deleted' })]))).toEqual([
      expect.objectContaining({ ruleId: 'deleted-without-code', level: 'error', suppressions: [] }),
    ]);
  });

  it('says whether the run was whole, and which account could not be read', () => {
    const [invocation] = readLog(verifyDocument([], { complete: false, accounts: [unread()], dropped: ['old'] })).runs[0]?.invocations ?? [];

    expect(invocation).toMatchObject({
      executionSuccessful: false,
      endTimeUtc: '2026-03-04T12:00:02.000Z',
      toolExecutionNotifications: [{ level: 'error', message: { text: 'role auditor: not allowed' } }, { level: 'note', message: { text: 'old was deleted before it could be read' } }],
    });
  });

  it('makes no link, no placeholder and no escape of other people’s text', () => {
    const texts = resultsOf(hostileDocument()).map(({ message }) => message.text ?? '');

    const linked = texts.filter((text) => text.includes('click'));
    expect(linked.length).toBeGreaterThan(0);
    for (const text of linked) expect(text).toContain('\\[click\\](http://example.com) {{0}} \\\\\\[');
    expect(texts.join('')).not.toMatch(/[\x00-\x1f\u202e]/);
    expect(resultsOf(hostileDocument()).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toContain(encodeURIComponent(hostile.markup));
  });
});
