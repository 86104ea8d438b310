import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSaidBy, titles } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

interface Report {
  imported: number;
  updated: number;
  unchanged: number;
  skipped: { path: string; reason: string; detail?: string }[];
  left: number;
  stopped?: string;
}

describe('isomer import markdown', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.write({
      'blog/package.json': '{"name":"@ada/blog"}',
      'blog/en/first.md':
        '---\ntitle: First\ndate: 2024-01-31\nslug: the_first\ntags: [Notes]\nauthor: Ada Lovelace\n---\nHello',
      'blog/fr/premier.md': '# Premier\n\nBonjour',
      'blog/broken.md': '---\ntitle: `oops`\n---\nText',
    });
  });
  afterEach(() => sandbox.clean());

  const blog = () => join(sandbox.folder, 'blog');
  const importBlog = async (...options: string[]): Promise<Report> => {
    const { code, stdout, stderr } = await isomer(
      ['import', 'markdown', blog(), '--json', ...options],
      sandbox.env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
    return JSON.parse(stdout) as Report;
  };
  const startPlatform = async () => {
    const platform = sandbox.start('platform', [], sandbox.env);
    return { platform, api: await apiSaidBy(platform) };
  };

  test.each([
    ['nowhere/report.json', /there is no folder \S+nowhere\)/],
    ['blog', /it is a folder/],
    ['blog/broken.md/report.json', /ENOTDIR/],
  ])('a report that cannot be written to %s is refused before anything is done', async (path, why) => {
    const report = join(sandbox.folder, path);
    const { code, stderr } = await isomer(['import', 'markdown', blog(), '--report', report], sandbox.env);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^isomer: --report ${report} cannot be written .*\n$`));
    expect(stderr).toMatch(why);
    expect(existsSync(sandbox.dataDir)).toBe(false);
  });

  test('brings in what can be a post and says why the rest is not; twice imports nothing twice', async () => {
    expect(await importBlog()).toMatchObject({
      imported: 2,
      updated: 0,
      unchanged: 0,
      skipped: [
        {
          path: 'broken.md',
          reason: 'broken-front-matter',
          detail: 'line 2: Plain value cannot start with reserved character `',
        },
      ],
    });
    expect(await importBlog()).toMatchObject({ imported: 0, updated: 0, unchanged: 2 });
    sandbox.write({ 'blog/fr/premier.md': '# Premier\n\nBonjour à tous', 'blog/broken.md': 'Mended' });
    expect(await importBlog()).toMatchObject({ imported: 1, updated: 1, unchanged: 1, skipped: [] });

    const { api } = await startPlatform();
    const { body } = await api.get('/v1/posts?limit=100');
    const posts = (body as { items: Record<string, unknown>[] }).items;
    expect(posts.map(({ title, locale }) => [locale, title].join(' ')).sort()).toEqual([
      'en First',
      'en broken',
      'fr Premier',
    ]);
    expect(posts.find(({ title }) => title === 'First')).toMatchObject({
      publishedAt: '2024-01-31T00:00:00.000Z',
      slug: 'the_first',
      tags: ['notes'],
      author: { handle: 'ada_lovelace', displayName: 'Ada Lovelace' },
    });
    expect(posts.find(({ title }) => title === 'Premier')).toMatchObject({ author: { handle: 'importer' } });
  });

  test('works while the platform runs, and the platform goes on running', async () => {
    const { platform, api } = await startPlatform();
    expect(await importBlog('--author', 'grace')).toMatchObject({ imported: 2 });
    expect(await titles(api)).toEqual(['First', 'Premier']);
    expect((await platform.end()).code).toBe(0);
  });

  test('lets the services of a split do the work', async () => {
    const split = sandbox.start('cli', ['split'], sandbox.env);
    const api = await apiSaidBy(split);
    const [, redis] = await split.says(/Redis +(unix:\S+),/);
    const env = { ...sandbox.env, CONTEXTS: 'none', REDIS_URL: redis };
    const run = () => isomer(['import', 'markdown', blog()], env);
    expect((await run()).stdout).toMatch(/^imported 2, updated 0, unchanged 0, skipped 1 /);
    expect((await run()).stdout).toMatch(/^imported 0, updated 0, unchanged 2, skipped 1 /);
    expect(await titles(api)).toEqual(['First', 'Premier']);
  });

  test('a dry run reads everything and makes nothing', async () => {
    const file = join(sandbox.folder, 'report.json');
    const { stdout } = await isomer(
      ['import', 'markdown', blog(), '--dry-run', '--report', file],
      sandbox.env,
    );
    expect(stdout).toMatch(/^Dry run: would import 2, skipped 1 /);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      dryRun: true,
      imported: 2,
      skipped: [{ path: 'broken.md' }],
    });
    const { api } = await startPlatform();
    expect(await titles(api)).toEqual([]);
  });

  test('interrupted it stops between files, and run again it goes on', async () => {
    const names = Array.from({ length: 2_000 }, (_, i) => `many/${i}.md`);
    sandbox.write(Object.fromEntries(names.map((name) => [name, `# ${name}\n\nText`])));
    const args = ['import', 'markdown', join(sandbox.folder, 'many'), '--json'];
    const first = sandbox.start('cli', args, sandbox.env);
    await first.says(/^10%/m);
    const { code, stdout } = await first.end('SIGINT');
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(130);
    expect(report.stopped).toBe('you interrupted it');
    expect(report.left).toBeGreaterThan(0);
    expect(report.imported + report.left).toBe(names.length);

    const second = JSON.parse((await isomer(args, sandbox.env)).stdout) as Report;
    expect(second).toMatchObject({ imported: report.left, unchanged: report.imported, left: 0 });
  });

  test.each([
    ['a folder that is not there', ['nowhere'], /^isomer: There is no folder .*nowhere\n$/],
    ['a file', ['blog/package.json'], /^isomer: .*package.json is no folder/],
    ['a folder without Markdown', ['empty'], /^isomer: There is no Markdown .* in .*empty/],
    [
      'an author who cannot be',
      ['blog', '--author', 'No One'],
      /^isomer: --author is 'No One' but must have/,
    ],
    [
      'a language that is none',
      ['blog', '--locale', 'English please'],
      /^isomer: --locale is 'English please' but must be/,
    ],
    ['an unknown option', ['blog', '--lokale', 'fr'], /Did you mean --locale\?/],
  ])('%s is said in a line', async (_, [folder, ...options], line) => {
    sandbox.write({ 'empty/read.me': '' });
    const { code, stdout, stderr } = await isomer(
      ['import', 'markdown', join(sandbox.folder, folder!), ...options],
      sandbox.env,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
