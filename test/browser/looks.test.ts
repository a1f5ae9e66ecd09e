import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { VerifyDocument } from '../../src/core/verify/document.js';
import { bucket, hostileDocument, oneOfEach, verifyDocument } from '../ui/reports/support/documents.js';
import { openReport, useChromium } from './support/open-report.js';

useChromium();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

const everything = verifyDocument(
  [...oneOfEach, bucket('proved', 'on', { probe: 'refused-mfa', account: '444455556666' }), bucket('excepted', 'off', { finding: false, expectation: { status: 'excepted', by: 'Ada', why: 'a test', until: '2026-12-31' } })],
  {
    complete: false,
    changes: { since: null, new: [{ name: 'proved', account: null, before: null, after: 'on' }], gone: [], turnedOff: [], turnedOn: [], otherwise: [] },
    policy: { required: 1, excepted: 1, expired: 0, unlisted: 6, missing: ['treasury'] },
    leftovers: [{ bucket: 'proved', key: 'k', versionId: 'v', remove: 'aws s3api delete-object --bucket proved --key k --version-id v' }],
  },
);

/** What axe finds against WCAG 2.2 A and AA and good practice, with the elements it finds it in. */
async function barriers(page: Page): Promise<string[]> {
  // As a debugger would: the report's own policy lets no foreign script in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate((): Promise<AxeResults> => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

describe('the accessibility checker axe finds no barrier', () => {
  it.each<[string, VerifyDocument, BrowserContextOptions]>([
    ['in the light', everything, {}],
    ['in the dark', everything, { colorScheme: 'dark' }],
    ['on a phone', everything, phone],
    ['in a plain report', verifyDocument([...oneOfEach]), {}],
    ['in a report without buckets', verifyDocument([]), {}],
    ['in hostile text', hostileDocument(), {}],
    ['in a long table', verifyDocument(Array.from({ length: 600 }, (_, index) => bucket(`b${index}`, 'on'))), {}],
  ])('%s', async (_where, document, options) => {
    const { page } = await openReport(document, options);

    expect(await barriers(page)).toEqual([]);
  });

  it('and would find one', async () => {
    const { page } = await openReport(everything);
    await page.evaluate(() => document.documentElement.removeAttribute('lang'));

    expect(await barriers(page)).toEqual([expect.stringMatching(/^html-has-lang/)]);
  });
});

describe('the report', () => {
  it('is dark where the reader is, and light on paper all the same', async () => {
    const { page } = await openReport(everything, { colorScheme: 'dark' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

    expect(await background()).toBe('rgb(20, 24, 29)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await background()).toBe('rgb(255, 255, 255)');
  });

  it.each([320, 360, 768, 1200])('fits a screen %i pixels wide without scrolling sideways', async (width) => {
    const { page } = await openReport(hostileDocument(), { viewport: { width, height: 740 } });

    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);

    expect(content).toBeLessThanOrEqual(view ?? 0);
  });

  it('makes a card of each bucket on a phone, each value with its title, and controls as big as a finger', async () => {
    const { page } = await openReport(verifyDocument([...oneOfEach]), phone);

    const card = await page.locator('table.buckets tbody tr').nth(1).evaluate((row) => Array.from(row.querySelectorAll('td'), (cell) => [getComputedStyle(cell, '::before').content, cell.innerText]));
    expect(card).toEqual([
      ['"Region"', 'eu-west-1'],
      ['"Versioning"', 'Enabled'],
      ['"MFA Delete"', 'Disabled'],
      ['"Verdict"', 'off'],
      ['"To turn it on"', 's3-mfa-delete enable invoices'],
    ]);
    const heights = await page.locator('button:visible, fieldset label').evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(40);
  });

  it('prints every row that fits the filter, without controls, and goes back to pages', async () => {
    const { page } = await openReport(verifyDocument(Array.from({ length: 600 }, (_, index) => bucket(`b${index}`, index < 400 ? 'on' : 'off'))));
    await page.getByRole('checkbox', { name: 'off (200)' }).uncheck();
    const rows = () => page.locator('table.buckets tbody tr').count();

    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await rows()).toBe(400);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));

    expect(await rows()).toBe(250);
  });

  it('comes out of the printer whole', async () => {
    const { page } = await openReport(verifyDocument(Array.from({ length: 600 }, (_, index) => bucket(`b${index}`, 'off'))));

    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');

    // 600 rows need many sheets; the first page of the table alone would fill eight or nine.
    expect([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length).toBeGreaterThan(12);
  });
});
