/** What XML 1.0 has no place for, and halves of characters. */
const disallowed = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const allowed = (text: string) => text.toWellFormed().replaceAll(disallowed, '');

/** Text within a tag. Line ends and tabs would be read as blanks. */
export const attribute = (text: string): string =>
  escaped(text).replaceAll(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);

export const element = (name: string, text: string): string =>
  text === '' ? `<${name} />` : `<${name}>${escaped(text).replaceAll('\r', '&#13;')}</${name}>`;

/** Text as it is; where it has the end of such a section, it goes on in another one. */
export const cdata = (text: string): string =>
  `<![CDATA[${allowed(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const escaped = (text: string) => allowed(text).replaceAll(/[&<>"]/g, (character) => escapes[character]!);
