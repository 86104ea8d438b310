const characters: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML, for elements and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (each) => characters[each]!);
}

/** What XML 1.0 has no way to write. */
const noXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function forXml(text: string): string {
  return text.replace(noXml, '');
}

/** HTML in a section of characters, whose end it must not have in it. */
export function htmlForXml(html: string): string {
  return forXml(html).replaceAll(']]>', ']]&gt;');
}
