import { describe, expect, it } from 'vitest';
import { bucket, hostile, hostileDocument, oneOfEach, verifyDocument } from '../ui/reports/support/documents.js';
import { openReport, shownBuckets, useChromium } from './support/open-report.js';

useChromium();

const everyVerdict = verifyDocument([...oneOfEach]);

describe('a report that a person opens', () => {
  it('answers first: how many of how many, then who asked, when and as whom', async () => {
    const { page } = await openReport(everyVerdict);

    const text = await page.locator('main').innerText();

    expect(text).toMatch(/^Summary\n\n1 of 6 buckets is protected by MFA Delete \(\s?17\s%\)/);
    expect(text).toContain('4 findings');
    for (const fact of ['arn:aws:iam::111122223333:user/auditor', 'profile audit (AKIA…MPLE)', '2026-03-04 12:00:02 UTC', 's3-mfa-delete/1.0.0']) expect(text).toContain(fact);
  });

  it('draws a bar for each verdict, as long as its share', async () => {
    const { page } = await openReport(verifyDocument([...Array.from({ length: 3 }, (_, index) => bucket(`b${index}`, 'on')), bucket('c', 'off')]));

    const widths = await page.locator('svg').evaluate((svg) => {
      const whole = svg.getBoundingClientRect().width;
      return Array.from(svg.querySelectorAll('.bar'), (bar) => [bar.getAttribute('class'), Math.round((bar.getBoundingClientRect().width / whole) * 100)]);
    });

    expect(widths).toEqual([
      ['bar on', 75],
      ['bar off', 25],
    ]);
    expect(await page.getByRole('img', { name: 'Buckets by verdict' }).count()).toBe(1);
  });

  it('names the controls with their versions and numbers, and what disagrees with them', async () => {
    const { page } = await openReport(everyVerdict);

    const section = page.getByRole('region', { name: 'Controls that this answers' });

    for (const text of ['3.1.2', '2.1.2', '2.1.3', 'S3.20', 's3-bucket-mfa-delete-enabled', 'S3.10 and S3.13', 'MFADeleteEnabledBucketCount', '48 hours']) {
      expect(await section.getByText(text).first().isVisible()).toBe(true);
    }
  });

  it('asks nobody for anything, and the browser has nothing to complain of', async () => {
    const { page, requests, complaints } = await openReport(everyVerdict);
    await page.getByRole('searchbox').fill('ledger');

    expect(requests).toEqual([page.url()]);
    expect(complaints).toEqual([]);
  });

  it('tells what changed, what was expected and what was left behind, where there is any of it', async () => {
    const changes = { since: '2026-03-03T12:00:00.000Z', new: [], gone: [], turnedOff: [{ name: 'invoices', account: null, before: 'on', after: 'off' } as const], turnedOn: [], otherwise: [] };
    const policy = { required: 2, excepted: 1, expired: 0, unlisted: 0, missing: ['treasury'] };
    const leftovers = [{ bucket: 'ledger', key: 'proof', versionId: 'v1', remove: 'aws s3api delete-object --bucket ledger' }];
    const { page } = await openReport(verifyDocument([...oneOfEach], { changes, policy, leftovers, complete: false }));

    const text = await page.locator('main').innerText();

    expect(text).toMatch(/Turned off\s+invoices: on → off/);
    expect(text).toContain('Required, and not found: treasury');
    expect(text).toContain('aws s3api delete-object --bucket ledger');
    expect(text).toContain('This report is not complete');
    expect(await openReport(everyVerdict).then(({ page: plain }) => plain.getByText(/Changes since|expectations file|left behind|not complete/).count())).toBe(0);
  });
});

describe('other people’s text in a report', () => {
  it('is shown and never obeyed', async () => {
    const { page, requests, complaints } = await openReport(hostileDocument());

    expect(await shownBuckets(page)).toEqual(expect.arrayContaining([hostile.markup, hostile.quotes, 'a\\x1b[2Jb\\x00c\\u202ed\ufffee']));
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect({ requests, complaints }).toEqual({ requests: [page.url()], complaints: [] });
  });

  it('could not run or load anything even where it was markup', async () => {
    const { page, complaints } = await openReport(everyVerdict);
    const failures: string[] = [];
    page.on('requestfailed', (request) => failures.push(`${request.url()} ${request.failure()?.errorText}`));

    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      // Trusted types are off for a text node, so that only the policy on scripts stands in the way.
      script.append('window.ran = true');
      document.body.append(script);
      const image = document.createElement('img');
      const refused = new Promise((resolve) => image.addEventListener('error', () => resolve('refused')));
      image.src = 'https://example.com/pixel.png';
      return [await refused, 'ran' in window];
    });

    expect(ran).toEqual(['refused', false]);
    expect(failures).toEqual(['https://example.com/pixel.png csp']);
    expect(complaints.join('\n')).toMatch(/Content Security Policy/);
  });
});

describe('without JavaScript', () => {
  it('every bucket can be read, and no control is shown that would not work', async () => {
    const { page } = await openReport(verifyDocument(Array.from({ length: 600 }, (_, index) => bucket(`b${index}`, 'on'))), { javaScriptEnabled: false });

    expect(await page.locator('table.buckets tbody tr').count()).toBe(600);
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(await page.getByRole('button').count()).toBe(0);
  });
});
