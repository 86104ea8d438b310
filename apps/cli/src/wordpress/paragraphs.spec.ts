import { withParagraphs } from './paragraphs';

test('an empty line parts paragraphs, a line end breaks a line, and elements stay what they are', () => {
  expect(withParagraphs('a\r\nb\r\n \r\nc\n\n<ul>\n<li>d</li>\n</ul>')).toBe(
    '<p>a<br>\nb</p>\n<p>c</p>\n<ul>\n<li>d</li>\n</ul>',
  );
});

test('what is preformatted is not touched', () => {
  expect(withParagraphs('a\n\n<PRE>b\n\nc</PRE>\nd')).toBe('<p>a</p>\n<PRE>b\n\nc</PRE>\n<p>d</p>');
  expect(withParagraphs('<pre>a\n\nb')).toBe('<pre>a\n\nb');
});

test('what the block editor wrote has its elements already', () => {
  const blocks = '<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:more -->';
  expect(withParagraphs(blocks)).toBe(blocks);
});
