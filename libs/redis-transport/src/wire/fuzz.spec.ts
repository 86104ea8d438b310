import fc from 'fast-check';
import { asText, mutatedEntries } from '../../test/mutated-entries';
import { decodeSeal, encodeSeal } from '../identity/seal';
import { controlFields, decodeControl, encodeCancels, encodeGrants } from './control';
import { deadLetterFields, decodeDeadLetter } from './dead-letter';
import { decodeEvent, eventFields } from './event';
import { MalformedEntry } from './fields';
import { decodeFailure, decodeReplies, encodeReplies, replyFields } from './reply';
import { CALL_FIELDS, decodeRequest, encodeCalls, requestFields } from './request';
import { splitSeal } from './sealed';

const CASES = 5_000;

const calls = [
  { id: 1, name: 'echo', timeoutMs: 5_000, headers: '{"a":"é"}', body: '"🧪"' },
  { id: 2, name: 'watch', timeoutMs: 250, headers: '', body: '', window: 16 },
  { id: 3, name: 'echo', timeoutMs: 5_000, sharedHeaders: '{"b":"🧪",', headers: '"a":"é"}', body: '' },
  { id: 4, name: 'echo', timeoutMs: 5_000, sharedHeaders: '{"b":"🧪",', headers: '"a":""}', body: '4' },
];
const requestOf = (...what: Parameters<typeof encodeCalls>) => {
  const values = encodeCalls(...what);
  const fields = requestFields('client-1', true, 1_700_000_000_000);
  return [...fields, ...CALL_FIELDS.flatMap((name, i) => [name, values[i]!])];
};
const [replies, replyTexts] = encodeReplies([
  { id: 1, kind: 'ok', body: '{"a":"é"}' },
  { id: 2, kind: 'next', body: '🧪', index: 0 },
]);
const reply = [...replyFields('replica-1'), 'replies', replies, 'texts', replyTexts];
const control = [
  ...[...controlFields('client-1', 'cancel'), encodeCancels([{ id: 1, leftMs: 2_000 }])],
  ...['grant', encodeGrants([{ id: 2, values: 8 }])],
];
const event = [...eventFields({ name: 'posted', headers: '{}', body: '"é"' }), 'group', 'mailer'];
const deadLetter = deadLetterFields({
  stream: 'isomer:{posts}:events',
  entryId: '1700000000000-0',
  group: 'mailer',
  attempts: 8,
  reason: 'Its handler failed: é',
  time: 1_700_000_000_000,
  fields: event,
});
const seal = ['seal', encodeSeal('edge-1', [['posts-1', 'bWFj']], 'isomer:{posts}:requests')];
const failureBody = JSON.stringify({ code: 'Unavailable', message: 'é', mayHaveRun: true, retryAfterMs: 5 });

const isText = (value: unknown) => typeof value === 'string';
const isWhole = Number.isSafeInteger;
const isNumber = Number.isFinite;
const isFlag = (value: unknown) => typeof value === 'boolean';
const optional = (check: Check) => (value: unknown) => value === undefined || check(value);
const listOf = (check: Check) => (value: unknown) => Array.isArray(value) && value.every(check);
type Check = (value: unknown) => boolean;

/** Has these and nothing else. */
const shape = (checks: Record<string, Check>) => (value: unknown) =>
  Object.keys(value as object).every((key) => Object.hasOwn(checks, key)) &&
  Object.entries(checks).every(([key, check]) => check((value as Record<string, unknown>)[key]));

const call = { id: isWhole, name: isText, timeoutMs: isNumber, headers: isText, body: isText };
const isRequest = shape({
  ...{ client: isText, at: isNumber, repeatable: isFlag, unreadable: isWhole },
  calls: listOf(shape({ ...call, window: optional(isWhole), sharedHeaders: optional(isText) })),
});
const letter = {
  id: isText,
  stream: isText,
  entryId: isText,
  group: isText,
  attempts: isNumber,
  reason: isText,
};
const failure = { code: isText, message: isText, mayHaveRun: isFlag, retryAfterMs: optional(isNumber) };

/** What reads an entry, an entry that it reads, and what it makes of any entry that it does not refuse. */
const decoders: [name: string, decode: (flat: string[]) => unknown, valid: string[], isWellFormed: Check][] =
  [
    ['request', decodeRequest, requestOf(calls.slice(0, 2), false), isRequest],
    ['request that shares headers', decodeRequest, requestOf(calls, true), isRequest],
    [
      'reply',
      decodeReplies,
      reply,
      shape({
        replica: isText,
        replies: listOf(shape({ id: isWhole, kind: isText, body: isText, index: optional(isWhole) })),
      }),
    ],
    [
      'control',
      decodeControl,
      control,
      shape({
        client: isText,
        cancels: listOf(shape({ id: isWhole, leftMs: isNumber })),
        grants: listOf(shape({ id: isWhole, values: isNumber })),
      }),
    ],
    [
      'event',
      decodeEvent,
      event,
      shape({ name: isText, headers: isText, body: isText, group: optional(isText) }),
    ],
    [
      'dead letter',
      (flat) => decodeDeadLetter(['1700000000001-0', flat]),
      deadLetter,
      shape({ ...letter, time: isNumber, fields: listOf(isText), cut: optional(isNumber) }),
    ],
    [
      'seal',
      (flat) => decodeSeal(splitSeal(flat).seal ?? ''),
      [...event, ...seal],
      optional(shape({ from: isText, stream: isText, macs: listOf((mac) => listOf(isText)(mac)) })),
    ],
    ['failure', (flat) => decodeFailure(flat[1] ?? ''), ['body', failureBody], optional(shape(failure))],
  ];

/** What comes of an entry; refused as malformed it may be, and nothing else. */
function tryToDecode(decode: (flat: string[]) => unknown, flat: string[]): { value?: unknown } {
  try {
    return { value: decode(flat) };
  } catch (error) {
    if (error instanceof MalformedEntry) return {};
    throw error;
  }
}

test.each(decoders)(
  'whatever happened to a %s, it is well formed or refused',
  (_, decode, valid, isWellFormed) => {
    expect(isWellFormed(decode(valid))).toBe(true);
    let [read, refused] = [0, 0];
    fc.assert(
      fc.property(mutatedEntries(valid).map(asText), (entry) => {
        const result = tryToDecode(decode, entry);
        if (!('value' in result) || result.value === undefined) refused += 1;
        else read += 1;
        return !('value' in result) || isWellFormed(result.value);
      }),
      { numRuns: CASES },
    );
    // Of both there must be many: who breaks all, or none, tests nothing.
    expect(Math.min(read, refused)).toBeGreaterThan(CASES / 20);
  },
);

const LENGTH = 128 * 1024;
const many = (part: string) => `[${part}${`,${part}`.repeat(LENGTH / part.length)}]`;
const nested = '['.repeat(LENGTH / 2) + ']'.repeat(LENGTH / 2);
const from = ['v', '1', 'from', 'x', 'by', 'x', 'at', '1', 'repeatable', '0'];

test.each([
  ['calls', ['calls', many('[1,"a",1,0,1]'), 'texts', 'a'.repeat(LENGTH)]],
  ['calls of texts that are not ASCII', ['calls', many('[1,"a",1,0,2]'), 'texts', 'é'.repeat(LENGTH)]],
  ['calls that are none', ['calls', many('{}'), 'texts', '']],
  ['replies', ['replies', many('[1,"ok",1]'), 'texts', 'a'.repeat(LENGTH)]],
  ['replies of texts that are not ASCII', ['replies', many('[1,"ok",2]'), 'texts', 'é'.repeat(LENGTH)]],
  ['cancelled calls', ['cancel', many('[1,1]')]],
  ['lists in lists', ['calls', nested, 'replies', nested, 'cancel', nested, 'fields', nested, 'texts', '']],
  ['digits', ['calls', `[[${'9'.repeat(LENGTH)}]]`, 'replies', `[${'9'.repeat(LENGTH)}]`, 'texts', '']],
  ['fields', Array.from({ length: LENGTH / 16 }, (_, i) => `field ${i >> 3}`)],
  ['codes of a seal', ['seal', `1 x ${'kid:mac,'.repeat(LENGTH / 8)} stream`]],
  ['spaces in a seal', ['seal', `1 x kid:mac${' '.repeat(LENGTH)}`]],
])('many %s take no more time than their length asks for', (_, fields) => {
  const started = performance.now();
  for (const [, decode] of decoders) tryToDecode(decode, [...from, ...fields]);
  // A hundred times what it takes; what grows with the square of the length takes many times that again.
  expect(performance.now() - started).toBeLessThan(10_000);
});
