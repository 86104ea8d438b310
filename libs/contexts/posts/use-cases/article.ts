import { InvalidArgument } from '@isomer/framework';
import { plainText, renderArticle } from '@isomer/markup';
import { maxTagLength, tagOf } from '../contract';
import { fits } from '../persistence/post-values';

const excerptLength = 300;

/** Bytes of HTML, as JSON, that one call can answer. */
const maxHtmlBytes = 900_000;

/** What is made of a text once, when it is written. @throws InvalidArgument */
export function rendered(body: string): { html: string; excerpt: string } {
  const html = renderArticle(body);
  if (!fits(maxHtmlBytes, html))
    throw refusal('/body', `must not need more than ${maxHtmlBytes} bytes as HTML`);
  return { html, excerpt: plainText(html, excerptLength) };
}

/** The same of a post that is there already: one whose HTML is too long is shown without. */
export function renderedOlder(body: string): { html: string; excerpt: string } {
  const html = renderArticle(body);
  return { html: fits(maxHtmlBytes, html) ? html : '', excerpt: plainText(html, excerptLength) };
}

/** Tags as they are kept, each once. @throws InvalidArgument */
export function tagsOf(written: readonly string[]): string[] {
  const tags = written.map((each, i) => {
    const tag = tagOf(each);
    if (tag === undefined)
      throw refusal(`/tags/${i}`, `must have letters or digits, at most ${maxTagLength} of them`);
    return tag;
  });
  return [...new Set(tags)];
}

/** A tag that posts are asked for by, as it is kept. @throws InvalidArgument */
export function askedTag(written: string | undefined): string | undefined {
  const tag = written === undefined ? undefined : tagOf(written);
  if (written !== undefined && tag === undefined) throw refusal('/tag', 'must be a tag', 'The tag is none');
  return tag;
}

function refusal(pointer: string, detail: string, message = 'The post is not valid'): InvalidArgument {
  return new InvalidArgument(message, { violations: [{ pointer, detail }] });
}
