import type { Profile } from '@isomer/identity/contract';
import type { PublicPost } from '../contract';
import type { Addresses } from './addresses';
import { escapeHtml as e } from './escape';
import { timesOf } from './feed-item';

/** Nothing of the page runs, and it loads pictures alone. */
export const pagePolicy =
  "default-src 'none'; img-src https:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const style =
  'body{font:1.1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}img{max-width:100%}pre{overflow:auto}';

/** A published post as a page of its own, with what others show of it where it is linked (ogp.me, oembed.com). */
export function postPage(post: PublicPost & { author?: Profile }, addresses: Addresses): string {
  const { title, locale, tags = [] } = post;
  const { publishedAt, changedAt } = timesOf(post);
  const address = addresses.post(post);
  const excerpt = post.excerpt ?? '';
  const author = post.author?.displayName;
  const properties = [
    ['og:type', 'article'],
    ['og:title', title],
    ['og:description', excerpt],
    ['og:url', address],
    ['og:site_name', 'Isomer'],
    ['og:locale', locale.replace('-', '_')],
    ['article:published_time', publishedAt],
    ['article:modified_time', changedAt],
    ...(author === undefined ? [] : [['article:author', author]]),
    ...tags.map((tag) => ['article:tag', tag]),
  ] as [string, string][];
  return `<!doctype html>
<html lang="${e(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e(title)}</title>
<meta name="description" content="${e(excerpt)}">
${properties.map(([name, value]) => `<meta property="${name}" content="${e(value)}">`).join('\n')}
<link rel="canonical" href="${e(address)}">
<link rel="alternate" type="application/json+oembed" href="${e(addresses.oembed(post))}" title="${e(title)}">
<link rel="alternate" type="application/atom+xml" href="${e(addresses.feed('atom', {}))}">
<style>${style}</style>
</head>
<body>
<article>
<h1>${e(title)}</h1>
<p>${author === undefined ? '' : `${e(author)}, `}<time datetime="${e(publishedAt)}">${e(publishedAt.slice(0, 10))}</time></p>
${post.html ?? `<p>${e(excerpt)}</p>`}
</article>
</body>
</html>
`;
}
