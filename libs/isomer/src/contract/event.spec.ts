import { z } from 'zod';
import { contract } from './contract';
import { on } from '../event/subscription';
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

test.each<[string, object, string]>([
  ['no key', { key: undefined }, 'notes.written needs a key: a function of its payload'],
  ['a key that is no function', { key: 'id' }, 'notes.written needs a key: a function of its payload'],
  ['an upcaster that is none', { version: 2, upcast: { 1: {} } }, 'the upcaster of version 1 is no function'],
  ['an upcaster of its own version', { upcast: { 1: key } }, 'there is no version 1 before version 1'],
  ['an upcaster of no version', { version: 2, upcast: { 1: key, a: key } }, 'there is no version a before'],
])('an event with %s does not load', (_, wrong, reason) => {
  expect(() => event('notes.written', { version: 1, schema, key, ...wrong } as never)).toThrow(reason);
});

test('a contract names each of its events once', () => {
  class Written extends event('notes.written', { version: 1, schema, key }) {}
  class Again extends event('notes.written', { version: 1, schema, key }) {}
  expect(() => contract('notes', {}, { events: [Written, Again] })).toThrow(
    'notes names its event notes.written twice',
  );
});

test('what handles an event has a method for it', () => {
  class Written extends event('notes.written', { version: 1, schema, key }) {}
  class Deaf {}
  expect(() => on(Written, Deaf as never)).toThrow(
    'Deaf cannot handle notes.written: it has no method handle',
  );
});
