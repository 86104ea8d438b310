import { z } from 'zod';
import { authenticated, everyone } from './access';
import { type Call, command, contract, query } from './contract';
import { error } from './errors';
import { event } from './event';
import { callHash, contractSnapshot } from './snapshot';

class Gone extends error('snapshot.gone', { meaning: 'NotFound', message: 'Gone.' }) {}

const Input = z.object({ title: z.string().max(9), examples: z.array(z.string()), description: z.string() });
const base = { input: Input, output: z.object({ id: z.string() }), access: everyone };
const hash = (changes: Partial<Parameters<typeof command>[0]> = {}) =>
  callHash(command({ ...base, ...changes }));

test('a snapshot tells what a caller must know, and fields may be called title, description or examples', () => {
  class Written extends event('notes.written', {
    version: 1,
    schema: z.object({ id: z.string() }),
    key: ({ id }) => id,
  }) {}
  class NotesApi extends contract(
    'notes',
    { read: query({ ...base, errors: [Gone] }) },
    { version: 3, events: [Written] },
  ) {}
  expect(contractSnapshot(NotesApi)).toEqual({
    context: 'notes',
    version: 3,
    calls: {
      read: {
        kind: 'query',
        idempotent: false,
        access: 'everyone',
        errors: ['snapshot.gone'],
        input: {
          type: 'object',
          properties: {
            title: { type: 'string', maxLength: 9 },
            examples: { type: 'array', items: { type: 'string' } },
            description: { type: 'string' },
          },
          required: ['title', 'examples', 'description'],
        },
        output: {
          type: 'object',
          properties: { id: { type: 'string' } },
          required: ['id'],
          additionalProperties: false,
        },
      },
    },
    events: {
      'notes.written': {
        version: 1,
        payload: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      },
    },
  });
});

test('prose does not change the hash: descriptions, titles and examples bind nobody', () => {
  const described = Input.extend({
    title: Input.shape.title.meta({ title: 'Title', description: 'Of it', examples: ['a'] }),
  });
  expect(hash({ input: described.describe('A note') })).toBe(hash());
});

test.each<[string, Partial<Parameters<typeof command>[0]>]>([
  ['the input', { input: Input.extend({ examples: z.array(z.int()) }) }],
  ['a bound', { input: Input.extend({ title: z.string().max(10) }) }],
  ['the output', { output: z.object({ id: z.int() }) }],
  ['who may call', { access: authenticated }],
  ['the errors', { errors: [Gone] }],
  ['whether it keeps results', { idempotency: 'exempt' } as object],
])('%s changes the hash', (_, change) => {
  expect(hash(change)).not.toBe(hash());
});

test('a query that becomes a command changes its hash', () => {
  const call: Call = query(base);
  expect(callHash(call)).not.toBe(callHash({ ...call, kind: 'command' }));
});
