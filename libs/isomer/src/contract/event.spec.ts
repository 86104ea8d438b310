import { z } from 'zod';
import { contract } from './contract';
import { event } from './event';

const schema = z.object({ id: z.string() });
const key = ({ id }: { id: string }) => id;

test('an event knows its context, its version and its key', () => {
  class Written extends event('notes.written', { version: 1, schema, key }) {}
  expect(Written.event).toMatchObject({ name: 'notes.written', context: 'notes', version: 1 });
  const payload: Written = { id: 'a' };
  expect(Written.event.key(payload)).toBe('a');
});

test.each(['written', 'Notes.written', 'notes.', 'notes.Written', 'notes.a.b', ''])(
  '%j is no name',
  (name) => {
    expect(() => event(name, { version: 1, schema, key })).toThrow(
      `Event '${name}' must be named like comments.posted: context, dot, what happened`,
    );
  },
);

test.each([0, 1.5, -1, NaN])('%d is no version', (version) => {
  expect(() => event('notes.written', { version, schema, key })).toThrow(`not ${version}`);
});

test('a payload is what a contract value may be', () => {
  const dated = z.object({ at: z.date() });
  expect(() => event('notes.written', { version: 1, schema: dated, key: () => 'k' })).toThrow(
    /notes\.written payload.*date/,
  );
});

test('a version needs an upcaster for each one before it', () => {
  const upcast = { 2: (older: { id: string }) => older };
  expect(() => event('notes.written', { version: 3, schema, key, upcast })).toThrow(
    'notes.written: version 3 needs an upcaster for payloads of version 1',
  );
});

test('a contract publishes events of its own context alone', () => {
  class Written extends event('notes.written', { version: 1, schema, key }) {}
  expect(() => contract('posts', {}, { events: [Written] })).toThrow(
    "posts cannot publish notes.written, which is notes's",
  );
  expect(contract('notes', {}, { events: [Written] }).contract.events).toEqual([Written]);
});
