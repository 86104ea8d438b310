import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSaidBy } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

const sample = join(__dirname, 'samples/disqus.xml');

describe('isomer import disqus', () => {
  let sandbox: Sandbox;
  let file: string;
  beforeEach(() => {
    sandbox = new Sandbox();
    file = join(sandbox.folder, 'comments.xml');
    copyFileSync(sample, file);
  });
  afterEach(() => sandbox.clean());

  const run = async (...options: string[]) => {
    const { code, stdout, stderr } = await isomer(
      ['import', 'disqus', file, '--json', ...options],
      sandbox.env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
    return JSON.parse(stdout) as { skipped: { path: string; reason: string }[] };
  };

  test('what was said on a page is said there again, once; the rest is listed with its reason', async () => {
    const map = join(sandbox.folder, 'map.csv');
    writeFileSync(map, 'https://old.test/moved,https://new.test/here\n');
    const first = await run('--url-map', map);
    expect(first).toMatchObject({ items: 13, imported: 5, updated: 0, unchanged: 0, left: 0 });
    expect(first.skipped.map(({ path, reason }) => [path, reason]).sort()).toEqual([
      ['post 301', 'same-id'],
      ['post 304', 'deleted'],
      ['post 305', 'spam'],
      ['post 307', 'orphan'],
      ['post 308', 'no-address'],
      ['post 309', 'orphan'],
      ['post 310', 'empty'],
      ['post 311', 'invalid-date'],
    ]);
    expect(await run('--url-map', map)).toMatchObject({ imported: 0, updated: 0, unchanged: 5 });
    writeFileSync(file, readFileSync(file, 'utf8').replace('First, with', 'First of all, with'));
    expect(await run('--url-map', map)).toMatchObject({ imported: 0, updated: 1, unchanged: 4 });

    const api = await apiSaidBy(sandbox.start('platform', [], sandbox.env));
    const on = async (url: string) => {
      const thread = await api.get(`/v1/threads?url=${encodeURIComponent(url)}`);
      const { id, title } = thread.body as { id: string; title: string };
      const { body } = await api.get(`/v1/threads/${id}/comments`);
      return { title, items: (body as { items: Record<string, unknown>[] }).items };
    };
    const { title, items } = await on('https://blog.test/engines');
    expect(title).toBe('On engines & more');
    expect(items.map(({ body, createdAt }) => [body, createdAt])).toEqual(
      expect.arrayContaining([
        ['First of all, with **weight** and [a link](http://a.test)', '2012-03-01T08:00:00.000Z'],
        ['Its parent is in no file', '2012-03-01T10:03:00.000Z'],
      ]),
    );
    const repliesTo = async (id: unknown) =>
      ((await api.get(`/v1/comments/${String(id)}/replies`)).body as { items: Record<string, unknown>[] })
        .items;
    const grace = items.find(({ createdAt }) => createdAt === '2012-03-01T08:00:00.000Z')!;
    const [deleted] = await repliesTo(grace.id);
    expect(deleted).toMatchObject({ status: 'deleted', replyCount: 1 });
    expect(await repliesTo(deleted!.id)).toMatchObject([
      { body: 'An answer to what is below in the file', guest: { name: 'Charles egabbaB' } },
    ]);
    expect((await on('https://new.test/here')).items).toMatchObject([{ body: 'On what has moved' }]);
  });

  test.each([
    [
      'an export that was cut',
      (xml: string) => xml.slice(0, 3_000),
      /is broken at byte 3002: unclosed tag: \S+\. Nothing/,
    ],
    ['another file', () => '<rss></rss>', /it is no Disqus export, which begins with <disqus>, not <rss>/],
  ])('%s is refused before anything is changed', async (_, edit, line) => {
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    const { code, stdout, stderr } = await isomer(['import', 'disqus', file], sandbox.env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(existsSync(sandbox.dataDir)).toBe(false);
  });
});
