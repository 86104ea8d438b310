import { renderArticle, renderComment } from './render';

test('an article is what CommonMark says, with tables and strikethrough', () => {
  const article =
    '## Hi\n\nA *b* **c** ~~d~~ `e`\n\n> f\n\n3. g\n4. h\n\n```js\ni < j\n```\n\n| k | l |\n|:--|--:|\n| m | n |';
  expect(renderArticle(article).replaceAll('\n', '')).toBe(
    '<h2 id="part-hi">Hi</h2><p>A <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>' +
      '<blockquote><p>f</p></blockquote><ol start="3"><li>g</li><li>h</li></ol>' +
      '<pre><code class="language-js">i &#x3C; j</code></pre>' +
      '<table><thead><tr><th align="left">k</th><th align="right">l</th></tr></thead>' +
      '<tbody><tr><td align="left">m</td><td align="right">n</td></tr></tbody></table>',
  );
});

test('a comment has no headings, images and tables: they are the text that they are', () => {
  const comment = renderComment('# a\n\nb\n---\n\n| c |\n|---|\n\n![d](https://e.test/f.png) **g**');
  expect(comment).not.toMatch(/<(h\d|img|table)/);
  expect(comment).toContain('<p># a</p>');
  expect(comment).toContain('<strong>g</strong>');
});

test('HTML is shown, not used', () => {
  for (const render of [renderArticle, renderComment])
    expect(render('a <b>b</b>\n\n<div>c</div>')).toBe(
      '<p>a &#x3C;b>b&#x3C;/b></p>\n<p>&#x3C;div>c&#x3C;/div></p>\n',
    );
});

test('links earn nothing for where they lead', () => {
  const rel = 'rel="nofollow ugc noopener"';
  expect(renderComment('[a](http://b.test "c")')).toBe(
    `<p><a href="http://b.test" title="c" ${rel}>a</a></p>\n`,
  );
  expect(renderComment('https://b.test/c, see README.md')).toBe(
    `<p><a href="https://b.test/c" ${rel}>https://b.test/c</a>, see README.md</p>\n`,
  );
});

test.each(['/a', '#a', 'a/b?c:d', '//a.test', 'HTTPS://a.test', 'mailto:a@b.test'])(
  '%s may be linked to',
  (to) => {
    expect(renderArticle(`[x](${to})`)).toContain('<a href=');
  },
);

test.each(['javascript:a', 'tel:1', 'ftp://a.test', 'data:,a', 'java&#9;script:a'])('%s may not', (to) => {
  expect(renderArticle(`[x](${to})`)).not.toContain('<a');
});

test('images come over https and when they are looked at; of others there is the text', () => {
  expect(renderArticle('![a](https://b.test/c.png)')).toBe(
    '<p><img src="https://b.test/c.png" alt="a" loading="lazy"></p>\n',
  );
  for (const from of ['http://b.test/c.png', '/c.png', '//b.test/c.png', 'data:image/png;base64,AAAA'])
    expect(renderArticle(`![a](${from})`)).not.toContain('<img');
  expect(renderArticle('![a](http://b.test/c.png)')).toBe('<p>a</p>\n');
});

test('headings have ids of their own, in any script', () => {
  const ids = [
    ...renderArticle('# Ü *b*\n\n# 漢字\n\n# a\n\n# a-2\n\n# a\n\n# a\n\n# !').matchAll(/id="([^"]*)"/g),
  ];
  expect(ids.map(([, id]) => id)).toEqual(
    ['ü-b', '漢字', 'a', 'a-2', 'a-3', 'a-4', 'part'].map((id) => `part-${id}`),
  );
});

test.each([
  ['is too long', `**a**${'b'.repeat(200_000)}`],
  ['is nested too deep', `${'> '.repeat(150)}**a**`],
  ['has emphasis in emphasis', `${'*a '.repeat(150)}${'b* '.repeat(150)}`],
  ['repeats a long address', `[a]: /${'b'.repeat(100_000)}\n\n${'[a] '.repeat(1_000)}`],
  ['has too many elements', '*a* '.repeat(20_001)],
])('what %s is shown as it is, and nothing of it is lost', (_, source) => {
  const shown = renderArticle(`<i>\r\n\r\n${source}`);
  expect(shown.replaceAll(/<\/?p>/g, '').split(/\n+/)).toEqual([
    '&lt;i&gt;',
    ...source.replaceAll('>', '&gt;').split(/\n+/),
  ]);
});
