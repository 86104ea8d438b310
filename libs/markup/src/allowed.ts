import type { Options } from 'rehype-sanitize';
import { linkSchemes } from './markdown';

/** Goes together with its content; of any other unknown element the content stays. */
const removed = [
  'applet embed frameset head iframe math noembed noframes noscript object plaintext script select style svg',
  'template textarea title xmp',
]
  .join(' ')
  .split(' ');

const allow = (tagNames: string, attributes: Options['attributes']): Options => ({
  tagNames: tagNames.split(' '),
  attributes: {
    a: ['href', 'title'],
    ol: ['start'],
    code: [['className', /^language-[\w+#.-]{1,40}$/]],
    ...attributes,
  },
  // Whoever writes here earns no rank for what they link to, and does not see who came from where.
  required: { a: { rel: ['nofollow', 'ugc', 'noopener'] }, img: { loading: 'lazy' } },
  protocols: { href: linkSchemes, src: ['https'] },
  ancestors: {
    li: ['ol', 'ul'],
    thead: ['table'],
    tbody: ['table'],
    tr: ['table'],
    th: ['table'],
    td: ['table'],
  },
  clobber: ['id'],
  // An id without it could be the name of something that a page's own scripts look for.
  clobberPrefix: 'part-',
  strip: removed,
  allowComments: false,
  allowDoctypes: false,
});

const text = 'p br hr blockquote ul ol li pre code em strong s del a';

/** What a comment may consist of. */
export const inComments = allow(text, {});

const headings = { h1: ['id'], h2: ['id'], h3: ['id'], h4: ['id'], h5: ['id'], h6: ['id'] };
const cell: NonNullable<Options['attributes']>[string] = [['align', 'left', 'center', 'right']];

/** What an article may consist of. */
export const inArticles = allow(`${text} h1 h2 h3 h4 h5 h6 img table thead tbody tr th td`, {
  ...headings,
  img: ['src', 'alt', 'title'],
  th: cell,
  td: cell,
});

const elsewhere = `b i u ins strike sub sup kbd samp tt var cite q abbr font span center div section article aside header
  footer main nav address figure figcaption details summary dl dt dd caption tfoot`;

/** What is read of HTML from elsewhere, to be said in Markdown: more names for what articles consist of. */
export const inImports: Options = {
  ...inArticles,
  tagNames: [...inArticles.tagNames!, ...elsewhere.split(/\s+/)],
  attributes: { ...inArticles.attributes, a: ['href', 'title'] },
};
