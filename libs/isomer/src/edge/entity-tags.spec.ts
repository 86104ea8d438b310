import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openShop, shop } from '../../test/shop-api';
import { revisionsOf } from './entity-tags';

let app: NestFastifyApplication;
beforeAll(async () => (app = await openShop()));
beforeEach(() => (shop.best = { id: '1', name: 'best', revision: 1 }));
afterAll(() => app.close());

const read = (headers: Record<string, string> = {}) => app.inject({ url: '/v1/things/best', headers });
const rename = (headers: Record<string, string>, name = 'new') =>
  app.inject({ method: 'PATCH', url: '/v1/things/best', payload: { name }, headers });
const tagOf = ({ headers }: { headers: Record<string, unknown> }) => String(headers.etag);

test('who has what would be answered is told so, and gets nothing again', async () => {
  const first = await read();
  expect(tagOf(first)).toMatch(/^"1-[\w-]{27}"$/);
  expect(first.headers['cache-control']).toBe('no-cache');
  for (const known of [tagOf(first), `"x", W/${tagOf(first)}`, '*']) {
    const again = await read({ 'if-none-match': known });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    expect(tagOf(again)).toBe(tagOf(first));
    expect(again.headers['content-type']).toBeUndefined();
  }
  // What has no revision has changed as well.
  shop.best.name = 'other';
  expect((await read({ 'if-none-match': tagOf(first) })).json()).toMatchObject({ name: 'other' });
});

test.each(['"1"', 'nonsense', '""', '"1-', 'W/"', '"1-AAAAAAAAAAAAAAAAAAAAAAAAAAA"'])(
  'the tag %s is of nothing that was answered',
  async (tag) => expect((await read({ 'if-none-match': tag })).statusCode).toBe(200),
);

test('a list has a tag as well, and a problem has none', async () => {
  const list = await app.inject({ url: '/v1/things' });
  expect(tagOf(list)).toMatch(/^"[\w-]{27}"$/);
  const again = await app.inject({ url: '/v1/things', headers: { 'if-none-match': tagOf(list) } });
  expect(again.statusCode).toBe(304);
  expect((await app.inject({ url: '/v1/things/mine' })).headers.etag).toBeUndefined();
});

test('what is shown to one person is not kept for another', async () => {
  expect((await read({ authorization: 'Bearer x' })).headers['cache-control']).toBe('private, no-cache');
});

test('a change is made to what its sender has read, or not at all', async () => {
  const tag = tagOf(await read());
  const changed = await rename({ 'if-match': tag });
  expect(changed.json()).toMatchObject({ name: 'new', revision: 2 });
  expect(tagOf(changed)).toBe(tagOf(await read()));
  const lost = await rename({ 'if-match': tag }, 'lost');
  expect(lost.statusCode).toBe(412);
  expect(lost.json()).toMatchObject({ type: 'urn:isomer:problem:outdated' });
  expect((await read()).json()).toMatchObject({ name: 'new' });
  expect((await rename({ 'if-match': '"other"' })).statusCode).toBe(412);
  expect((await rename({ 'if-match': `"other", ${tagOf(changed)}` })).statusCode).toBe(200);
  expect((await rename({ 'if-match': '*' })).statusCode).toBe(200);
  expect((await rename({})).statusCode).toBe(200);
});

test.each([
  [undefined, undefined],
  [' * ', undefined],
  ['"3-abc"', [3]],
  ['W/"3-abc", "12-x_-"', [3, 12]],
  ['"3"', []],
  ['3-abc', []],
  ['"9999999999-x"', []],
  ['', []],
])('the revisions in %j are %j', (header, revisions) => expect(revisionsOf(header)).toEqual(revisions));
