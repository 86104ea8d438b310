import type { z } from 'zod';
import { notBlank } from './values';

/**
 * Rules for what people write and others are shown. For what is sent only: what is stored and what is answered may be
 * older than they are.
 */

/** Marks on one letter. Hebrew with all its points and Tibetan have five; more climbs over the lines around it. */
const mostMarks = 8;

/** Of these scripts a joiner or a non-joiner changes the letters beside it. */
const joiningScripts =
  'Arabic Syriac Mongolian Nko Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar'
    .split(' ')
    .map((script) => `\\p{scx=${script}}`)
    .join('');
const joined =
  `(?<=[${joiningScripts}])[\\u200c\\u200d]` +
  '|(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})';

/** A black flag with the letters of a part of a country, as the flag of Wales is written. */
const flag = '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{2,6}\\u{e007f}';

/** What shows a line in another order than it is read in, and what takes part in it without being seen. */
const concealing =
  '\\u00ad\\u115f\\u1160\\u180e\\u200b-\\u200d\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\u{e0000}-\\u{e007f}';

const openLine = new RegExp(`^(?:[^${concealing}]|${flag}|${joined})*$`, 'u');
const concealed = new RegExp(`(${flag}|${joined})|[${concealing}]`, 'gu');
const fewMarks = new RegExp(`^(?![\\s\\S]*\\p{M}{${mostMarks + 1}})`, 'u');
const tooManyMarks = new RegExp(`(?<=\\p{M}{${mostMarks}})\\p{M}+`, 'gu');
const characters = /^\P{Noncharacter_Code_Point}*$/u;

/** Prose that people write. */
export const writtenText = (schema: z.ZodString) =>
  notBlank(schema)
    .regex(fewMarks, `must not have more than ${mostMarks} marks on one letter`)
    .regex(characters, 'must not contain code points that are no characters (such as U+FFFE)');

/** A line that people write, in which all that is there is to be seen, in the order in which it is there. */
export const writtenLine = (schema: z.ZodString) =>
  writtenText(schema).regex(
    openLine,
    'must not contain characters that reorder or hide text (such as U+202E or a zero-width space)',
  );

const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const noCharacters = /\p{Noncharacter_Code_Point}/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Prose from elsewhere without what {@link writtenText} refuses. Where nothing is to be seen it is empty. */
export function cleanText(text: string): string {
  const clean = text
    .toWellFormed()
    .replaceAll(unprintable, '')
    .replaceAll(noCharacters, '')
    .replaceAll(tooManyMarks, '');
  return /[^\s\u200b-\u200f\u2060\ufeff]/.test(clean) ? clean : '';
}

/** A line from elsewhere without what {@link writtenLine} refuses, of `max` characters at the most. */
export function cleanLine(text: string, max: number): string {
  const open = cleanText(text.replaceAll(/\s+/g, ' ')).replaceAll(
    concealed,
    (_, kept?: string) => kept ?? '',
  );
  // Marks and joiners that were apart may have met.
  const clean = cleanText(open.replaceAll(concealed, (_, kept?: string) => kept ?? '')).trim();
  return clean.length <= max ? clean : `${cut(clean, max - 1)}…`;
}

function cut(text: string, max: number): string {
  let length = 0;
  for (const { segment } of graphemes.segment(text.slice(0, max + 1))) {
    if (length + segment.length > max) break;
    length += segment.length;
  }
  return text.slice(0, length).trimEnd();
}
