import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { percent } from '../../../src/ui/reports/html/amounts.js';
import { inEveryText } from '../../../src/ui/reports/html/every-text.js';
import { htmlReport } from '../../../src/ui/reports/html/html-report.js';
import { hostile, hostileDocument, oneOfEach, verifyDocument } from './support/documents.js';

/** What a browser takes for the text of the only element with this tag. */
function onlyElement(html: string, tag: string): string {
  const found = [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))];
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

describe('an HTML report', () => {
  it('allows by its policy exactly the style and the script that it carries', () => {
    const html = htmlReport(verifyDocument([...oneOfEach]));
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src ${hash(onlyElement(html, 'style'))};`);
    expect(policy).toContain(`script-src ${hash(onlyElement(html, 'script'))};`);
    expect(policy).not.toMatch(/unsafe|data:|https?:/);
  });

  it('carries the same script and the same policy whatever the buckets are called', () => {
    const parts = [verifyDocument([...oneOfEach]), hostileDocument()].map((document) => onlyElement(htmlReport(document), 'script'));

    expect(parts[0]).toBe(parts[1]);
    expect(parts[0]?.length).toBeGreaterThan(500);
  });

  it('names no address that it would have to load', () => {
    const html = htmlReport(verifyDocument([...oneOfEach]));

    expect(html).not.toMatch(/\b(src|srcset|href|url)\s*[=(]\s*["']?(?!#)[a-z/.]/i);
  });

  it('holds other people’s text as text, without control or invisible characters', () => {
    const html = htmlReport(hostileDocument());

    expect(html).toContain('&lt;/script>&lt;script>alert(1)&lt;/script>');
    expect(html).not.toContain(hostile.markup);
    expect(html).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  it('does not depend on the clock, the machine or the order of keys', () => {
    const document = verifyDocument([...oneOfEach]);

    expect(htmlReport(structuredClone(document))).toBe(htmlReport(document));
  });

  it('stays small: ten thousand buckets fit into an ordinary mail', () => {
    const buckets = Array.from({ length: 10_000 }, (_, index) => ({ ...oneOfEach[1 + (index % 4)], name: `bucket-${index}` }) as (typeof oneOfEach)[number]);

    expect(htmlReport(verifyDocument(buckets)).length).toBeLessThan(5_000_000);
  });
});

describe('a share in per cent', () => {
  it.each([
    [0, 0, '0'],
    [0, 9, '0'],
    [9, 9, '100'],
    [1, 3, '33'],
    [9_999, 10_000, '99'],
    [1, 10_000, '1'],
  ])('%i of %i is %s %%: never all or none where it is not', (part, whole, shown) => {
    expect(percent(part, whole)).toBe(`${shown}\u00a0%`);
  });
});

describe('a change to every text', () => {
  it('reaches each one, however deep, and leaves everything else', () => {
    const value = { a: 'x', b: [{ c: 'x', d: 1, e: null, f: true }], g: {} };

    expect(inEveryText(value, (text) => `${text}!`)).toEqual({ a: 'x!', b: [{ c: 'x!', d: 1, e: null, f: true }], g: {} });
  });
});
