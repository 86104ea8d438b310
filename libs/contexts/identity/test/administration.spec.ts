import { type Principal, runAs } from '@isomer/framework';
import { type BootedContext, bootContext, until } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import {
  CannotLogIn,
  IdentityApi,
  LastAdministrator,
  ProfileNotFound,
  RefreshTokenInvalid,
  type Role,
  RoleTooHigh,
  Suspended,
} from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import { decodeJwt } from 'jose';

const password = 'correct horse battery';
const platform: Principal = { kind: 'system', name: 'test' };
const later = () => new Date(Date.now() + 3_600_000).toISOString();

describe('administration', () => {
  let context: BootedContext;
  const ids: Record<string, string> = {};
  beforeEach(async () => {
    context = await bootContext(IdentityModule);
    for (const handle of ['root', 'second', 'mod', 'other_mod', 'ada'])
      ids[handle] = (await identity().register({ handle, password })).id;
    for (const [handle, role] of [
      ['root', 'admin'],
      ['mod', 'moderator'],
      ['other_mod', 'moderator'],
    ] as const)
      await set(platform, handle, role);
  });
  afterEach(() => context.close());
  const identity = () => context.client(IdentityApi);
  const as = <T>(principal: Principal, work: () => Promise<T>) =>
    runAs({ operation: 'test', principal }, work);
  const admin = (handle = 'root'): Principal => ({
    kind: 'member',
    id: ids[handle]!,
    roles: ['moderator', 'admin'],
  });
  const moderator = (): Principal => ({ kind: 'member', id: ids.mod!, roles: ['moderator'] });
  const member = (): Principal => ({ kind: 'member', id: ids.ada!, roles: [] });
  const set = (who: Principal, handle: string, role: Role) =>
    as(who, () => identity().setRole({ id: ids[handle]!, role }));
  const suspend = (who: Principal, handle: string, until?: string) =>
    as(who, () => identity().suspend({ id: ids[handle]!, reason: 'Spam', until }));
  const reinstate = (who: Principal, handle: string) =>
    as(who, () => identity().reinstate({ id: ids[handle]! }));
  const accounts = (who: Principal, query: object = {}) => as(who, () => identity().accounts(query));
  const logIn = (handle: string) => identity().logIn({ handle, password });

  test('roles are an administrator’s to give, and what they allow is in the next token', async () => {
    expect(await set(admin(), 'ada', 'moderator')).toMatchObject({ handle: 'ada', role: 'moderator' });
    expect(decodeJwt((await logIn('ada')).accessToken).roles).toEqual(['moderator']);
    for (const who of [member(), moderator(), { kind: 'anonymous' } as const])
      await expect(set(who, 'ada', 'admin')).rejects.toMatchObject({
        meaning: who.kind === 'member' ? 'PermissionDenied' : 'Unauthenticated',
      });
    await expect(
      as(admin(), () => identity().setRole({ id: newId(), role: 'admin' })),
    ).rejects.toBeInstanceOf(ProfileNotFound);
  });

  test('the last administrator stays one', async () => {
    await expect(set(admin(), 'root', 'member')).rejects.toBeInstanceOf(LastAdministrator);
    await set(admin(), 'second', 'admin');
    expect(await set(admin(), 'root', 'member')).toMatchObject({ role: 'member' });
    await expect(set(admin('second'), 'second', 'moderator')).rejects.toBeInstanceOf(LastAdministrator);
  });

  test('of two who take the role from each other at once, one stays', async () => {
    await set(admin(), 'second', 'admin');
    for (let round = 0; round < 10; round++) {
      const results = await Promise.allSettled([
        set(admin('root'), 'second', 'member'),
        set(admin('second'), 'root', 'member'),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      for (const handle of ['root', 'second']) await set(platform, handle, 'admin');
    }
  });

  test('who cannot log in gets no role', async () => {
    await suspend(moderator(), 'ada');
    await expect(set(admin(), 'ada', 'admin')).rejects.toBeInstanceOf(CannotLogIn);
    ({ id: ids.author } = await as(platform, () => identity().ensureAuthor({ handle: 'author' })));
    await expect(set(platform, 'author', 'admin')).rejects.toBeInstanceOf(CannotLogIn);
    expect(await set(admin(), 'author', 'member')).toMatchObject({ role: 'member' });
  });

  test('a suspension ends all sessions, and says why to who knows the password', async () => {
    const [one, two] = [await logIn('ada'), await logIn('ada')];
    const end = later();
    expect(await suspend(moderator(), 'ada', end)).toMatchObject({
      status: 'suspended',
      suspension: { reason: 'Spam', until: end, by: ids.mod },
    });
    for (const { refreshToken, accessToken } of [one, two]) {
      await expect(identity().refresh({ refreshToken })).rejects.toBeInstanceOf(RefreshTokenInvalid);
      const session = decodeJwt(accessToken).sid as string;
      expect((await as(member(), () => identity().standing({ session }))).lives).toBe(false);
    }
    const refused = await logIn('ada').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Suspended);
    expect(refused).toMatchObject({ details: { reason: 'Spam', until: end } });
    await expect(identity().logIn({ handle: 'ada', password: 'a wrong horse' })).rejects.toMatchObject({
      code: 'identity.wrong-credentials',
    });
    expect(await reinstate(moderator(), 'ada')).toMatchObject({ status: 'active' });
    expect(await logIn('ada')).toMatchObject({ expiresIn: 600 });
  });

  test('one that is over by itself lets its member in', async () => {
    await suspend(moderator(), 'ada', new Date(Date.now() + 300).toISOString());
    expect((await accounts(moderator(), { status: 'suspended' })).items).toHaveLength(1);
    await until(async () => logIn('ada').catch(() => undefined), 'The suspension being over');
    expect((await accounts(moderator(), { status: 'suspended' })).items).toEqual([]);
    await expect(suspend(moderator(), 'ada', '2020-01-01T00:00:00Z')).rejects.toMatchObject({
      meaning: 'InvalidArgument',
      details: { violations: [{ pointer: '/until' }] },
    });
  });

  test('nobody suspends or reinstates an equal or a higher role', async () => {
    await set(admin(), 'second', 'admin');
    for (const [who, handle] of [
      [moderator(), 'mod'],
      [moderator(), 'other_mod'],
      [moderator(), 'root'],
      [admin(), 'second'],
      [admin(), 'root'],
    ] as const) {
      await expect(suspend(who, handle)).rejects.toBeInstanceOf(RoleTooHigh);
      await expect(reinstate(who, handle)).rejects.toBeInstanceOf(RoleTooHigh);
    }
    expect(await suspend(admin(), 'mod')).toMatchObject({ status: 'suspended' });
    await expect(suspend(member(), 'ada')).rejects.toMatchObject({ meaning: 'PermissionDenied' });
    await expect(as(admin(), () => identity().reinstate({ id: newId() }))).rejects.toBeInstanceOf(
      ProfileNotFound,
    );
  });

  test('a session that begins while its member is suspended has ended, or never begins', async () => {
    for (let round = 0; round < 10; round++) {
      const [begun] = await Promise.allSettled([logIn('ada'), suspend(moderator(), 'ada')]);
      if (begun.status === 'fulfilled') {
        const session = decodeJwt(begun.value.accessToken).sid as string;
        expect((await as(member(), () => identity().standing({ session }))).lives).toBe(false);
        await reinstate(moderator(), 'ada');
        expect((await as(member(), () => identity().standing({ session }))).lives).toBe(false);
      } else expect(begun.reason).toBeInstanceOf(Suspended);
      await reinstate(moderator(), 'ada');
    }
  });

  test('moderators list accounts by status, page by page, and nobody else does', async () => {
    await suspend(moderator(), 'ada');
    const first = await accounts(moderator(), { status: 'active', limit: 3 });
    const second = await accounts(moderator(), { status: 'active', limit: 3, cursor: first.next });
    const seen = [...first.items, ...second.items];
    expect(seen.map(({ handle }) => handle)).toEqual(['other_mod', 'mod', 'second', 'root']);
    expect(seen[3]).toMatchObject({ role: 'admin', status: 'active' });
    expect((await accounts(admin(), { status: 'suspended' })).items).toMatchObject([{ handle: 'ada' }]);
    expect((await accounts(admin())).items).toHaveLength(5);
    await expect(accounts(member())).rejects.toMatchObject({ meaning: 'PermissionDenied' });
  });
});
