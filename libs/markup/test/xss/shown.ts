import { join } from 'node:path';
import type { Browser } from 'playwright-core';

/** What happened when HTML was shown. */
export interface Shown {
  /** Names of elements and attributes in the page, as `a[href]`. */
  parts: string[];
  /** Schemes of links as the browser reads them. */
  schemes: string[];
  /** How often something ran. */
  hits: number;
  /** Indices of the texts after which it did: what takes its time does so up to twenty texts later. */
  ran: number[];
  /** Addresses that were asked for. */
  requests: string[];
}

/** Shows each HTML in a page without protection of its own, then what the browser makes of it, twice (as mXSS needs). */
export async function show(browser: Browser, htmls: string[]): Promise<Shown> {
  const page = await browser.newPage();
  const requests: string[] = [];
  await page.route('**', (route) => {
    const url = route.request().url();
    if (url === 'http://page.test/')
      return route.fulfill({ contentType: 'text/html', body: '<main></main>' });
    if (!url.startsWith('https://pictures.test/')) requests.push(url);
    return route.abort();
  });
  await page.goto('http://page.test/');
  await page.addScriptTag({ path: join(__dirname, 'in-page.js') });
  const seen = await page.evaluate(
    (all) =>
      (globalThis as unknown as { showAll(htmls: string[]): Promise<Omit<Shown, 'requests'>> }).showAll(all),
    htmls,
  );
  await page.close();
  return { ...seen, requests };
}
