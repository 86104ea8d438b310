import { deepestNesting, longestMarkup, mostElements } from './limits';

/** Elements that end without an end tag, by what follows them or by being empty: they do not pile up. */
const endByThemselves = new Set(
  'area base br col embed hr img input link meta source track wbr p li dd dt tr td th thead tbody tfoot option'.split(
    ' ',
  ),
);

/**
 * HTML of anybody's that is safe to build a tree of: where it is too long, too deep or too much, so that those who walk
 * trees break or take the square of its length, there is the text in it instead. Reads each character once.
 */
export function shallow(html: string): string {
  const text: string[] = [];
  let tags = 0;
  let depth = 0;
  let deepest = 0;
  let at = 0;
  for (let start = html.indexOf('<'); start !== -1; start = html.indexOf('<', at)) {
    const end = html.indexOf('>', start);
    if (end === -1) break;
    text.push(html.slice(at, start), ' ');
    at = end + 1;
    const [, slash, name = ''] = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(start, start + 40)) ?? [];
    if (name) tags++;
    if (!name || endByThemselves.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (slash ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  if (html.length <= longestMarkup && deepest <= deepestNesting && tags <= mostElements) return html;
  text.push(html.slice(at));
  return text.join('').replaceAll('<', '&lt;');
}
