import { z } from 'zod';
import { nobody } from './access';
import { command, contract, defaultDeadlineMs, query } from './contract';

const Nothing = z.object({});

test.each(['Posts', 'blog_posts', 'blog-posts', '1posts', ''])("'%s' is no name of a context", (name) => {
  expect(() => contract(name, {})).toThrow(`Context '${name}' must be one lower-case word`);
});

test.each(['Read', 'read_one', 'read-one', '$contract'])("'%s' is no name of a call", (name) => {
  const read = query({ input: Nothing, output: Nothing });
  expect(() => contract('posts', { [name]: read })).toThrow(`Call 'posts.${name}' must be in camelCase`);
});

test('a call cannot be named so that the client would be taken for something else', () => {
  const read = query({ input: Nothing, output: Nothing });
  expect(() => contract('posts', { then: read })).toThrow("Call 'posts.then'");
  expect(() => contract('posts', { constructor: read } as never)).toThrow("Call 'posts.constructor'");
  expect(() => contract('posts', { onModuleInit: read })).toThrow("Call 'posts.onModuleInit'");
});

test('a call with a bad input or output is refused as the contract is defined, by its name', () => {
  const bad = z.object({ at: z.date() });
  expect(() => contract('posts', { read: query({ input: bad, output: Nothing }) })).toThrow(
    "posts.read input.at: 'date'",
  );
  expect(() => contract('posts', { read: query({ input: Nothing, output: bad }) })).toThrow(
    "posts.read output.at: 'date'",
  );
});

test('a call that says no more is open to nobody, has five seconds and declares no errors', () => {
  expect(query({ input: Nothing, output: Nothing })).toMatchObject({
    kind: 'query',
    access: nobody,
    deadlineMs: defaultDeadlineMs,
    errors: [],
    idempotent: false,
  });
  expect(defaultDeadlineMs).toBe(5_000);
});

test('a command keeps its result by key unless it is exempt', () => {
  expect(command({ input: Nothing, output: Nothing }).idempotent).toBe(true);
  expect(command({ input: Nothing, output: Nothing, idempotency: 'exempt' }).idempotent).toBe(false);
});
