import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readUrlMap } from './url-map';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'isomer-map-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(csv: string) {
  const file = join(folder, 'map.csv');
  writeFileSync(file, csv);
  return readUrlMap(file);
}

test('an address becomes another or a post, and stays what it is where nothing is said', async () => {
  const postId = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';
  const map = await read(
    `\ufeffhttp://a.test/1,https://b.test/1\r\n\r\n"http://a.test/2,x" , "https://b.test/""2"""\nhttp://a.test/3,${postId}\nhttp://a.test/5,/posts/five,${postId}`,
  );
  expect(map('http://a.test/1')).toEqual({ url: 'https://b.test/1' });
  expect(map('http://a.test/2,x')).toEqual({ url: 'https://b.test/"2"' });
  expect(map('http://a.test/3')).toEqual({ postId });
  expect(map('http://a.test/5')).toEqual({ postId });
  expect(map('http://a.test/4')).toEqual({ url: 'http://a.test/4' });
});

test.each([
  'old,new',
  'http://a.test',
  'http://a.test,',
  'http://a.test,http://b.test,x',
  '"http://a.test,http://b.test',
])('%s is no line of a map', async (line) => {
  await expect(read(`http://a.test/1,http://b.test/1\n${line}`)).rejects.toThrow(/wrong in line 2/);
});

test('a map that is not there is said to be so', async () => {
  await expect(readUrlMap(join(folder, 'none.csv'))).rejects.toThrow(/none.csv cannot be read \(ENOENT\)/);
});
