import { type ExportedComment, writtenHere } from '@isomer/comments/contract';
import type { Format } from './format';

/** What the first line of a file says, so that another file is not taken for one. */
export const header = { isomer: 'comments', version: 1 } as const;

/** A line for each comment, in JSON; before them what it is, and after them how many they are. */
export const jsonLines = (): Format => ({
  head: line(header),
  page: async (comments) => comments.map((comment) => line(written(comment))).join(''),
  tail: (comments) => line({ comments }),
});

/** Ids of this platform alone are left out: a comment is named by its source. */
function written({ id, threadId: _, parentId: _parent, source, ...comment }: ExportedComment) {
  return { source: source ?? `${writtenHere}${id}`, ...comment };
}

/** Line separators, which some take for the end of a line, are written as their numbers. */
const line = (value: object) =>
  `${JSON.stringify(value)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)}\n`;
