import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const program = fileURLToPath(new URL('../../bin/s3-mfa-delete.js', import.meta.url));
const WIDTH = 1140;
const HEIGHT = 1290;

/**
 * The HTML report on the practice account as Chromium shows it, from its top to the first buckets.
 * @returns {Promise<Record<'light' | 'dark', Buffer>>} PNG
 */
export async function reportPictures() {
  const home = await mkdtemp(path.join(tmpdir(), 'report-'));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const file = path.join(home, 'report.html');
    await writeFile(file, stable(await writeReport(home)));
    const take = (colorScheme) => screenshot(browser, pathToFileURL(file).href, colorScheme);
    return { light: await take('light'), dark: await take('dark') };
  } finally {
    await browser.close();
    await rm(home, { recursive: true, force: true });
  }
}

async function writeReport(home) {
  const env = { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: home };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, 'verify', '--all', '--sandbox', '--format', 'html'], { env }, (error, stdout) => {
      // 1: not every bucket of the practice account is protected, and the picture is to show that.
      if (error === null || error.code === 1) resolve(stdout);
      else reject(error);
    });
  });
}

/** What differs from run to run: the key and the time. Nothing in the script or the styles looks like either. */
function stable(html) {
  return html.replace(/AKIA…[A-Z2-7]{4}/g, 'AKIA…MPLE').replace(/\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d UTC|T[\d:.]+Z)/g, '2026-01-31 09:30:00 UTC');
}

async function screenshot(browser, url, colorScheme) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: 1.25, colorScheme });
  await page.goto(url);
  return page.screenshot();
}
