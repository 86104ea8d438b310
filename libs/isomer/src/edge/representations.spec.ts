import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parse } from 'yaml';
import { openShop } from '../../test/shop-api';
import { toXml } from './xml';

let app: NestFastifyApplication;
beforeAll(async () => (app = await openShop()));
afterAll(() => app.close());

const read = (accept: string | undefined, url = '/v1/things/best') =>
  app.inject({ url, headers: accept === undefined ? {} : { accept } });

test.each([
  [undefined, 'json'],
  ['*/*', 'json'],
  ['application/json', 'json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
  ['application/yaml', 'yaml'],
  ['application/json;q=0.5, application/xml', 'xml'],
  ['application/xml;q=0.1, application/json;q=0.5', 'json'],
  ['image/png', 'json'],
  ['nonsense', 'json'],
])('Accept: %s is answered with %s', async (accept, type) => {
  const answer = await read(accept);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe(`application/${type}; charset=utf-8`);
  expect(answer.headers.vary).toBe('Accept');
});

test('a document says the same in every form, under a tag of its own', async () => {
  const [json, xml, yaml] = [
    await read('application/json'),
    await read('application/xml'),
    await read('application/yaml'),
  ];
  expect(new XMLParser().parse(xml.body)).toMatchObject({ Thing: { id: 1, name: 'best', revision: 1 } });
  expect(parse(yaml.body)).toEqual(json.json());
  expect(new Set([json, xml, yaml].map(({ headers }) => headers.etag)).size).toBe(3);
});

test('a list keeps its next page, in every form', async () => {
  const xml = await read('application/xml', '/v1/things?limit=1');
  expect(xml.headers.link).toContain('rel="next"');
  expect(new XMLParser().parse(xml.body)).toMatchObject({
    Answer: { items: { item: { name: 'thing' } }, next: 'a b&c' },
  });
});

test('a problem is JSON whatever was asked for', async () => {
  const problem = await read('application/xml', '/v1/things/mine');
  expect(problem.headers['content-type']).toBe('application/problem+json; charset=utf-8');
});

test.each([
  [{ list: [] }, '<list'],
  [{ list: [[1], []] }, '<item>1</item>'],
  [{ none: null }, '<none nil="true"'],
  [{ 'not a name': 'x', 'http://a/?b=<&"\'>': { c: 1 } }, '<entry key="not a name">x</entry>'],
  [{ entry: true }, '<entry key="entry">true</entry>'],
  [{ text: ']]> <b>&amp;\u0000\u0008\uFFFE\uD800 😀' }, '&lt;b&gt;&amp;amp;\uFFFD\uFFFD\uFFFD\uFFFD 😀'],
  [{ '@a': 'x', '#text': 'y', __proto__: 'z' }, '<entry key="@a">x</entry>'],
])('%j is well-formed XML', (value, contains) => {
  const xml = toXml(value, 'root');
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).toContain(contains);
});
