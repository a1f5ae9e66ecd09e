import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { VerifyDocument } from '../../../src/core/verify/document.js';
import { htmlReport } from '../../../src/ui/reports/html/html-report.js';

let browser: Browser;

/** Starts Chromium for the tests of a file, and ends it after them. */
export function useChromium(): void {
  beforeAll(async () => {
    // Chromium's own sandbox does not work for root, which CI is; the pages are ours.
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });
  afterAll(() => browser.close());
}

/** An open report, with everything that must stay empty: requests beyond the file, complaints of the browser. */
export type OpenReport = { page: Page; requests: string[]; complaints: string[] };

/** Writes a document as HTML to a file, as a person would get it, and opens it. */
export async function openReport(document: VerifyDocument, options: BrowserContextOptions = {}): Promise<OpenReport> {
  const directory = mkdtempSync(path.join(tmpdir(), 'report-'));
  const file = path.join(directory, 'report.html');
  writeFileSync(file, htmlReport(document));
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  onTestFinished(async () => {
    await context.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  return { page, requests, complaints };
}

/** Names of the buckets that are shown, from the top. */
export function shownBuckets(page: Page): Promise<string[]> {
  return page.locator('table.buckets tbody tr:visible th').allInnerTexts();
}
