import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Description {
  answers: Record<string, unknown[]>;
  events: unknown[];
  state: Record<string, unknown[]>;
  served: string[];
}
interface Edited {
  name: string;
  edits: { file: string; find: string; replace: string }[];
}

const tool = <T>(file: string) =>
  createRequire(__filename)(join(__dirname, '../../tools/certify', file)) as T;
const { differences } = tool<{
  differences(left: Description, right: Description): { kind: string; where: string }[];
}>('compare/differences.js');
const { sideBySide } = tool<{ sideBySide(left: string, right: string, columns: number): string }>(
  'compare/side-by-side.js',
);
const { Names } = tool<{
  Names: new (run: { since: number; url: string }) => { of(value: unknown): unknown };
}>('compare/names.js');
const { plant } = tool<{ plant(mutant: Edited, dist: string): void }>('mutants/build.js');

const nothing: Description = { answers: {}, events: [], state: {}, served: [] };
const names = () => new Names({ since: Date.parse('2026-01-01T00:00:00Z'), url: 'http://127.0.0.1:4711' });
const [one, other] = ['0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e', '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0f'];

describe('runs are the same', () => {
  const same = (left: unknown, right: unknown) => expect(names().of(left)).toEqual(names().of(right));

  test('if their ids can be mapped one to one', () => {
    same([one, `/posts/${one}`, other], [other, `/posts/${other}`, one]);
    expect(names().of([one, one])).not.toEqual(names().of([one, other]));
  });

  test('whatever the time and the address, but not if a time is none of the run', () => {
    same(
      ['2026-03-04T05:06:07.890Z', 'http://127.0.0.1:4711/v1'],
      ['2027-03-04T05:06:07.890Z', 'http://127.0.0.1:4711/v1'],
    );
    expect(names().of('2020-03-04T05:06:07.890Z')).toBe('2020-03-04T05:06:07.890Z');
  });
});

describe('a difference is found', () => {
  test.each<[string, Partial<Description>, Partial<Description>]>([
    ['answers', { answers: { ada: [{ status: 201 }] } }, { answers: { ada: [{ status: 503 }] } }],
    ['answers', { answers: { ada: [{ a: 1, b: 2 }] } }, { answers: { ada: [{ b: 2, a: 1 }] } }],
    ['answers', { answers: { ada: [1] } }, { answers: {} }],
    ['events', { events: [{ name: 'a' }, { name: 'a' }] }, { events: [{ name: 'a' }] }],
    ['state', { state: { 'posts.post': [{ count: 1 }] } }, { state: { 'posts.post': [{ count: 2 }] } }],
    ['served', { served: ['posts.read by ada'] }, { served: ['posts.read by nobody'] }],
  ])('of %s', (kind, left, right) => {
    expect(differences({ ...nothing, ...left }, { ...nothing, ...right })).toEqual([
      expect.objectContaining({ kind }),
    ]);
  });

  test('and none where sets have another order', () => {
    const events = [{ name: 'a' }, { name: 'b' }];
    expect(differences({ ...nothing, events }, { ...nothing, events: events.toReversed() })).toEqual([]);
  });

  test('and is shown beside its other side', () => {
    const shown = sideBySide('{\n  "status": 201,\n  "a": 1\n}', '{\n  "status": 503,\n  "a": 1\n}', 63);
    expect(shown.split('\n')[1]).toBe(`${'  "status": 201,'.padEnd(30)} |   "status": 503,`);
  });
});

describe('a mutant', () => {
  const edits = [{ file: 'a.js', find: 'right', replace: 'wrong' }];
  let dist: string;
  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'isomer-mutant-'));
    mkdirSync(dist, { recursive: true });
  });
  afterEach(() => rmSync(dist, { recursive: true, force: true }));

  test.each([
    ['nothing', 0],
    ['right or right', 2],
  ])('that does not fit the build any more says so: %s', (text, times) => {
    writeFileSync(join(dist, 'a.js'), text);
    expect(() => plant({ name: 'swapped', edits }, dist)).toThrow(
      new RegExp(`'swapped' must be written anew .*dist/a\\.js, but is there ${times} times`),
    );
  });
});
