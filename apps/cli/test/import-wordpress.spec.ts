import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSaidBy } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

const sample = join(__dirname, 'samples/wordpress.xml');
type Row = Record<string, unknown>;

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
  const edit = (from: string, to: string) =>
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  const startPlatform = () => apiSaidBy(sandbox.start('platform', [], sandbox.env));
  type Api = Awaited<ReturnType<typeof startPlatform>>;
  const items = async (api: Api, path: string) => ((await api.get(path)).body as { items: Row[] }).items;

  test('what is published there is published here, once; the rest is listed with its reason', async () => {
    const first = await run();
    expect(first).toMatchObject({
      items: 30,
      kinds: {
        post: { imported: 3, updated: 0, unchanged: 0, skipped: 9 },
        comment: { imported: 7, updated: 0, unchanged: 0, skipped: 11 },
      },
      left: 0,
    });
    expect(first.skipped.map(({ path, reason, detail }) => [path, reason, detail]).sort()).toEqual(
      [
        ['post 12', 'not-published', 'draft'],
        ['comment 40', 'orphan', 'post 12'],
        ['post 13', 'deleted', undefined],
        ['post 14', 'protected', undefined],
        ['post 15', 'empty', undefined],
        ['post 16', 'invalid-date', '2013-02-30 00:00:00 is no date such as 2024-01-31'],
        ['post 17', 'not-published', 'private'],
        ['attachment 9', 'not-content', 'attachment'],
        ['post 10', 'same-id', undefined],
        ['post without an id', 'no-address', 'it has neither wp:post_id nor guid nor link'],
        ['comment 4', 'notification', 'pingback'],
        ['comment 24', 'deleted', undefined],
        ['comment 25', 'spam', undefined],
        ['comment 26', 'awaiting-approval', undefined],
        ['comment 28', 'empty', undefined],
        ['comment 29', 'invalid-date', '2012-02-30 08:00:00 is no date such as 2024-01-31'],
        ['comment 3', 'same-id', undefined],
        ['comment', 'no-address', 'it has no wp:comment_id'],
        ['comment 30', 'too-large', 'body must have at most 10000 characters'],
        ['comment 31', 'not-content', 'order_note'],
      ].sort(),
    );
    expect(await run()).toMatchObject({ imported: 0, updated: 0, unchanged: 10 });
    edit('Second one.', 'Another one.');
    edit('Well said.', 'Very well said.');
    expect(await run()).toMatchObject({
      kinds: { post: { updated: 1, unchanged: 2 }, comment: { updated: 1, unchanged: 6 } },
    });

    const api = await startPlatform();
    const posts = await items(api, '/v1/posts');
    expect(posts).toMatchObject([
      { title: '日本語', slug: '日本語_1', author: { handle: 'ada_lovelace' }, commentCount: 1 },
      {
        title: 'Written with blocks. Still the same. One',
        slug: 'notes-2',
        tags: [],
        publishedAt: '2013-01-01T00:00:00.000Z',
        author: {
          handle: expect.stringMatching(/^ada_lovelace_[0-9a-f]{6}$/),
          displayName: 'The other Ada',
        },
      },
      {
        title: 'Notes & more',
        slug: 'notes',
        tags: ['news', 'engines', 'r-d'],
        locale: 'en-GB',
        publishedAt: '2012-02-29T11:00:00.000Z',
        author: { handle: 'ada_lovelace', displayName: 'Ada Lovelace' },
        revision: 2,
      },
    ]);
    const post = await api.get(`/v1/posts/${String(posts[2]!.id)}`);
    expect((post.body as { body: string }).body).toBe(
      'First **paragraph**,\\\nwith a line break.\n\nAnother one.\n\n```\nkept\n\nas it is\n```\n\n' +
        '![An engine](https://blog.test/a.png) Its caption ]]> the end',
    );
  });

  test('what was said there is said here, by whom, when, and below what it answers', async () => {
    await run();
    const api = await startPlatform();
    const [post] = await items(api, '/v1/posts?q=paragraph');
    const comments = await items(api, `/v1/posts/${String(post!.id)}/comments`);
    const by = (createdAt: string) => comments.find((each) => each.createdAt === createdAt)!;
    const [grace, ada, charles, gone, late, orphan] = [
      by('2012-03-01T08:00:00.000Z'),
      by('2012-03-03T08:00:00.000Z'),
      by('2012-03-03T09:00:00.000Z'),
      by('2012-03-04T08:00:00.000Z'),
      by('2012-03-04T09:00:00.000Z'),
      by('2012-03-05T08:00:00.000Z'),
    ];
    expect(comments).toHaveLength(6);
    expect(grace).toMatchObject({ body: 'Well said.', guest: { name: 'Grace' }, replyCount: 1 });
    expect(ada).toMatchObject({
      body: 'Thank you, _Grace_.\n\nTruly.',
      parentId: grace.id,
      author: { handle: 'ada_lovelace', displayName: 'Ada Lovelace' },
    });
    expect(charles).toMatchObject({
      body: 'An answer that is above\\\nin the file',
      parentId: ada.id,
      guest: { name: 'Charles' },
    });
    expect(charles.guest).not.toHaveProperty('url');
    expect(gone).toMatchObject({ status: 'deleted', replyCount: 1 });
    expect(late).toMatchObject({ parentId: gone.id, guest: { name: 'Anonymous' } });
    expect(orphan.guest).toEqual({ name: 'Charles', url: 'https://charles.test/' });
    expect(orphan).not.toHaveProperty('parentId');
    expect(JSON.stringify(comments)).not.toContain('@');
    expect(await items(api, `/v1/posts?order=most-commented`)).toMatchObject([
      { id: post!.id, commentCount: 5 },
      { commentCount: 1 },
      { commentCount: 0 },
    ]);
  });

  test('old addresses lead to new ones, and the comments of an export of Disqus to the posts', async () => {
    const redirects = join(sandbox.folder, 'redirects.csv');
    await run('--redirects', redirects);
    const lines = readFileSync(redirects, 'utf8').split('\r\n');
    expect(lines).toEqual([
      expect.stringMatching(/^https:\/\/blog\.test\/2012\/02\/notes\/,\/posts\/notes,[0-9a-f-]{36}$/),
      expect.stringMatching(/^https:\/\/blog\.test\/\?p=10,\/posts\/notes,[0-9a-f-]{36}$/),
      expect.stringMatching(/^https:\/\/blog\.test\/\?page_id=11,\/posts\/notes-2,/),
      expect.stringMatching(/^https:\/\/blog\.test\/2014\/%e6%97%a5%e6%9c%ac%e8%aa%9e\/,\/posts\/%E6%97%A5/),
      '',
    ]);
    const disqus = join(sandbox.folder, 'disqus.xml');
    const theirs = readFileSync(join(__dirname, 'samples/disqus.xml'), 'utf8');
    writeFileSync(
      disqus,
      theirs.replaceAll('https://blog.test/engines/<', 'https://blog.test/2012/02/notes/<'),
    );
    const args = ['import', 'disqus', disqus, '--url-map', redirects];
    expect((await isomer(args, sandbox.env)).code).toBe(0);
    const api = await startPlatform();
    const { body: said } = await api.get(lines[0]!.split(',')[1]!);
    expect(said).toContain('Notes &amp; more');
    const id = lines[0]!.split(',')[2]!;
    expect((await items(api, `/v1/posts/${id}/comments`)).map(({ body }) => body)).toContain(
      'First, with **weight** and [a link](http://a.test)',
    );
  });

  test('a dry run reads everything and makes nothing', async () => {
    expect(await run('--dry-run')).toMatchObject({ dryRun: true, imported: 10 });
    expect(await run('--author', 'grace')).toMatchObject({ imported: 10, unchanged: 0 });
    const api = await startPlatform();
    const posts = await items(api, '/v1/posts');
    expect(posts.map(({ author }) => (author as Row).handle)).toEqual(['grace', 'grace', 'grace']);
    expect((await api.get('/v1/profiles/ada_lovelace')).status).toBe(404);
    const comments = await items(api, `/v1/posts/${String(posts[2]!.id)}/comments`);
    expect(comments.map(({ guest }) => (guest as Row | undefined)?.name)).toContain('Ada Lovelace');
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

  test('redirects need an import, and a place to be written to', async () => {
    const redirects = join(sandbox.folder, 'nowhere/redirects.csv');
    const args = ['import', 'wordpress', file, '--redirects', redirects];
    expect(await isomer(args, sandbox.env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--redirects \S+ cannot be written \(there is no folder/),
    });
    expect(await isomer([...args, '--dry-run'], sandbox.env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/'--redirects <csv>' cannot be used with option '--dry-run'/),
    });
    expect(existsSync(sandbox.dataDir)).toBe(false);
  });
});
