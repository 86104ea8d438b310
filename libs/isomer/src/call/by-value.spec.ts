import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { arrange, part, placements } from '../../testing/arrange';
import { everyone } from '../contract/access';
import { contract, query } from '../contract/contract';
import { InvalidArgument } from '../contract/framework-errors';
import { maxBodyBytes } from './wire';

const log = collectLog();

const Note = z.object({ tags: z.array(z.string()), inner: z.object({ n: z.number() }) });
class NotesApi extends contract('notes', {
  keep: query({ input: Note, output: Note, access: everyone }),
  count: query({
    input: z.object({ limit: z.int().default(20), tags: z.array(z.string()).default([]) }),
    output: Note,
    access: everyone,
  }),
  measure: query({
    input: z.object({ n: z.number(), text: z.string().optional() }),
    output: z.object({ keys: z.array(z.string()) }),
    access: everyone,
  }),
  repeat: query({
    input: z.object({ text: z.string(), times: z.int() }),
    output: z.object({ text: z.string() }),
    access: everyone,
  }),
}) {}

const note = (...tags: string[]) => ({ tags, inner: { n: 1 } });

describe.each(placements)('a context %s', (placed) => {
  const received: unknown[] = [];
  let answer = note('answer');
  let finish: () => void;
  let finished: Promise<void>;
  beforeEach(() => {
    received.length = 0;
    answer = note('answer');
    finished = new Promise((resolve) => (finish = resolve));
  });

  const notes = async () => {
    const client = await arrange(
      placed,
      part(NotesApi, () => ({
        keep: async (input) => {
          await finished;
          received.push(input);
          input.tags.push('changed inside');
          return answer;
        },
        count: async (input) => {
          received.push({ ...input, tags: [...input.tags] });
          input.tags.push('changed inside');
          return note();
        },
        measure: async (input) => ({ keys: Object.keys(input) }),
        repeat: async ({ text, times }) => ({ text: text.repeat(times) }),
      })),
    );
    return client(NotesApi);
  };

  test('does not see what its caller does to an argument after the call', async () => {
    const mine = note('asked');
    const done = (await notes()).keep(mine);
    mine.tags.push('too late');
    mine.inner.n = 2;
    finish();
    await done;
    expect(received).toEqual([{ tags: ['asked', 'changed inside'], inner: { n: 1 } }]);
  });

  test('cannot change the argument that its caller holds', async () => {
    const mine = note('asked');
    finish();
    await (await notes()).keep(mine);
    expect(mine).toEqual(note('asked'));
  });

  test('and its caller do not share the result either', async () => {
    finish();
    const client = await notes();
    const result = await client.keep(note());
    result.tags.push('changed outside');
    expect(answer).toEqual(note('answer'));
    answer.tags.push('changed inside');
    expect(result).toEqual(note('answer', 'changed outside'));
  });

  test('gets no key and gives no key that the contract does not declare', async () => {
    finish();
    answer = { ...note(), password: 'secret' } as never;
    const result = await (await notes()).keep({ ...note(), extra: 1, inner: { n: 1, more: 2 } } as never);
    expect(received).toEqual([{ tags: ['changed inside'], inner: { n: 1 } }]);
    expect(Object.keys(result)).toEqual(['tags', 'inner']);
  });

  test('gets defaults for what its caller left out, each time new ones', async () => {
    const client = await notes();
    await client.count({});
    await client.count({});
    expect(received).toEqual([
      { limit: 20, tags: [] },
      { limit: 20, tags: [] },
    ]);
  });

  test.each([
    ['NaN', { n: NaN }],
    ['Infinity', { n: Infinity }],
    ['a Date', { n: new Date(0) }],
    ['a bigint', { n: 1n }],
    ['undefined', { n: undefined }],
    ['null for what may be left out', { n: 1, text: null }],
    ['nothing at all', undefined],
  ])('refuses %s, and says where', async (_, input) => {
    const refusal = await (await notes()).measure(input as never).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidArgument);
    expect((refusal as InvalidArgument).details.violations).toHaveLength(1);
  });

  test('keeps halves of surrogate pairs and controls in text as they are', async () => {
    const text = '\u0000\ud83d é\u2028😀';
    expect(await (await notes()).repeat({ text, times: 1 })).toEqual({ text });
  });
});

describe.each(['here, through the codec', 'elsewhere'] as const)('a context %s', (placed) => {
  const repeat = async (length: number, times: number) => {
    const client = await arrange(
      placed,
      part(NotesApi, () => ({
        keep: async () => note(),
        count: async () => note(),
        measure: async () => ({ keys: [] }),
        repeat: async ({ text, times: n }) => ({ text: text.repeat(n) }),
      })),
    );
    return client(NotesApi).repeat({ text: 'é'.repeat(length / 2), times });
  };

  test('takes an input up to the limit in bytes and refuses one over it', async () => {
    const frame = JSON.stringify({ text: '', times: 0 }).length;
    await expect(repeat(maxBodyBytes - frame - (frame % 2), 0)).resolves.toEqual({ text: '' });
    await expect(repeat(maxBodyBytes, 0)).rejects.toThrow(InvalidArgument);
    await expect(repeat(maxBodyBytes, 0)).rejects.toThrow(/^The input of notes.repeat is over 1048576 bytes/);
  });

  test('that answers with more than the limit has failed, which is nothing its caller could mend', async () => {
    await expect(repeat(maxBodyBytes / 2, 3)).rejects.toMatchObject({
      code: 'internal',
      details: { id: expect.any(String) },
    });
    expect(log.join()).toContain('The output of notes.repeat is over 1048576 bytes');
  });
});
