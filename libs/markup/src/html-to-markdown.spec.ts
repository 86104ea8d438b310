import { htmlToMarkdown } from './html-to-markdown';
import { renderArticle } from './render';

test('HTML from elsewhere is said in Markdown', () => {
  const html =
    '<h2>A</h2><div>b <b>c</b> <i>d</i> <a href="http://e.test" onclick="x()">f</a></div>' +
    '<ul><li>g<li>h</ul><pre><code class="language-js">i &lt; j</code></pre>' +
    '<table><tr><th>k<tr><td>l</table><del>m</del><br>n<blockquote>o</blockquote>';
  expect(htmlToMarkdown(html)).toBe(
    '## A\n\nb **c** _d_ [f](http://e.test)\n\n- g\n- h\n\n```js\ni < j\n```\n\n| k |\n| - |\n| l |\n\n~~m~~\\\nn\n\n> o',
  );
});

test('what would not be shown is left out, and the text of what is unknown stays', () => {
  expect(
    htmlToMarkdown(
      '<script>a</script><style>b</style><form>c</form><o:p>d</o:p> <a href="javascript:e">f</a> <img src="/g" alt="h">',
    ),
  ).toBe('cd f h');
});

test('text that looks like markup stays text', () => {
  const text = '# a *b* [c](d) &lt;script> `e` 1. f | g ~~h~~ https://i.test';
  const shown = renderArticle(htmlToMarkdown(`<p>${text}</p>`));
  expect(shown).not.toMatch(/<(h1|em|code|del|s|script|li)/);
  expect(shown).toContain('# a *b* [c](d) &#x3C;script> `e` 1. f | g ~~h~~ ');
});

test('of what is nested too deep there is the text, and no element that was put together from it', () => {
  expect(htmlToMarkdown(`${'<div>'.repeat(101)}a<<b>i>b < c`)).toBe('a i>b < c');
});

test('a table whose rows would all become as long as its longest is text', () => {
  const small = '<table><tr><td>a</table>';
  const long = `<table><tr>${'<td>'.repeat(1_000)}${'<tr><td>b'.repeat(1_000)}</table>`;
  expect(htmlToMarkdown(`${long}${small}`)).toMatch(/^(b\n\n){1000}\| \|\n\| - \|\n\| a \|$/);
});
