import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Api, until } from '@isomer/framework/testing';
import { apiSaidBy } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

const sample = join(__dirname, 'samples/wordpress.xml');
const size = { posts: 20, comments: 15 };

/** A blog of posts with as many comments, of which each but the first answers the one before. */
function blog(): string {
  const time = (i: number, n: number) =>
    `20${10 + (i % 10)}-0${1 + (i % 9)}-01 ${String(n).padStart(2, '0')}:00:0${i % 10}`;
  const comment = (i: number, n: number) =>
    `<wp:comment><wp:comment_id>${i * 100 + n}</wp:comment_id><wp:comment_author>Guest ${n}</wp:comment_author>` +
    `<wp:comment_date_gmt>${time(i, n)}</wp:comment_date_gmt><wp:comment_content>Comment ${i}.${n}</wp:comment_content>` +
    `<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>${n > 1 ? i * 100 + n - 1 : 0}</wp:comment_parent></wp:comment>`;
  const item = (i: number) =>
    `<item><title>Post ${i}</title><dc:creator>author ${i % 3}</dc:creator><content:encoded>Text ${i}</content:encoded>` +
    `<wp:post_id>${i}</wp:post_id><wp:post_name>slug_${i}</wp:post_name><wp:post_date_gmt>${time(i, 0)}</wp:post_date_gmt>` +
    `${Array.from({ length: size.comments }, (_, n) => comment(i, n + 1)).join('\n')}</item>`;
  return (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="d" xmlns:content="c"><channel>' +
    '<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://many.test</wp:base_blog_url>' +
    `${Array.from({ length: size.posts }, (_, i) => item(i + 1)).join('\n')}</channel></rss>`
  );
}

type Row = Record<string, unknown>;

/** The same once all that was said has been counted, which events do: those in the hands of who was killed wait until that is sure. */
async function countedBy(api: Api): Promise<Row[]> {
  let shown: Row[] = [];
  await until(async () => {
    shown = await shownBy(api);
    return shown.every(({ commentCount, comments }) => commentCount === (comments as unknown[]).length);
  }, 'all comments being counted');
  return shown;
}

/** All that readers are shown, without what differs from one platform to another. */
async function shownBy(api: Api): Promise<Row[]> {
  const { items } = (await api.get('/v1/posts?limit=100&order=oldest')).body as { items: Row[] };
  const shown = await Promise.all(
    items.map(async ({ id, title, slug, publishedAt, commentCount, author }) => {
      const comments = (await api.get(`/v1/posts/${String(id)}/comments?limit=100`)).body as { items: Row[] };
      const said = new Map(comments.items.map((each) => [each.id, each.body]));
      const rows = comments.items.map(({ body, createdAt, parentId, guest }) =>
        JSON.stringify({ body, createdAt, guest, answers: said.get(parentId) }),
      );
      const { handle } = author as { handle: string };
      return { title, slug, publishedAt, commentCount, handle, comments: rows.sort() };
    }),
  );
  return shown.sort((a, b) => (String(a.title) < String(b.title) ? -1 : 1));
}

describe('isomer import wordpress, more than once', () => {
  const sandboxes: Sandbox[] = [];
  const newSandbox = () => {
    const sandbox = new Sandbox();
    sandboxes.push(sandbox);
    return sandbox;
  };
  afterEach(() => Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.clean())));
  const startPlatform = (sandbox: Sandbox) => apiSaidBy(sandbox.start('platform', [], sandbox.env));

  const all = size.posts * (1 + size.comments);
  test.each(['SIGINT', 'SIGKILL'] as const)(
    'ended by %s amid its work and run again it ends as if it had not been',
    async (signal) => {
      const [undisturbed, disturbed] = [newSandbox(), newSandbox()];
      const file = join(disturbed.folder, 'blog.xml');
      writeFileSync(file, blog());
      const args = ['import', 'wordpress', file, '--json'];
      const first = disturbed.start('cli', args, disturbed.env);
      await first.says(/^30%: \d+ of \d+ items/m, 600_000);
      const { code, stdout } = await first.end(signal);
      if (signal === 'SIGINT') {
        expect(code).toBe(130);
        expect(JSON.parse(stdout)).toMatchObject({ items: all, stopped: 'you interrupted it' });
      } else expect(stdout).toBe('');

      const second = JSON.parse((await isomer(args, disturbed.env)).stdout) as Record<string, number>;
      expect(second).toMatchObject({ items: all, updated: 0, skipped: [], left: 0 });
      expect(second.unchanged).toBeGreaterThanOrEqual(0.3 * all - 8);
      expect(second.imported! + second.unchanged!).toBe(all);
      expect((await isomer(['import', 'wordpress', file], undisturbed.env)).code).toBe(0);

      const shown = await countedBy(await startPlatform(disturbed));
      expect(shown).toHaveLength(size.posts);
      expect(shown).toEqual(await countedBy(await startPlatform(undisturbed)));
    },
    1_200_000,
  );

  test('beside a running platform, by the services of a split and beside them it does the same', async () => {
    const [one, many] = [newSandbox(), newSandbox()];
    for (const { folder } of [one, many]) copyFileSync(sample, join(folder, 'blog.xml'));
    const run = async ({ folder }: Sandbox, env: NodeJS.ProcessEnv) => {
      const { stdout, stderr } = await isomer(['import', 'wordpress', join(folder, 'blog.xml')], env);
      return stdout || stderr;
    };
    const imported = /^imported 10, updated 0, unchanged 0, skipped 20 /;
    const unchanged = /^imported 0, updated 0, unchanged 10, skipped 20 /;

    const alone = await startPlatform(one);
    expect(await run(one, one.env)).toMatch(imported);
    const split = many.start('cli', ['split'], many.env);
    const services = await apiSaidBy(split);
    const [, redis] = await split.says(/Redis +(unix:\S+),/);
    const remote = { ...many.env, CONTEXTS: 'none', REDIS_URL: redis };
    expect(await run(many, remote)).toMatch(imported);
    expect(await run(many, remote)).toMatch(unchanged);
    expect(await run(many, many.env)).toMatch(unchanged);
    const isSame = async () => isDeepStrictEqual(await shownBy(services), await shownBy(alone));
    await until(isSame, 'all comments being counted').catch(() => undefined);
    expect(await shownBy(services)).toEqual(await shownBy(alone));
  }, 600_000);
});
