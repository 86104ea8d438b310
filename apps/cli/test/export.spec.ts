import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { apiSaidBy } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

const posts = [
  ['1', 'Ends ]]]]><![CDATA[> here, with <b>weight</b> &amp; &lt;tags&gt;', ''],
  ['2', 'עברית, العربية and 👩‍👩‍👧‍👦 <em>emoji</em>', '<parent dsq:id="1"/>'],
  ['3', 'Taken back', '<isDeleted>true</isDeleted><parent dsq:id="2"/>'],
  ['4', 'Two\u2028lines\u0008', '<parent dsq:id="3"/>'],
];
const xml = `<disqus xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="10"><link>https://blog.test/a?b=1&amp;c=2</link><title>A &amp;amp; "B" &lt;3</title><isClosed>true</isClosed></thread>
<thread dsq:id="11"><link>https://blog.test/b</link><title></title></thread>
${posts
  .map(
    ([id, message, rest]) =>
      `<post dsq:id="${id}"><message><![CDATA[<p>${message}</p>]]></message><createdAt>2012-03-01T08:00:0${id}Z</createdAt><author><email>a@b.test</email><name>${id === '2' ? '' : 'Grace &amp; &lt;Co>'}</name></author><thread dsq:id="10"/>${rest}</post>`,
  )
  .join('\n')}
<post dsq:id="5"><message><![CDATA[<p>Elsewhere</p>]]></message><createdAt>2012-03-02T08:00:00Z</createdAt><author><name>Ada</name></author><thread dsq:id="11"/></post>
</disqus>`;

const lines = (text: string) => text.trim().split('\n').sort();
const blocks = (text: string) => text.split(/(?=<thread dsq:id="[^"]+">|<post )|<\/disqus>/).sort();

describe('isomer export comments', () => {
  const [from, to, other] = [new Sandbox(), new Sandbox(), new Sandbox()];
  let [json, disqus] = ['', ''];
  const run = async (env: NodeJS.ProcessEnv, ...args: string[]) => {
    const { code, stdout, stderr } = await isomer(args, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
    return stdout;
  };
  beforeAll(async () => {
    from.write({ 'in.xml': xml });
    await run(from.env, 'import', 'disqus', join(from.folder, 'in.xml'));
    json = await run(from.env, 'export', 'comments');
    const file = join(from.folder, 'out.xml');
    const said = await run(from.env, 'export', 'comments', '--format', 'disqus', '--file', file);
    expect(said).toBe(`5 comments are in ${file}.\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    disqus = readFileSync(file, 'utf8');
    from.write({ 'out.json': json });
  }, 600_000);
  afterAll(async () => void (await Promise.all([from, to, other].map((sandbox) => sandbox.clean()))));

  test('as JSON it is all that is kept', () => {
    const all = json
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(all.at(0)).toEqual({ isomer: 'comments', version: 1 });
    expect(all.at(-1)).toEqual({ comments: 5 });
    expect(all).toContainEqual({
      source: 'disqus:2',
      thread: { url: 'https://blog.test/a?b=1&c=2', title: 'A & "B" <3' },
      parentSource: 'disqus:1',
      author: { name: 'Anonymous', emailHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      body: 'עברית, العربية and 👩‍👩‍👧‍👦 _emoji_',
      createdAt: '2012-03-01T08:00:02.000Z',
      status: 'visible',
      threadLocked: true,
    });
    const deleted = all.find(({ source }) => source === 'disqus:3');
    expect(deleted).toMatchObject({ status: 'deleted', parentSource: 'disqus:2' });
    expect(deleted).not.toHaveProperty('body');
  });

  test('imported where nothing is, in running services, it is the same when it is exported there', async () => {
    const split = to.start('cli', ['split'], to.env);
    await apiSaidBy(split);
    const [, redis] = await split.says(/Redis +(unix:\S+),/);
    const env = { ...to.env, CONTEXTS: 'none', REDIS_URL: redis };
    const file = join(from.folder, 'out.json');
    const bring = () => run(env, 'import', 'comments', file);
    expect(await bring()).toMatch(/^imported 5, updated 0, unchanged 0, skipped 0 of 5/);
    expect(await bring()).toMatch(/^imported 0, updated 0, unchanged 5, skipped 0 of 5/);
    expect(lines(await run(env, 'export', 'comments'))).toEqual(lines(json));
    const one = await run(env, 'export', 'comments', '--thread', 'http://blog.test/b/');
    expect(one.trim().split('\n')).toHaveLength(3);
    const none = await isomer(['export', 'comments', '--thread', 'https://blog.test/none'], env);
    expect(none).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/nobody has commented on that page\n$/),
    });
  }, 600_000);

  test('as Disqus exports it, it is the same when it was imported elsewhere and is exported there', async () => {
    const file = join(from.folder, 'out.xml');
    const said = await run(other.env, 'import', 'disqus', file);
    expect(said).toMatch(/^imported 5, updated 0, unchanged 0, skipped 0 of 5/);
    const there = await run(other.env, 'export', 'comments', '--format', 'disqus');
    expect(blocks(there)).toEqual(blocks(disqus));
  }, 600_000);

  test('a file that is there stays, and one that was cut is refused before anything is changed', async () => {
    const file = join(from.folder, 'out.json');
    const refused = await isomer(['export', 'comments', '--file', file], from.env);
    expect(refused).toMatchObject({
      code: 1,
      stderr: `isomer: ${file} is there already; add --force to replace it\n`,
    });
    const fresh = new Sandbox();
    for (const [cut, why] of [
      [
        json.slice(0, -20),
        /is broken at byte \d+: (it ends before its last line|there is no comment in JSON)/,
      ],
      [json.replace(/^\{"source":"disqus:5".*\n/m, ''), /it has 4 of 5 comments/],
      ['{}\n', /it is no export of comments/],
    ] as const) {
      fresh.write({ 'cut.json': cut });
      const { code, stderr } = await isomer(
        ['import', 'comments', join(fresh.folder, 'cut.json')],
        fresh.env,
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(why);
    }
    expect(existsSync(fresh.dataDir)).toBe(false);
    await fresh.clean();
  }, 600_000);
});
