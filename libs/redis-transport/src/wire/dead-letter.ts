import { StringDecoder } from 'node:string_decoder';
import {
  MalformedEntry,
  parseList,
  readFields,
  required,
  requiredNumber,
  WIRE_VERSION,
  type RawEntry,
} from './fields';

/** An entry that was given up, and why. */
export interface DeadLetter {
  /** Id in the stream of dead letters. */
  id: string;
  /** Key of the stream that it was in, and its id there. */
  stream: string;
  entryId: string;
  /** The consumer group that gave it up. */
  group: string;
  /** How many times its handler was begun; 0 if it never was. */
  attempts: number;
  reason: string;
  /** When it was given up, in milliseconds of Redis's clock. */
  time: number;
  /** Names and values in turn, as they were. */
  fields: string[];
  /** Set if the entry was too large to be kept whole: its size in bytes. Then the last of `fields` are missing. */
  cut?: number;
}

/** What JSON adds to a text, so that very many empty ones are bounded as well. */
const BYTES_BESIDE = 3;

/** Texts up to `limit` bytes in all; what is over is left out at the end. */
export function keepOf(texts: string[], limit: number): Pick<DeadLetter, 'fields' | 'cut'> {
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (size + texts.length * BYTES_BESIDE <= limit) return { fields: texts };
  const fields: string[] = [];
  let room = limit;
  for (const text of texts) {
    room -= BYTES_BESIDE;
    if (room <= 0) break;
    const bytes = Buffer.from(text);
    // A character at the end of which something is missing is left out.
    fields.push(new StringDecoder('utf8').write(bytes.subarray(0, room)));
    room -= bytes.length;
  }
  return { fields, cut: size };
}

export function deadLetterFields(letter: Omit<DeadLetter, 'id'>): string[] {
  const { stream, entryId, group, attempts, reason, time, fields, cut } = letter;
  // One field, and JSON: names of the entry itself might be the same as ours.
  return [
    ...['v', WIRE_VERSION, 'stream', stream, 'id', entryId, 'group', group, 'attempts', String(attempts)],
    ...['reason', reason, 'time', String(time), 'fields', JSON.stringify(fields)],
    ...(cut === undefined ? [] : ['cut', String(cut)]),
  ];
}

/** @throws MalformedEntry */
export function decodeDeadLetter([id, flat]: RawEntry): DeadLetter {
  const fields = readFields(flat ?? []);
  const original = parseList(required(fields, 'fields'));
  if (!original.every((item) => typeof item === 'string')) throw new MalformedEntry('its fields are no text');
  return {
    id,
    stream: required(fields, 'stream'),
    entryId: required(fields, 'id'),
    group: required(fields, 'group'),
    attempts: requiredNumber(fields, 'attempts'),
    reason: required(fields, 'reason'),
    time: requiredNumber(fields, 'time'),
    fields: original,
    ...(fields.has('cut') && { cut: requiredNumber(fields, 'cut') }),
  };
}
