import { htmlToMarkdown, plainText, renderArticle, renderComment, slugOf } from '@isomer/markup';
import { htmlBombs, markdownBombs, prose } from './bombs';

/** Milliseconds. */
function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/**
 * How much longer than prose of the same length: dense markup has a hundred times its elements. What takes the square
 * of its length takes thousands of times as long.
 */
const mostTimes = 150;

describe.each([
  ['an article', renderArticle, markdownBombs],
  ['a comment', renderComment, markdownBombs],
  ['an imported text', htmlToMarkdown, htmlBombs],
  ['an excerpt', (html: string) => plainText(html, 200), htmlBombs],
  ['a slug', slugOf, markdownBombs],
])('%s in bounded time', (_, render, bombs) => {
  let usual = 0;
  beforeAll(() => {
    render(prose);
    usual = Math.max(
      timeOf(() => render(prose)),
      timeOf(() => render(prose)),
      5,
    );
  });

  test.each(Object.entries(bombs))('%s', (_name, bomb) => {
    let html = '';
    expect(timeOf(() => (html = render(bomb)))).toBeLessThan(mostTimes * usual);
    expect(html.length).toBeLessThan(20 * 200_000);
  });
});
