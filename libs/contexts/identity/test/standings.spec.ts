import { ResourceExhausted, Unavailable } from '@isomer/framework';
import { type BootedContext, bootContext, until } from '@isomer/framework/testing';
import { IdentityHttpModule, IdentityModule } from '@isomer/identity';
import { IdentityApi } from '@isomer/identity/contract';
import { Standings } from '../http/standings';

const password = 'correct horse battery';

describe('a session that has ended', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(IdentityModule, { http: [IdentityHttpModule] });
    await context.client(IdentityApi).register({ handle: 'ada', password });
  });
  afterAll(() => context.close());
  const logIn = async () =>
    (await context.api.post('/v1/sessions', { handle: 'ada', password })).body.accessToken as string;
  const write = (token: string) => context.api.send('PATCH', '/v1/me', '{"bio":"Text"}', { token });

  test('writes no more within two seconds, and reads until its token expires', async () => {
    const token = await logIn();
    expect((await write(token)).status).toBe(200);
    expect((await context.api.send('DELETE', '/v1/sessions/current', undefined, { token })).status).toBe(204);
    const ended = performance.now();
    await until(async () => (await write(token)).status === 401, 'a write being refused');
    // The answer of before is kept for two seconds; the rest is for a slow machine.
    expect(performance.now() - ended).toBeLessThan(20_000);
    expect((await write(token)).headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect((await context.api.get('/v1/me', { token })).status).toBe(200);
  });

  test('is refused at its first write if none came before', async () => {
    const token = await logIn();
    const others = await logIn();
    await context.api.send('DELETE', '/v1/sessions', undefined, { token: others });
    expect((await write(token)).status).toBe(401);
    expect((await write(others)).status).toBe(200);
  });
});

describe('what is asked of identity', () => {
  const member = { kind: 'member', id: 'ada', session: 's', roles: ['moderator'] } as const;
  const standings = (answer: () => Promise<{ lives: boolean; roles: string[] }>) => {
    let asked = 0;
    const standing = () => {
      asked++;
      return answer();
    };
    return { of: new Standings({ standing } as unknown as IdentityApi), asked: () => asked };
  };

  test('is asked once for all writes of a moment, and says the roles that they are made in', async () => {
    const { of, asked } = standings(async () => ({ lives: true, roles: ['admin'] }));
    const all = await Promise.all([1, 2, 3].map(() => of.confirmed(member)));
    expect(all.map(({ roles }) => roles)).toEqual([['admin'], ['admin'], ['admin']]);
    expect(asked()).toBe(1);
    await of.confirmed({ ...member, session: 'another' });
    expect(asked()).toBe(2);
  });

  test.each([new Unavailable('Away'), new ResourceExhausted('Full')])(
    'may have no answer, and then a token stands as it is: %s',
    async (error) => {
      const { of } = standings(() => Promise.reject(error));
      expect(await of.confirmed(member)).toEqual(member);
    },
  );

  test('is not asked for a token of before there were sessions', async () => {
    const { of, asked } = standings(async () => ({ lives: false, roles: [] }));
    const old = { ...member, session: undefined };
    expect(await of.confirmed(old)).toEqual(old);
    expect(asked()).toBe(0);
  });
});
