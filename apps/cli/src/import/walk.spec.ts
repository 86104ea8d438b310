import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maxFileBytes } from '../markdown/read-article';
import { readFile } from './read-file';
import { walk } from './walk';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'isomer-walk-')));
  mkdirSync(join(folder, 'in/deep'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, content = 'Text') => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
};

test('finds Markdown by its ending, in every folder, in order', async () => {
  for (const path of [
    'in/b.md',
    'in/a.mdx',
    'in/deep/C.MARKDOWN',
    'in/folder.md/d.md',
    'in/e.txt',
    'in/md',
    'in/.md/x.md',
  ])
    write(path);
  expect(await walk(join(folder, 'in'))).toEqual({
    paths: ['a.mdx', 'b.md', 'deep/C.MARKDOWN', 'folder.md/d.md'],
    skipped: [],
  });
});

test("leaves out what is a tool's or somebody else's", async () => {
  for (const path of ['in/node_modules/x/README.md', 'in/.git/x.md', 'in/a.md']) write(path);
  expect((await walk(join(folder, 'in'))).paths).toEqual(['a.md']);
  // A folder that was asked for is read, wherever it lies.
  expect((await walk(join(folder, 'in/node_modules'))).paths).toEqual(['x/README.md']);
});

test('follows no link: not out of the folder, not in a circle, not to what is there anyway', async () => {
  write('in/a.md');
  write('outside.md');
  symlinkSync('../outside.md', join(folder, 'in/out.md'));
  symlinkSync('..', join(folder, 'in/loop'));
  symlinkSync('loop.md', join(folder, 'in/loop.md'));
  symlinkSync('a.md', join(folder, 'in/twin.md'));
  symlinkSync('../outside.md', join(folder, 'in/unrelated.txt'));
  const { paths, skipped } = await walk(join(folder, 'in'));
  expect(paths).toEqual(['a.md']);
  expect(skipped).toEqual(
    ['loop', 'loop.md', 'out.md', 'twin.md'].map((path) => ({
      path,
      reason: 'symbolic-link',
      detail: undefined,
    })),
  );
});

test('a pipe that is called Markdown is not read', async () => {
  execFileSync('mkfifo', [join(folder, 'in/pipe.md')]);
  expect(await walk(join(folder, 'in'))).toEqual({
    paths: [],
    skipped: [{ path: 'pipe.md', reason: 'not-a-file', detail: undefined }],
  });
});

test('a file that has become something else since it was found is skipped', async () => {
  symlinkSync('/etc/hostname', join(folder, 'in/link.md'));
  await expect(readFile(join(folder, 'in/link.md'))).rejects.toMatchObject({
    reason: 'unreadable',
    detail: 'ELOOP',
  });
  await expect(readFile(join(folder, 'in/gone.md'))).rejects.toMatchObject({
    reason: 'unreadable',
    detail: 'ENOENT',
  });
  await expect(readFile(join(folder, 'in/deep'))).rejects.toMatchObject({
    reason: 'unreadable',
    detail: 'EISDIR',
  });
});

test('a file that is too large for any post is not read', async () => {
  write('in/large.md', 'x'.repeat(maxFileBytes + 1));
  write('in/just.md', 'x'.repeat(maxFileBytes));
  await expect(readFile(join(folder, 'in/large.md'))).rejects.toMatchObject({ reason: 'too-large' });
  expect(await readFile(join(folder, 'in/just.md'))).toHaveLength(maxFileBytes);
});
