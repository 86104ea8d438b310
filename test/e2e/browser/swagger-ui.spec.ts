import { inEveryTopology } from '@isomer/framework/testing';
import type { Browser } from 'playwright-core';
import { somebody } from '../every-topology/people';
import { SwaggerPage, launch } from './swagger-page';

/** The first value of a name in JSON as the page shows it. */
const valueOf = (name: string, json: string) => new RegExp(`"${name}":\\s*"([^"]+)"`).exec(json)![1]!;

inEveryTopology('Swagger UI in a browser', ({ api, url, name }) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  /** Swagger UI as `work` uses it, without an error of its own. */
  async function using(what: string, work: (swagger: SwaggerPage) => Promise<void>): Promise<void> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const swagger = new SwaggerPage(page);
    await swagger.open(url);
    await work(swagger);
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${what}-${name}.png`, fullPage: true });
    expect(errors).toEqual([]);
    await page.close();
  }

  // Many operations, each drawn with all its examples: slow where there is no GPU and much else to do.
  test('a new user gets through every operation with the examples as they stand, and the ids and tokens that were answered', () =>
    using('swagger-ui', async (swagger) => {
      expect((await swagger.execute('identity_register')).status).toBe('201');
      const tokens = await swagger.execute('identity_logIn');
      await swagger.authorize(valueOf('accessToken', tokens.body));

      const draft = await swagger.execute('posts_write');
      expect(draft.status).toBe('201');
      const id = valueOf('id', draft.body);
      expect((await swagger.execute('posts_publish', { id })).status).toBe('200');
      const comment = await swagger.execute('comments_post', { postId: id });
      expect(comment.status).toBe('201');
      const commentId = valueOf('id', comment.body);
      expect((await swagger.execute('comments_reply', { commentId })).status).toBe('201');
      const list = await swagger.execute('comments_list', { postId: id });
      expect(list.status).toBe('200');
      expect(list.body).toContain('"handle": "ada"');

      const me = await swagger.execute('identity_me');
      expect(await swagger.execute('identity_profile')).toEqual({ status: '200', body: me.body });
      const ids = valueOf('id', me.body);
      expect((await swagger.execute('identity_profiles', { ids })).body).toContain('"handle": "ada"');
      const old = 'the refreshToken that logging in answered';
      const by = valueOf('refreshToken', tokens.body);
      expect((await swagger.execute('identity_refresh', {}, { old, by })).status).toBe('201');
      expect((await swagger.execute('identity_updateProfile')).status).toBe('200');
      const sessions = await swagger.execute('identity_sessions');
      expect(sessions.status).toBe('200');
      expect((await swagger.execute('identity_endOtherSessions')).body).toContain('"ended": 0');
      expect((await swagger.execute('identity_changePassword')).status).toBe('204');
      // What needs a role says so.
      expect((await swagger.execute('identity_accounts')).status).toBe('403');
      expect((await swagger.execute('identity_logOut')).status).toBe('204');
      // What nobody can run before it was made is not filled in with something that does not exist.
      expect(await swagger.filledIn('posts_read', 'id')).toBe('');
    }));

  test('a member writes, edits what nobody has changed, talks, votes, reports and leaves', () =>
    using('swagger-ui-member', async (swagger) => {
      const [{ token }, bob] = [await somebody(api), await somebody(api)];
      await swagger.authorize(token);

      const id = valueOf('id', (await swagger.execute('posts_write')).body);
      const tag = (await api.get(`/v1/posts/${id}`, { token })).headers.get('etag')!;
      const edited = await swagger.execute('posts_edit', { id, 'If-Match': tag });
      expect(edited.status).toBe('200');
      expect(valueOf('title', edited.body)).toBe('Notes on the engine, and how it weaves');
      expect((await swagger.execute('posts_publish', { id })).status).toBe('200');

      const { body: his } = await api.post(`/v1/posts/${id}/comments`, { body: 'Hm' }, bob);
      const commentId = his.id as string;
      expect((await swagger.execute('comments_comment', { threadId: id })).status).toBe('201');
      expect((await swagger.execute('comments_reply', { commentId })).status).toBe('201');
      expect((await swagger.execute('comments_vote', { commentId })).body).toContain('"up": 1');
      expect((await swagger.execute('comments_report', { commentId })).status).toBe('201');
      const listed = await swagger.execute('comments_inThread', { threadId: id });
      expect(valueOf('id', listed.body)).toBe(commentId);
      expect(listed.body).toContain('"vote": 1');
      expect((await swagger.execute('identity_logOut')).status).toBe('204');
    }));
});
