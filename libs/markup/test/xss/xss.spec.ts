import { htmlToMarkdown, renderArticle, renderComment } from '@isomer/markup';
import { type Browser, chromium } from 'playwright-core';
import { show } from './shown';
import { vectors } from './vectors';

const { findChromium } = jest.requireActual<{ findChromium(): string | undefined }>(
  '../../../../test/setup/chromium.js',
);

const inComments = [
  ...'a a[href] a[rel] a[title] blockquote br code code[class] del em hr li ol ol[start] p pre s strong ul'.split(
    ' ',
  ),
];
const inArticles = [
  ...inComments,
  ...'h1 h1[id] h2 h2[id] h3 h3[id] h4 h4[id] h5 h5[id] h6 h6[id]'.split(' '),
  ...'img img[alt] img[loading] img[src] img[title]'.split(' '),
  ...'table tbody td td[align] th th[align] thead tr'.split(' '),
];

describe('what others wrote, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(() => browser?.close());

  test('the attacks work where nothing is done against them', async () => {
    // All but those that leave the page, and the rest untried with it.
    const staying = vectors.filter((vector) => !vector.includes('http-equiv=refresh'));
    const { hits, requests, schemes } = await show(browser, staying);
    expect(hits).toBeGreaterThan(100);
    expect(requests.length).toBeGreaterThan(100);
    expect(schemes).toContain('javascript:');
  });

  test.each([
    ['an article', renderArticle, inArticles],
    ['a comment', renderComment, inComments],
    ['an imported article', (html: string) => renderArticle(htmlToMarkdown(html)), inArticles],
    ['an imported comment', (html: string) => renderComment(htmlToMarkdown(html)), inComments],
  ])('%s runs nothing, asks for nothing and consists of what is allowed', async (_, render, allowed) => {
    const { ran, requests, parts, schemes } = await show(browser, vectors.map(render));
    expect(ran.map((i) => vectors[i])).toEqual([]);
    expect(requests).toEqual([]);
    expect(parts.filter((part) => !allowed.includes(part))).toEqual([]);
    expect(schemes.filter((scheme) => !['http:', 'https:', 'mailto:'].includes(scheme))).toEqual([]);
  });

  test('there are hundreds of them', () => {
    expect(new Set(vectors).size).toBeGreaterThan(800);
  });
});
