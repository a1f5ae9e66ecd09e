import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvReport } from '../../../src/ui/reports/csv-report.js';
import { bucket, hostile, hostileDocument, oneOfEach, verifyDocument } from './support/documents.js';

/** Rows by their titles, as a strict reader sees them. */
function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true, relax_column_count: false });
}

describe('a CSV report', () => {
  it('has a row for each bucket, in the order of the document', () => {
    const rows = rowsOf(csvReport(verifyDocument([...oneOfEach])));

    expect(rows.map(({ name, verdict, reason, finding }) => [name, verdict, reason, finding])).toEqual([
      ['ledger', 'on', '', 'false'],
      ['invoices', 'off', '', 'true'],
      ['logs', 'blocked', 'lifecycle-configuration', 'true'],
      ['archive', 'suspended', '', 'true'],
      ['scratch', 'unversioned', '', 'true'],
      ['partner', 'unknown', 'AccessDenied', 'false'],
    ]);
  });

  it('says who excepted a bucket, why and until when, and how old the answer of AWS Config is', () => {
    const expectation = { status: 'excepted', by: 'Ada', why: 'expires, by lifecycle rules', until: '2026-12-31' } as const;

    const [row] = rowsOf(csvReport(verifyDocument([bucket('logs', 'blocked', { expectation, finding: false, recordedAt: '2026-03-04T11:00:00.000Z' })])));

    expect(row).toMatchObject({ expectation: 'excepted', exceptedBy: 'Ada', exceptedWhy: 'expires, by lifecycle rules', exceptedUntil: '2026-12-31', recordedAt: '2026-03-04T11:00:00.000Z' });
  });

  it('has its head line also without buckets', () => {
    expect(csvReport(verifyDocument([]))).toBe('name,region,versioning,mfaDelete,verdict,reason,fix,probe,account,finding,expectation,exceptedBy,exceptedWhy,exceptedUntil,recordedAt\n');
  });

  it('carries other people’s text whole, and lets none of it be a formula', () => {
    const rows = rowsOf(csvReport(hostileDocument()));

    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([hostile.markup, hostile.quotes, `'${hostile.formula}`, 'a\\x1b[2Jb\\x00c\\u202ed\ufffee']));
    expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });
});
