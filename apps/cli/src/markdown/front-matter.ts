import { LineCounter, isMap, parseDocument } from 'yaml';
import { Skip } from '../import/skip';

export interface FrontMatter {
  fields: Record<string, unknown>;
  /** What follows it. */
  body: string;
}

const fence = /^---[ \t]*\n/;
const block = /^---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/**
 * Splits a text into its fields and the rest. A text that merely begins with a thematic break (`---`) has none.
 * @throws Skip when there is front matter that cannot be read
 */
export function splitFrontMatter(text: string): FrontMatter {
  if (/^\+\+\+[ \t]*\n/.test(text))
    throw new Skip('broken-front-matter', 'it is TOML (+++); only YAML (---) is read');
  if (!fence.test(text)) return { fields: {}, body: text };
  const [whole, yaml] = block.exec(text) ?? [];
  if (whole !== undefined) return { fields: fieldsOf(yaml!), body: text.slice(whole.length) };
  if (/^---[ \t]*\n[\w-]+:/.test(text)) throw new Skip('broken-front-matter', 'no line --- ends it');
  return { fields: {}, body: text };
}

function fieldsOf(yaml: string): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  // The line of the file: the fence is the first.
  if (error)
    throw new Skip('broken-front-matter', `line ${lines.linePos(error.pos[0]).line + 1}: ${error.message}`);
  if (document.contents === null) return {};
  if (!isMap(document.contents)) throw new Skip('broken-front-matter', 'it is no list of fields');
  try {
    return document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
  } catch (failure) {
    throw new Skip('broken-front-matter', (failure as Error).message);
  }
}
