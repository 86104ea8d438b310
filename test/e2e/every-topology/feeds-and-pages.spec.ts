import { inEveryTopology } from '@isomer/framework/testing';
import { SaxesParser } from 'saxes';
import { type Person, freshHandle, problem, somebody } from './people';

inEveryTopology('feeds and pages of posts', ({ api, url }) => {
  let ada: Person;
  const mark = freshHandle();
  let slug: string;
  let id: string;
  const write = async (title: string) =>
    (await api.post('/v1/posts', { title, body: `Of *${mark}*`, tags: [mark] }, { token: ada.token })).body;
  beforeAll(async () => {
    ada = await somebody(api);
    ({ id, slug } = await write(`${mark} ]]> <script>alert(1)</script> & 漢`));
    await api.post(`/v1/posts/${id}/publish`, undefined, { token: ada.token });
    await write(`${mark} draft`);
  });

  test.each(['rss', 'atom'])('a feed as %s is well-formed and has no draft', async (format) => {
    for (const query of [`tag=${mark}`, `authorId=${ada.id}`, `tag=${mark}&authorId=${ada.id}`, '']) {
      const answer = await api.get(`/feeds/posts.${format}?${query}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        `application/${format}+xml; charset=utf-8`,
      ]);
      new SaxesParser({ xmlns: true }).write(answer.body).close();
      expect(answer.body).toContain(`${url}/posts/${encodeURIComponent(slug)}`);
      expect(answer.body).not.toContain(`${mark} draft`);
    }
  });

  test('a feed as JSON has the post with its HTML', async () => {
    const { status, headers, body } = await api.get(`/feeds/posts.json?tag=${mark}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/feed+json; charset=utf-8']);
    expect(body.items).toEqual([
      expect.objectContaining({ title: `${mark} ]]> <script>alert(1)</script> & 漢` }),
    ]);
    expect(body.items[0].content_html).toContain(mark);
  });

  test.each(['rss', 'atom', 'json'])(
    'a feed as %s that has not changed is not sent again',
    async (format) => {
      const path = `/feeds/posts.${format}?tag=${mark}`;
      const read = (known: string) => api.get(path, { headers: { 'if-none-match': known } });
      const tag = (await api.get(path)).headers.get('etag')!;
      const others = Array.from({ length: 200 }, (_, i) => `"${i}"`).join(', ');
      for (const known of [tag, `W/${tag}`, '*', `"other", ${tag}`, `${others},W/${tag}`])
        expect(await read(known)).toMatchObject({ status: 304, body: '' });
      for (const known of [
        '"other"',
        'W/"other"',
        tag.slice(1, -1),
        tag.slice(0, -2),
        '"',
        ',,,',
        'W/',
        others,
      ])
        expect((await read(known)).status).toBe(200);
    },
  );

  test.each(['/feeds/posts.doc', '/feeds/posts.rss?tag=!', '/feeds/posts.rss?authorId=ada', '/oembed'])(
    '%s is refused',
    async (path) => {
      expect(await api.get(path)).toMatchObject(problem(400, 'invalid-argument'));
    },
  );

  test('a page shows a post, runs nothing, and names its address', async () => {
    const { status, headers, body } = await api.get(`/posts/${encodeURIComponent(slug)}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; img-src https:; style-src 'unsafe-inline'");
    expect(body).not.toContain('<script');
    expect(body).toContain(`<link rel="canonical" href="${url}/posts/${encodeURIComponent(slug)}">`);
    expect(body).toContain('property="og:title"');
  });

  test('a page and what a link shows are of published posts alone', async () => {
    const draft = await write(`${mark} hidden`);
    const pages = [`/posts/${draft.slug}`, `/posts/no-${mark}`];
    const links = [
      `${url}/posts/${draft.slug}`,
      `${url}/posts/no-${mark}`,
      'https://example.org/posts/x',
      'x',
    ];
    for (const path of [...pages, ...links.map((link) => `/oembed?url=${encodeURIComponent(link)}`)])
      for (const token of [undefined, ada.token])
        expect(await api.get(path, { token })).toMatchObject(problem(404, 'posts.not-found'));
  });

  test('a link to a post shows its title and author, where the page says', async () => {
    const page = await api.get(`/posts/${encodeURIComponent(slug)}`);
    const [, link] = /type="application\/json\+oembed" href="([^"]+)"/.exec(page.body)!;
    const path = link!.replaceAll('&amp;', '&').replace(url, '');
    expect(await api.get(`${path}&maxwidth=400&format=json`)).toMatchObject({
      status: 200,
      body: {
        version: '1.0',
        type: 'link',
        title: `${mark} ]]> <script>alert(1)</script> & 漢`,
        author_name: expect.any(String),
        provider_url: `${url}/`,
      },
    });
  });
});
