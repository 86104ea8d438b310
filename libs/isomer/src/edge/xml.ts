import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({
  format: true,
  indentBy: '  ',
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/**
 * A contract value as an XML 1.0 document. An object's fields are elements; a list is an element with an `item` for each
 * of its own, also for none and for one; a key that is no name of an element is the attribute `key` of an `entry`; null
 * is an empty element with `nil`. Characters that XML cannot hold are U+FFFD.
 */
export function toXml(answer: unknown, root: string): string {
  const body = String(builder.build({ [root]: node(answer) }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

function node(value: unknown): unknown {
  if (value === null) return { '@nil': 'true' };
  if (Array.isArray(value)) return { item: value.map(node) };
  if (typeof value === 'object') return fields(value);
  return typeof value === 'string' ? value.replace(unwritable, '\uFFFD') : String(value);
}

function fields(value: object): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  const entries: unknown[] = [];
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    if (/^[a-zA-Z_][\w-]*$/.test(key) && key !== 'entry') known[key] = node(each);
    else entries.push(entry(key.replace(unwritable, '\uFFFD'), node(each)));
  }
  return entries.length > 0 ? { ...known, entry: entries } : known;
}

function entry(key: string, content: unknown): object {
  const named = { '@key': key };
  return typeof content === 'string' ? { ...named, '#text': content } : { ...named, ...(content as object) };
}

/** Outside `Char` of XML 1.0. */

const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
