import { inEveryTopology, until } from '@isomer/framework/testing';
import { problem, somebody } from './people';

inEveryTopology('a post that is scheduled', ({ api }) => {
  const draft = async (token: string) =>
    (await api.post('/v1/posts', { title: 'Later', body: 'Text' }, { token })).body.id as string;

  test('is published at its time', async () => {
    const { token } = await somebody(api);
    const id = await draft(token);
    const publishAt = new Date(Date.now() + 3_000).toISOString();
    expect(await api.post(`/v1/posts/${id}/schedule`, { publishAt }, { token })).toMatchObject({
      status: 200,
      body: { status: 'draft', publishAt },
    });
    const published = await until(async () => {
      const { status, body } = await api.get(`/v1/posts/${id}`);
      return status === 200 && (body as { publishedAt: string });
    }, 'the post being published');
    expect(Date.now()).toBeGreaterThanOrEqual(new Date(publishAt).getTime());
    expect(published).toMatchObject({ status: 'published', publishedAt: publishAt });
    expect(await api.post(`/v1/posts/${id}/schedule`, { publishAt }, { token })).toMatchObject(
      problem(409, 'posts.published-already'),
    );
  });

  test('stays a draft when that is taken back', async () => {
    const { token } = await somebody(api);
    const id = await draft(token);
    const later = await api.post(
      `/v1/posts/${id}/schedule`,
      { publishAt: '2036-01-01t05:30:00+05:30' },
      { token },
    );
    expect(later.body).toMatchObject({ publishAt: '2036-01-01T00:00:00.000Z' });
    const back = await api.post(`/v1/posts/${id}/unschedule`, undefined, { token });
    expect(back).toMatchObject({ status: 200, body: { status: 'draft' } });
    expect(back.body).not.toHaveProperty('publishAt');
  });

  test.each([
    {},
    { publishAt: 'tomorrow' },
    { publishAt: '2036-02-30T00:00:00Z' },
    { publishAt: '10000-01-01T00:00:00Z' },
    { publishAt: '9999-12-31T23:59:59-01:00' },
    { publishAt: null },
  ])('needs a time: %j is none', async (body) => {
    const { token } = await somebody(api);
    const answer = await api.post(`/v1/posts/${await draft(token)}/schedule`, body, { token });
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
    const detail = expect.stringMatching(/^(is missing|must )/);
    expect(answer.body.violations).toEqual([{ pointer: '/publishAt', detail }]);
  });
});
