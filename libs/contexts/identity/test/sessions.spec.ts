import { type Principal, runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import { IdentityApi, RefreshTokenInvalid, SessionNotFound, WrongPassword } from '@isomer/identity/contract';
import { getDataSourceToken } from '@nestjs/typeorm';
import { decodeJwt } from 'jose';
import type { DataSource } from 'typeorm';

const password = 'correct horse battery';

describe('sessions', () => {
  let context: BootedContext;
  let account: string;
  let handle: string;
  let count = 0;
  beforeAll(async () => {
    context = await bootContext(IdentityModule);
  });
  afterAll(() => context.close());
  beforeEach(async () => {
    handle = `ada_${'x'.repeat(++count)}`;
    ({ id: account } = await identity().register({ handle, password }));
  });
  const identity = () => context.client(IdentityApi);
  const sql = (statement: string): Promise<Record<string, unknown>[]> =>
    context.module.get<DataSource>(getDataSourceToken('identity')).query(statement);
  const logIn = async (userAgent?: string) => {
    const tokens = await identity().logIn({ handle, password, userAgent });
    return { ...tokens, session: decodeJwt(tokens.accessToken).sid as string };
  };
  const from = <T>(session: string, work: () => Promise<T>, id = account) => {
    const principal: Principal = { kind: 'member', id, session };
    return runAs({ operation: 'test', principal }, work);
  };
  const standing = (session: string) => from(session, () => identity().standing({ session }));
  const refresh = (refreshToken: string) => identity().refresh({ refreshToken });

  test('an access token names the session and the roles of its owner', async () => {
    const { accessToken, session } = await logIn();
    expect(decodeJwt(accessToken)).toMatchObject({ sub: account, sid: session, roles: [] });
    await sql(`UPDATE account SET role = 'admin' WHERE id = '${account}'`);
    expect(decodeJwt((await logIn()).accessToken).roles).toEqual(['moderator', 'admin']);
    expect(await standing(session)).toEqual({ lives: true, roles: ['moderator', 'admin'] });
  });

  test('twenty who refresh at once get one refresh token and go on with one session', async () => {
    const { refreshToken, session } = await logIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    const [next, ...others] = new Set(answers.map((answer) => answer.refreshToken));
    expect(others).toEqual([]);
    expect(next).not.toBe(refreshToken);
    for (const { accessToken } of answers)
      expect(decodeJwt(accessToken)).toMatchObject({ sub: account, sid: session });
    expect(await sql(`SELECT 1 FROM refresh_token WHERE family = '${session}'`)).toHaveLength(2);
    expect((await refresh(next!)).refreshToken).not.toBe(next);
  });

  test('a token that is shown after its grace ends its session and no other', async () => {
    const [stolen, other] = [await logIn(), await logIn()];
    const { refreshToken } = await refresh(stolen.refreshToken);
    await sql(`UPDATE refresh_token SET used_at = used_at - interval '10 seconds'`);
    await expect(refresh(stolen.refreshToken)).rejects.toBeInstanceOf(RefreshTokenInvalid);
    await expect(refresh(refreshToken)).rejects.toBeInstanceOf(RefreshTokenInvalid);
    expect(await standing(stolen.session)).toEqual({ lives: false, roles: [] });
    expect((await standing(other.session)).lives).toBe(true);
    expect(await refresh(other.refreshToken)).toMatchObject({ expiresIn: 600 });
  });

  test('one that a process of before has begun or refreshed goes on', async () => {
    const { refreshToken, session } = await logIn();
    await sql(`DELETE FROM session WHERE id = '${session}'`);
    await refresh(refreshToken);
    expect((await standing(session)).lives).toBe(true);
  });

  test('are listed newest first, page by page, with what their clients call themselves', async () => {
    const [one, two, three] = [await logIn('Firefox'), await logIn(), await logIn('curl')];
    const list = (query: object) => from(two.session, () => identity().sessions(query));
    const first = await list({ limit: 2 });
    const { items } = await list({ limit: 2, cursor: first.next });
    expect([...first.items, ...items]).toMatchObject([
      { id: three.session, userAgent: 'curl', current: false },
      { id: two.session, current: true },
      { id: one.session, userAgent: 'Firefox', current: false },
    ]);
    await expect(list({ cursor: 'abc' })).rejects.toMatchObject({ meaning: 'InvalidArgument' });
  });

  test('end with their refresh tokens, by their owner alone', async () => {
    const [one, two] = [await logIn(), await logIn()];
    const { id: other } = await identity().register({ handle: `bob${handle}`, password });
    const end = () => identity().endSession({ id: one.session });
    await expect(from(two.session, end, other)).rejects.toBeInstanceOf(SessionNotFound);
    await from(two.session, end);
    await expect(from(two.session, end)).rejects.toBeInstanceOf(SessionNotFound);
    await expect(refresh(one.refreshToken)).rejects.toBeInstanceOf(RefreshTokenInvalid);
    expect((await standing(one.session)).lives).toBe(false);
    await from(two.session, () => identity().logOut({}));
    await expect(refresh(two.refreshToken)).rejects.toBeInstanceOf(RefreshTokenInvalid);
    await expect(from(two.session, () => identity().logOut({}))).rejects.toBeInstanceOf(SessionNotFound);
  });

  test('all others end at once, and the one that asks stays', async () => {
    const [one, two, three] = [await logIn(), await logIn(), await logIn()];
    expect(await from(two.session, () => identity().endOtherSessions({}))).toEqual({ ended: 2 });
    for (const { refreshToken } of [one, three])
      await expect(refresh(refreshToken)).rejects.toBeInstanceOf(RefreshTokenInvalid);
    expect(await refresh(two.refreshToken)).toMatchObject({ expiresIn: 600 });
  });

  test('one that ends while it is refreshed has ended', async () => {
    for (let i = 0; i < 10; i++) {
      const { refreshToken, session } = await logIn();
      const [next] = await Promise.allSettled([
        refresh(refreshToken),
        from(session, () => identity().logOut({})),
      ]);
      if (next.status === 'fulfilled')
        await expect(refresh(next.value.refreshToken)).rejects.toBeInstanceOf(RefreshTokenInvalid);
      expect(await sql(`SELECT 1 FROM session WHERE id = '${session}'`)).toEqual([]);
      expect(await sql(`SELECT 1 FROM refresh_token WHERE family = '${session}'`)).toEqual([]);
    }
  });

  test('a new password needs the old one, and ends all other sessions', async () => {
    const [one, two] = [await logIn(), await logIn()];
    const change = (old: string, newPassword: string) =>
      from(two.session, () => identity().changePassword({ password: old, newPassword }));
    await expect(change('a wrong horse', 'a better horse')).rejects.toBeInstanceOf(WrongPassword);
    expect((await standing(one.session)).lives).toBe(true);
    await change(password, 'a better horse');
    expect((await standing(one.session)).lives).toBe(false);
    expect(await refresh(two.refreshToken)).toMatchObject({ expiresIn: 600 });
    await expect(logIn()).rejects.toMatchObject({ code: 'identity.wrong-credentials' });
    expect(await identity().logIn({ handle, password: 'a better horse' })).toMatchObject({ expiresIn: 600 });
  });

  test('of two who change a password at once, one does', async () => {
    const { session } = await logIn();
    const changes = await Promise.allSettled(
      ['the first horse', 'the second horse'].map((newPassword) =>
        from(session, () => identity().changePassword({ password, newPassword })),
      ),
    );
    expect(changes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('are somebody’s own: nobody learns how those of others stand', async () => {
    const { session } = await logIn();
    const { id } = await identity().register({ handle: `bob${handle}`, password });
    expect((await from(session, () => identity().standing({ session }), id)).lives).toBe(false);
  });
});
