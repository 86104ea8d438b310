import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sourcePrefix } from './source-prefix';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isomer-prefix-'));
  mkdirSync(join(folder, 'project/docs/fr'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder of a package is named after the package, and a folder in it agrees', () => {
  writeFileSync(join(folder, 'project/package.json'), '{"name":"@ada/blog"}');
  expect(sourcePrefix(join(folder, 'project'))).toBe('@ada/blog');
  expect(sourcePrefix(join(folder, 'project/docs/fr'))).toBe('@ada/blog/docs/fr');
});

test('a folder of a repository is named after the repository', () => {
  mkdirSync(join(folder, 'project/.git'));
  expect(sourcePrefix(join(folder, 'project/docs'))).toBe('project/docs');
});

test.each(['not JSON', '{}', '{"name":5}', '{"name":""}'])(
  'a package.json with %s names nothing',
  (content) => {
    writeFileSync(join(folder, 'project/docs/package.json'), content);
    expect(sourcePrefix(join(folder, 'project/docs'))).toMatch(/^docs@[0-9a-f]{8}$/);
  },
);

test('any other folder is named after itself and its place, so that two of one name are two', () => {
  expect(sourcePrefix(folder)).toMatch(new RegExp(`^${basename(folder)}@[0-9a-f]{8}$`));
  expect(sourcePrefix(join(folder, 'a/docs'))).not.toBe(sourcePrefix(join(folder, 'b/docs')));
  expect(sourcePrefix(join(folder, 'a/docs'))).toBe(sourcePrefix(join(folder, 'a/docs')));
});
