import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokenFile } from './broken-file';
import { type Element, textOf } from './element';
import { readRecords } from './read-records';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'isomer-xml-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: string | Uint8Array): Promise<Element[]> {
  const file = join(folder, 'file.xml');
  writeFileSync(file, content);
  const found: Element[] = [];
  for await (const record of readRecords(file, { root: 'list', kind: 'list', records: ['item', 'title'] }))
    found.push(record);
  return found;
}

async function brokenAt(content: string | Uint8Array): Promise<{ byte: number; message: string }> {
  const error = await read(content).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BrokenFile)) throw new Error(`it was read, or not for the file: ${String(error)}`);
  return { byte: error.byte, message: error.message };
}

test('what is wanted is read with all that is in it, and nothing else', async () => {
  const [title, item, ...more] = await read(
    '\ufeff<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE list><list><title>T</title><other><x/></other>' +
      '<item id="1"> a <![CDATA[<b>&amp;</b>]]> &amp; <item><title>in</title></item></item></list>',
  );
  expect(title).toMatchObject({ name: 'title', text: 'T' });
  expect(item).toMatchObject({ name: 'item', attributes: { id: '1' }, text: ' a <b>&amp;</b> & ' });
  expect(textOf(item!.children[0], 'title')).toBe('in');
  expect(more).toEqual([]);
});

test('characters and tags that lie across parts of the file are read as one', async () => {
  const items = Array.from({ length: 30_000 }, (_, i) => `<item>漢字😀${i}</item>`);
  const found = await read(`<list>${items.join('')}</list>`);
  expect(found.map(({ text }) => text)).toEqual(items.map((_, i) => `漢字😀${i}`));
});

test('control characters of a database are no reason to refuse a file', async () => {
  const [item] = await read('<list><item>a\u0008b\u0000c</item></list>');
  expect(item!.text).toBe('a b c');
});

test('a file that ends too early is broken at its end', async () => {
  const whole = `<list>${'<item>ü</item>'.repeat(50_000)}</list>`;
  const cut = Buffer.from(whole).subarray(0, 700_003);
  expect(await brokenAt(cut)).toMatchObject({
    byte: 700_003,
    message: expect.stringMatching(/it ends within a character/),
  });
  expect(await brokenAt(Buffer.from(whole).subarray(0, 700_008))).toMatchObject({
    byte: 700_008,
    message: expect.stringMatching(/unclosed tag/),
  });
  expect((await brokenAt('')).byte).toBe(0);
});

test.each([
  ['a tag that is not closed', '</list>', /unexpected close tag/],
  ['an unknown entity', '&nbsp;</item></list>', /undefined entity/],
])('%s is found where it is', async (_, rest, why) => {
  const before = `<list>${'<item>漢</item>'.repeat(40_000)}<item>`;
  const { byte, message } = await brokenAt(before + rest);
  expect(message).toMatch(why);
  expect(Math.abs(byte - Buffer.byteLength(before))).toBeLessThan(10);
});

test('what is not UTF-8 is found where it is', async () => {
  const before = Buffer.from(`<list>${'<item>漢</item>'.repeat(40_000)}<item>`);
  const bytes = Buffer.concat([before, Buffer.from([0xfc]), Buffer.from('</item></list>')]);
  expect(await brokenAt(bytes)).toEqual({ byte: before.length, message: expect.stringMatching(/not UTF-8/) });
  expect((await brokenAt('<?xml version="1.0" encoding="ISO-8859-1"?><list/>')).message).toMatch(
    /save it as UTF-8/,
  );
});

test('a file about something else is said to be so', async () => {
  expect((await brokenAt('<html></html>')).message).toMatch(
    /it is no list, which begins with <list>, not <html>/,
  );
});
