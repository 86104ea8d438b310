const longest = 80;

/** A word in any script. A mark belongs to what is before it; one that begins a text belongs to nothing. */
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** Apostrophes, and what is not seen: neither parts a word. */
const insideWords = /['\u2019\u00ad\u200b-\u200f\u2060\ufeff]/g;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The words of a title in lower case, joined by `-`: for an address, in whatever script it is. At most 80 characters
 * (code points), never half of one that is written with several; `otherwise` where there is no word. The slug of a
 * slug is itself.
 */
export function slugOf(title: string, otherwise = 'post'): string {
  const words =
    title.replaceAll(insideWords, '').normalize('NFKC').toLowerCase().normalize('NFKC').match(word) ?? [];
  return cut(words.join('-')).replace(/-+$/, '') || otherwise;
}

function cut(slug: string): string {
  let length = 0;
  let characters = 0;
  // Half of what is cut off is enough to see that it is too long.
  for (const { segment } of graphemes.segment(slug.slice(0, 4 * longest))) {
    characters += [...segment].length;
    if (characters > longest) break;
    length += segment.length;
  }
  return slug.slice(0, length);
}
