import { inEveryTopology } from '@isomer/framework/testing';
import { administrator } from './administrators';
import { freshHandle, password } from './people';
import { type CommunityClient, clientOf, got, refused } from './typed-client';

inEveryTopology('a client that is made from the document', (topology) => {
  const { api, url } = topology;
  const used = new Set<string>();
  const stranger = clientOf(url, used);
  let ada: CommunityClient;
  let bob: CommunityClient;
  let root: CommunityClient;
  let adaHandle: string;
  let adaId: string;
  let bobId: string;
  let postId: string;
  let slug: string;

  async function signedUp(): Promise<{ id: string; handle: string; client: CommunityClient }> {
    const handle = freshHandle();
    const { id } = await got(
      stranger.POST('/v1/accounts', { body: { handle, password, displayName: 'Somebody' } }),
    );
    const { accessToken, refreshToken } = await got(
      stranger.POST('/v1/sessions', { body: { handle, password } }),
    );
    const next = await got(stranger.POST('/v1/sessions/refresh', { body: { refreshToken } }));
    expect(next.expiresIn).toBeGreaterThan(0);
    expect(next.accessToken).not.toBe(accessToken);
    return { id, handle, client: clientOf(url, used, next.accessToken) };
  }

  beforeAll(async () => {
    ({ client: ada, handle: adaHandle, id: adaId } = await signedUp());
    ({ client: bob, id: bobId } = await signedUp());
    root = clientOf(url, used, (await administrator(topology)).token);
  });

  test('signs up, logs in, and says who somebody is', async () => {
    const mine = await ada.GET('/v1/me');
    expect(mine.data).toMatchObject({ id: adaId, handle: adaHandle, displayName: 'Somebody' });
    const etag = mine.response.headers.get('etag')!;
    const known = await ada.GET('/v1/me', { headers: { 'If-None-Match': etag } });
    expect(known.response.status).toBe(304);
    const header = { 'If-Match': etag };
    const body = { displayName: 'Ada Lovelace', bio: 'I write *notes*.', avatarUrl: null };
    expect(await got(ada.PATCH('/v1/me', { body, params: { header } }))).toMatchObject({
      bio: 'I write *notes*.',
    });
    expect(await refused(ada.PATCH('/v1/me', { body, params: { header } }))).toEqual([412, 'outdated']);
    const profile = await got(
      stranger.GET('/v1/profiles/{handle}', { params: { path: { handle: adaHandle } } }),
    );
    expect(profile.displayName).toBe('Ada Lovelace');
    const { profiles } = await got(
      stranger.GET('/v1/profiles', { params: { query: { ids: `${adaId},${bobId}` } } }),
    );
    expect(profiles.map(({ id }) => id).sort()).toEqual([adaId, bobId].sort());
    const { keys } = await got(stranger.GET('/.well-known/jwks.json'));
    expect(keys[0]!.kty).toBe('EC');
  });

  test('looks after sessions', async () => {
    const { client: eve, handle } = await signedUp();
    const log = () => got(stranger.POST('/v1/sessions', { body: { handle, password } }));
    await log();
    const { items, next } = await got(eve.GET('/v1/sessions', { params: { query: { limit: 1 } } }));
    const rest = await got(eve.GET('/v1/sessions', { params: { query: { limit: 1, cursor: next } } }));
    const other = [...items, ...rest.items].find(({ current }) => !current)!;
    await got(eve.DELETE('/v1/sessions/{id}', { params: { path: { id: other.id } } }));
    await log();
    expect((await got(eve.DELETE('/v1/sessions'))).ended).toBe(1);
    const change = { password, newPassword: `${password} staple` };
    await got(eve.PUT('/v1/me/password', { body: change }));
    expect(await refused(eve.PUT('/v1/me/password', { body: change }))).toEqual([
      403,
      'identity.wrong-password',
    ]);
    const { response } = await eve.DELETE('/v1/sessions/current');
    expect(response.status).toBe(204);
  });

  test('writes, edits, schedules and publishes a post', async () => {
    const key = { 'Idempotency-Key': freshHandle() };
    const body = { title: 'Notes on the engine', body: 'It *weaves*.', tags: ['engines'] };
    const write = () => ada.POST('/v1/posts', { body, params: { header: key } });
    const { data: draft, response } = await write();
    expect([(await write()).data, response.headers.get('location')]).toEqual([
      draft,
      `/v1/posts/${draft!.id}`,
    ]);
    postId = draft!.id;
    const path = { id: postId };
    const edit = ada.PATCH('/v1/posts/{id}', {
      params: { path, header: { 'If-Match': response.headers.get('etag')! } },
      body: { title: 'More notes on the engine' },
    });
    slug = (await got(edit)).slug!;
    const publishAt = '2036-01-02T03:04:05Z';
    const later = await got(ada.POST('/v1/posts/{id}/schedule', { params: { path }, body: { publishAt } }));
    expect(later.publishAt).toBe('2036-01-02T03:04:05.000Z');
    expect(
      (await got(ada.POST('/v1/posts/{id}/unschedule', { params: { path } }))).publishAt,
    ).toBeUndefined();
    expect(
      (await got(ada.GET('/v1/me/posts', { params: { query: { status: 'draft' } } }))).items[0]!.id,
    ).toBe(postId);
    expect(await refused(stranger.GET('/v1/posts/{id}', { params: { path } }))).toEqual([
      404,
      'posts.not-found',
    ]);
    const link = await got(ada.POST('/v1/posts/{id}/preview-links', { params: { path }, body: { days: 1 } }));
    const secret = link.url.split('/').at(-1)!;
    expect((await got(stranger.GET('/v1/previews/{secret}', { params: { path: { secret } } }))).id).toBe(
      postId,
    );
    const previews = await got(ada.GET('/v1/posts/{id}/preview-links', { params: { path } }));
    const previewId = previews.items[0]!.id;
    await got(
      ada.DELETE('/v1/posts/{id}/preview-links/{previewId}', { params: { path: { ...path, previewId } } }),
    );
    expect((await got(ada.POST('/v1/posts/{id}/publish', { params: { path } }))).status).toBe('published');
  });

  test('has revisions, takes posts back and restores them', async () => {
    const path = { id: postId };
    const { items } = await got(ada.GET('/v1/posts/{id}/revisions', { params: { path } }));
    expect(items.map(({ revision }) => revision)).toEqual([2, 1]);
    const first = { params: { path: { ...path, revision: 1 } } };
    const before = await got(ada.GET('/v1/posts/{id}/revisions/{revision}', first));
    expect(before.title).toBe('Notes on the engine');
    expect((await got(ada.POST('/v1/posts/{id}/revisions/{revision}/restore', first))).title).toBe(
      before.title,
    );
    expect((await got(ada.POST('/v1/posts/{id}/unpublish', { params: { path } }))).status).toBe('draft');
    await got(ada.POST('/v1/posts/{id}/publish', { params: { path } }));
    const { response } = await ada.DELETE('/v1/posts/{id}', { params: { path } });
    expect(response.status).toBe(204);
    expect((await got(ada.POST('/v1/posts/{id}/restore', { params: { path } }))).status).toBe('published');
  });

  test('finds posts in lists, by slugs, in feeds and as pages', async () => {
    const { data: post } = await stranger.GET('/v1/posts/{id}', { params: { path: { id: postId } } });
    expect(post!.author?.handle).toBe(adaHandle);
    expect((await got(stranger.GET('/v1/slugs/{slug}', { params: { path: { slug } } }))).id).toBe(postId);
    const query = {
      authorId: adaId,
      tag: 'engines',
      q: 'notes',
      order: 'most-commented',
      limit: 10,
    } as const;
    const { items } = await got(stranger.GET('/v1/posts', { params: { query } }));
    expect(items.map(({ id }) => id)).toEqual([postId]);
    const tags = await got(stranger.GET('/v1/tags', { params: { query: { limit: 100 } } }));
    expect(tags.items.find(({ tag }) => tag === 'engines')!.posts).toBeGreaterThan(0);
    const params = { path: { format: 'atom' }, query: { authorId: adaId } } as const;
    const feed: string = await got(stranger.GET('/feeds/posts.{format}', { params, parseAs: 'text' }));
    expect(feed).toContain(postId);
    const page: string = await got(
      stranger.GET('/posts/{slug}', { params: { path: { slug } }, parseAs: 'text' }),
    );
    expect(page).toContain('<!doctype html>');
    const address = { url: `${url}/posts/${slug}` };
    const card = await got(stranger.GET('/oembed', { params: { query: address } }));
    expect(card.author_name).toBe('Ada Lovelace');
  });

  test('comments, replies, votes and watches', async () => {
    const path = { postId };
    const said = await got(
      bob.POST('/v1/posts/{postId}/comments', { params: { path }, body: { body: 'Well said.' } }),
    );
    const about = { commentId: said.id };
    const reply = await got(
      ada.POST('/v1/comments/{commentId}/replies', { params: { path: about }, body: { body: 'Thanks.' } }),
    );
    expect(reply.parentId).toBe(said.id);
    const edited = await bob.PATCH('/v1/comments/{commentId}', {
      params: { path: about },
      body: { body: 'Well put.' },
    });
    expect(edited.data).toMatchObject({ body: 'Well put.', revision: 2 });
    const read = await got(stranger.GET('/v1/comments/{commentId}', { params: { path: about } }));
    expect([read.author?.id, read.status, read.replyCount]).toEqual([bobId, 'visible', 1]);
    const replies = await got(stranger.GET('/v1/comments/{commentId}/replies', { params: { path: about } }));
    expect(replies.items.map(({ id }) => id)).toEqual([reply.id]);
    const vote = await got(
      ada.PUT('/v1/comments/{commentId}/vote', { params: { path: about }, body: { value: 1 } }),
    );
    expect(vote).toEqual({ up: 1, down: 0, vote: 1 });
    expect((await got(ada.DELETE('/v1/comments/{commentId}/vote', { params: { path: about } }))).up).toBe(0);
    const all = await got(
      stranger.GET('/v1/posts/{postId}/comments', { params: { path, query: { limit: 50 } } }),
    );
    expect(all.items).toHaveLength(2);
    const events = await got(
      stranger.GET('/v1/threads/{threadId}/events', {
        params: { path: { threadId: postId }, query: { after: 0 } },
        parseAs: 'stream',
      }),
    );
    let told = '';
    for await (const chunk of events!.pipeThrough(new TextDecoderStream()))
      if ((told += chunk).includes(reply.id)) break;
    expect(told).toContain('id: 2\n');
    await got(bob.DELETE('/v1/comments/{commentId}', { params: { path: about } }));
  });

  test('comments on pages of other sites', async () => {
    const page = `https://blog.example.com/${freshHandle()}`;
    const { id: threadId } = await got(ada.POST('/v1/threads', { body: { url: page, title: 'On engines' } }));
    const path = { threadId };
    await got(bob.POST('/v1/threads/{threadId}/comments', { params: { path }, body: { body: 'I see.' } }));
    const order = { order: 'best' } as const;
    const { items } = await got(
      stranger.GET('/v1/threads/{threadId}/comments', { params: { path, query: order } }),
    );
    expect(items).toHaveLength(1);
    expect((await got(stranger.GET('/v1/threads', { params: { query: { url: page } } }))).id).toBe(threadId);
    expect((await got(stranger.GET('/v1/threads/{threadId}', { params: { path } }))).commentCount).toBe(1);
    const { urls } = await got(stranger.POST('/v1/threads/counts', { body: { urls: [page] } }));
    expect(urls).toEqual([{ url: page, threadId, count: 1 }]);
    expect((await got(root.PUT('/v1/threads/{threadId}/lock', { params: { path } }))).locked).toBe(true);
    const late = ada.POST('/v1/threads/{threadId}/comments', {
      params: { path },
      body: { body: 'Too late.' },
    });
    expect(await refused(late)).toEqual([409, 'comments.thread-locked']);
    expect((await got(root.DELETE('/v1/threads/{threadId}/lock', { params: { path } }))).locked).toBe(false);
  });

  test('moderates and administers', async () => {
    const params = { path: { postId } };
    const { id: commentId } = await got(
      bob.POST('/v1/posts/{postId}/comments', { params, body: { body: 'Buy this.' } }),
    );
    const path = { commentId };
    const body = { reason: 'Advertises something.' };
    const { id: reportId } = await got(
      ada.POST('/v1/comments/{commentId}/reports', { params: { path }, body }),
    );
    const open = await got(root.GET('/v1/comment-reports', { params: { query: { limit: 100 } } }));
    expect(open.items.every(({ comment }) => comment.id.length > 0)).toBe(true);
    const resolved = await got(
      root.POST('/v1/comment-reports/{reportId}/resolve', {
        params: { path: { reportId } },
        body: { outcome: 'removed' },
      }),
    );
    expect(resolved.outcome).toBe('removed');
    const shown = await got(root.POST('/v1/comments/{commentId}/restore', { params: { path } }));
    expect(shown.status).toBe('visible');

    const account = { path: { id: bobId } };
    const role = await got(
      root.PUT('/v1/accounts/{id}/role', { params: account, body: { role: 'moderator' } }),
    );
    expect(role.role).toBe('moderator');
    await got(root.PUT('/v1/accounts/{id}/role', { params: account, body: { role: 'member' } }));
    const suspension = { reason: 'Spam.', until: '2036-01-02T03:04:05Z' };
    const { status } = await got(
      root.POST('/v1/accounts/{id}/suspension', { params: account, body: suspension }),
    );
    expect(status).toBe('suspended');
    const suspended = await got(root.GET('/v1/accounts', { params: { query: { status: 'suspended' } } }));
    expect(suspended.items.map(({ id }) => id)).toContain(bobId);
    await got(root.DELETE('/v1/accounts/{id}/suspension', { params: account }));
  });

  test('looks after what waits between contexts', async () => {
    expect((await got(root.GET('/v1/admin/events'))).unreachable).toEqual([]);
    const { items } = await got(
      root.GET('/v1/admin/events/dead-letters', { params: { query: { limit: 5 } } }),
    );
    expect(items.map(({ subscriber }) => subscriber)).toEqual([]);
    expect((await got(root.POST('/v1/admin/events/dead-letters/retry'))).count).toBe(0);
    const params = { path: { subscriber: 'posts', publisher: 'comments', seq: '999999999999' } };
    const one = '/v1/admin/events/dead-letters/{subscriber}/{publisher}/{seq}';
    const none = [404, 'events.no-such-dead-letter'];
    expect(await refused(root.GET(one, { params }))).toEqual(none);
    expect(await refused(root.POST(`${one}/retry`, { params }))).toEqual(none);
    expect(await refused(root.POST(`${one}/skip`, { params }))).toEqual(none);
  });

  test('refuses, before anything is sent, what the document does not have', () => {
    const wrong = (): unknown[] => [
      // @ts-expect-error -- a path of nobody
      ada.GET('/v1/nothing'),
      // @ts-expect-error -- a body that lacks a title
      ada.POST('/v1/posts', { body: { body: 'Text' } }),
      // @ts-expect-error -- no id
      ada.GET('/v1/posts/{id}', {}),
      // @ts-expect-error -- an order of nobody
      ada.GET('/v1/posts', { params: { query: { order: 'worst' } } }),
      // @ts-expect-error -- half a vote
      ada.PUT('/v1/comments/{commentId}/vote', { params: { path: { commentId: '' } }, body: { value: 0.5 } }),
      // @ts-expect-error -- what a problem does not have
      ada.GET('/v1/me').then(({ error }) => error?.stack),
    ];
    expect(wrong).toBeDefined();
  });

  test('has used every operation of the document', async () => {
    const { paths } = (await api.get('/openapi.json')).body as { paths: Record<string, object> };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...used].sort()).toEqual(operations.sort());
  });
});
