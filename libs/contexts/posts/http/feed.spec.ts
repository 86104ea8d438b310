import { SaxesParser } from 'saxes';
import { newId } from '@isomer/kernel';
import type { PublicPost } from '../contract';
import { Addresses } from './addresses';
import { writeFeed } from './feed';
import { postPage } from './post-page';

const addresses = new Addresses('https://example.org/base');
const nasty = ']]> ]]> <script>alert("1")</script> & \u0001\u000b\ufffe\ud800 \u{1f600} &amp; 漢';

const post = (more: Partial<PublicPost> = {}): PublicPost & { author: never } => ({
  id: newId(),
  authorId: newId(),
  title: nasty,
  excerpt: nasty,
  html: `<p>${nasty}</p>`,
  locale: 'pt-BR',
  tags: ['日本語', 'a-b'],
  slug: 'ein-größeres-漢',
  status: 'published',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-03T00:00:00.000Z',
  publishedAt: '2026-01-02T00:00:00.000Z',
  author: { id: newId(), handle: 'ada', displayName: nasty, joinedAt: '2026-01-01T00:00:00.000Z' } as never,
  ...more,
});

/** Texts of all elements by their names. @throws Error where it is not well-formed */
function textsOf(xml: string): Record<string, string[]> {
  const texts: Record<string, string[]> = {};
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => void (open.push(name), (texts[name] ??= []).push('')));
  parser.on('closetag', () => void open.pop());
  const add = (text: string) => {
    const list = texts[open.at(-1)!];
    if (list) list[list.length - 1] += text;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(xml).close();
  return texts;
}

describe.each(['rss', 'atom'] as const)('a feed as %s', (format) => {
  const write = (items: ReturnType<typeof post>[], query = {}) =>
    writeFeed(items, { format, query, addresses });

  test('is well-formed and says what was written, whatever that was', () => {
    const texts = textsOf(write([post(), post()], { tag: 'a&b<', authorId: 'x' }));
    expect(texts.title).toHaveLength(3);
    expect(texts.title![1]).toContain(']]&gt; ]]&gt; &lt;script&gt;');
    expect(texts.title![1]).toContain('\u{1f600} &amp;amp; 漢');
    const [html] = texts[format === 'rss' ? 'content:encoded' : 'content']!;
    expect(html).toContain(']]&gt; ]]&gt;');
  });

  test('leads to absolute addresses', () => {
    const xml = write([post()], { tag: 'x', authorId: 'y' });
    expect(xml).toContain(`https://example.org/base/posts/ein-gr%C3%B6%C3%9Feres-%E6%BC%A2`);
    expect(xml).toContain(`https://example.org/base/feeds/posts.${format}?tag=x&amp;authorId=y`);
  });

  test('is the same until something changes, with nothing in it, too', () => {
    expect(write([])).toBe(write([]));
    const one = post();
    expect(write([one])).toBe(write([one]));
    expect(textsOf(write([])).title).toEqual(['Isomer']);
  });
});

describe('a feed as JSON', () => {
  const write = (one: ReturnType<typeof post>) =>
    (
      JSON.parse(writeFeed([one], { format: 'json', query: {}, addresses })) as {
        version: string;
        items: Record<string, unknown>[];
      }
    ).items[0]!;

  test('is JSON Feed 1.1, with titles as they were written', () => {
    const title = ']]> <b>T</b> & 漢';
    const text = writeFeed([post({ title })], { format: 'json', query: { tag: 'a' }, addresses });
    expect(JSON.parse(text)).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      feed_url: 'https://example.org/base/feeds/posts.json?tag=a',
      items: [{ title, date_published: '2026-01-02T00:00:00.000Z', authors: [{ name: nasty }] }],
    });
  });

  test('has the excerpt of a long post as text, never as HTML', () => {
    const excerpt = '<img src=x onerror=alert(1)>';
    const long = write(post({ html: undefined, excerpt }));
    expect(long).toMatchObject({ content_text: excerpt, summary: excerpt });
    expect(long).not.toHaveProperty('content_html');
    expect(write(post({ html: '<p>Safe</p>' }))).toMatchObject({ content_html: '<p>Safe</p>' });
  });
});

test.each(['rss', 'atom', 'json'] as const)(
  'what was written long before it is published is as new as that, as %s',
  (format) => {
    const late = post({ updatedAt: '2026-01-01T00:00:00.000Z', publishedAt: '2026-02-02T00:00:00.000Z' });
    const text = writeFeed([late], { format, query: {}, addresses });
    expect(text).not.toMatch(/2026-01-01|01 Jan 2026/);
    expect(text).toMatch(/2026-02-02|02 Feb 2026/);
  },
);

test('in RSS an author is a name, not an address', () => {
  const texts = textsOf(writeFeed([post()], { format: 'rss', query: {}, addresses }));
  expect(texts['dc:creator']).toHaveLength(1);
  expect(texts.author).toBeUndefined();
});

describe('the page of a post', () => {
  const page = postPage({ ...post({ html: '<p>Safe</p>' }) }, addresses);

  test('has nothing in it that somebody else has written, but escaped', () => {
    expect(page).not.toContain('<script');
    expect(page).toContain('<p>Safe</p>');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    for (const [, value] of page.matchAll(/content="([^"]*)"/g)) expect(value).not.toMatch(/[<>]/);
  });

  test('says where it is and what a link to it shows', () => {
    const address = 'https://example.org/base/posts/ein-gr%C3%B6%C3%9Feres-%E6%BC%A2';
    expect(page).toContain(`<link rel="canonical" href="${address}">`);
    expect(page).toContain(`<meta property="og:url" content="${address}">`);
    expect(page).toContain(
      `<link rel="alternate" type="application/json+oembed" href="https://example.org/base/oembed?url=${encodeURIComponent(address)}"`,
    );
    expect(page).toContain('<html lang="pt-BR">');
  });
});

test.each([
  ['https://example.org/base/posts/notes', 'notes'],
  ['https://example.org/base/posts/%E6%BC%A2/?x#y', '漢'],
  ['https://example.org/posts/notes', undefined],
  ['https://example.org.evil/base/posts/notes', undefined],
  ['https://example.org/base/posts/%', undefined],
  ['javascript:alert(1)', undefined],
])('the slug in %s is %s', (url, slug) => {
  expect(addresses.slugIn(url)).toBe(slug);
});
