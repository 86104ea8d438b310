import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSaidBy } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

const sample = join(__dirname, 'samples/wordpress.xml');

describe('isomer import wordpress', () => {
  let sandbox: Sandbox;
  let file: string;
  beforeEach(() => {
    sandbox = new Sandbox();
    file = join(sandbox.folder, 'blog.xml');
    copyFileSync(sample, file);
  });
  afterEach(() => sandbox.clean());

  const run = async (...options: string[]) => {
    const { code, stdout, stderr } = await isomer(
      ['import', 'wordpress', file, '--json', ...options],
      sandbox.env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
    return JSON.parse(stdout) as { skipped: { path: string; reason: string; detail?: string }[] };
  };

  test('what is published there is published here, once; the rest is listed with its reason', async () => {
    const first = await run();
    expect(first).toMatchObject({ items: 9, imported: 2, updated: 0, unchanged: 0, left: 0 });
    expect(first.skipped.map(({ path, reason, detail }) => [path, reason, detail])).toEqual([
      ['post 12', 'not-published', 'draft'],
      ['post 13', 'deleted', undefined],
      ['post 14', 'protected', undefined],
      ['attachment 9', 'not-content', 'attachment'],
      ['post 15', 'empty', undefined],
      ['post 16', 'invalid-date', '2013-02-30 00:00:00 is no date such as 2024-01-31'],
      ['post 10', 'same-id', undefined],
    ]);
    expect(await run()).toMatchObject({ imported: 0, updated: 0, unchanged: 2 });
    writeFileSync(file, readFileSync(file, 'utf8').replace('Second one.', 'Another one.'));
    expect(await run()).toMatchObject({ imported: 0, updated: 1, unchanged: 1 });

    const api = await apiSaidBy(sandbox.start('platform', [], sandbox.env));
    const { items } = (await api.get('/v1/posts')).body as { items: Record<string, unknown>[] };
    expect(items).toMatchObject([
      {
        title: 'Written with blocks. Still the same. One',
        publishedAt: '2013-01-01T00:00:00.000Z',
        author: { handle: expect.stringMatching(/^ada_lovelace_[0-9a-f]{6}$/) },
      },
      {
        title: 'Notes & more',
        locale: 'en-GB',
        publishedAt: '2012-02-29T11:00:00.000Z',
        author: { handle: 'ada_lovelace' },
      },
    ]);
    const post = await api.get(`/v1/posts/${String(items[1]!.id)}`);
    expect((post.body as { body: string }).body).toBe(
      'First **paragraph**,\\\nwith a line break.\n\nAnother one.\n\n```\nkept\n\nas it is\n```\n\n' +
        '![An engine](https://blog.test/a.png) Its caption ]]> the end',
    );
  });

  test('a dry run reads everything and makes nothing', async () => {
    expect(await run('--dry-run')).toMatchObject({ dryRun: true, imported: 2 });
    expect(await run('--author', 'grace')).toMatchObject({ imported: 2, unchanged: 0 });
  });

  test.each([
    [
      'a file that was cut',
      (xml: string) => xml.slice(0, 3_000),
      /is broken at byte 3000: unclosed tag: \S+\. Nothing/,
    ],
    [
      'a feed',
      (xml: string) => xml.replace(/<wp:wxr_version>.*<\/wp:wxr_version>/, ''),
      /it is a feed, no WordPress/,
    ],
    ['a page', () => '<html></html>', /it is no WordPress export, which begins with <rss>, not <html>/],
  ])('%s is refused before anything is changed', async (_, edit, line) => {
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    const { code, stdout, stderr } = await isomer(['import', 'wordpress', file], sandbox.env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(existsSync(sandbox.dataDir)).toBe(false);
  });
});
