import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import { HandleTaken, IdentityApi, WrongCredentials } from '@isomer/identity/contract';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { skeletonOf } from '../domain/handles';
import { HandleSkeletons1770000000004 } from '../migrations/1770000000004-handle-skeletons';

const password = 'correct horse battery';

describe('identity, alone on a database of its own', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(IdentityModule);
  });
  afterAll(() => context.close());
  const identity = () => context.client(IdentityApi);
  const rows = (sql: string): Promise<Record<string, unknown>[]> =>
    context.module.get<DataSource>(getDataSourceToken('identity')).query(sql);
  const asPlatform = <T>(work: () => Promise<T>) =>
    runAs({ operation: 'test', principal: { kind: 'system', name: 'test' } }, work);

  test('what is stored is no password, no refresh token and no private key', async () => {
    await identity().register({ handle: 'stored', password });
    const { refreshToken } = await identity().logIn({ handle: 'stored', password });
    const tables = ['account', 'session', 'refresh_token', 'signing_key', 'idempotency'];
    const dump = JSON.stringify(
      await Promise.all(tables.map((table) => rows(`SELECT t::text FROM ${table} t`))),
    );
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(dump).not.toContain(password);
    expect(dump).not.toContain(refreshToken);
    expect(dump).not.toContain(Buffer.from(refreshToken, 'base64url').toString('hex'));
    const [key] = await rows('SELECT private_key FROM signing_key LIMIT 1');
    // A PKCS #8 document begins with a SEQUENCE and holds the curve's name.
    expect((key!.private_key as Buffer).toString('hex')).not.toContain('06082a8648ce3d030107');
  });

  test.each([
    ['ten who register a handle', Array<string>(10).fill('wanted')],
    ['those who register handles that look alike', ['modern', 'modem', 'm0dern', 'mo_dem']],
  ])('of %s at once, one gets it', async (_, handles) => {
    const attempts = await Promise.allSettled(
      handles.map((handle) => identity().register({ handle, password })),
    );
    const lost = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
    expect(lost).toHaveLength(handles.length - 1);
    for (const reason of lost) expect(reason).toBeInstanceOf(HandleTaken);
  });

  test('a handle that looks like another one is refused by its own name', async () => {
    await identity().register({ handle: 'lil_ada', password });
    await expect(identity().register({ handle: 'li1ada', password })).rejects.toMatchObject({
      name: 'HandleTaken',
      details: { handle: 'li1ada' },
      message: 'The handle li1ada is taken, or looks like one that is.',
    });
  });

  test('accounts of before whose handles look alike go on, and the oldest keeps others away', async () => {
    const source = context.module.get<DataSource>(getDataSourceToken('identity'));
    const runner = source.createQueryRunner();
    await identity().register({ handle: 'corn', password });
    const { id } = await identity().register({ handle: 'vvindow', password });
    await identity().register({ handle: 'vv_0v_r_n1i', password });
    await identity().logIn({ handle: 'corn', password });
    const migration = new HandleSkeletons1770000000004();
    await migration.down(runner);
    await runner.query(`UPDATE account SET handle = 'com' WHERE id = '${id}'`);
    await migration.up(runner);
    await runner.release();
    for (const handle of ['corn', 'com'])
      expect(await identity().logIn({ handle, password })).toMatchObject({ expiresIn: 600 });
    await expect(identity().register({ handle: 'c0m', password })).rejects.toBeInstanceOf(HandleTaken);
    // What the statement of the migration says of all that are here is what the domain says.
    for (const { handle, skeleton } of await rows(
      'SELECT handle, skeleton FROM account WHERE skeleton IS NOT NULL',
    ))
      expect(skeleton).toBe(skeletonOf(String(handle)));
  });

  test('an imported author may look like somebody', async () => {
    await identity().register({ handle: 'grace', password });
    const authors = await asPlatform(() =>
      Promise.all(['grac_e', 'grac_e', 'g_race'].map((handle) => identity().ensureAuthor({ handle }))),
    );
    expect(authors.map(({ handle }) => handle)).toEqual(['grac_e', 'grac_e', 'g_race']);
    expect(authors[0]!.id).toBe(authors[1]!.id);
  });

  test('an imported author is made once and cannot log in', async () => {
    const first = await asPlatform(() => identity().ensureAuthor({ handle: 'imported' }));
    const again = await asPlatform(() => identity().ensureAuthor({ handle: 'imported' }));
    expect(again).toEqual(first);
    for (const attempt of ['', password]) {
      await expect(identity().logIn({ handle: 'imported', password: attempt })).rejects.toBeInstanceOf(
        WrongCredentials,
      );
    }
  });

  test('an imported author may be a member who is there already', async () => {
    const member = await identity().register({ handle: 'member', password, displayName: 'A member' });
    expect(await asPlatform(() => identity().ensureAuthor({ handle: 'member' }))).toEqual(member);
  });

  test('an imported author has the name that came first, and a member the one that they chose', async () => {
    const ensure = (handle: string, displayName?: string) =>
      asPlatform(() => identity().ensureAuthor({ handle, displayName }));
    const nameless = await ensure('named_later');
    expect(nameless.displayName).toBe('named_later');
    expect(await ensure('named_later', 'Ada Lovelace')).toEqual({ ...nameless, displayName: 'Ada Lovelace' });
    expect(await ensure('named_later', 'Somebody')).toMatchObject({ displayName: 'Ada Lovelace' });
    expect(await ensure('named_later')).toMatchObject({ displayName: 'Ada Lovelace' });
    expect(await ensure('named_first', 'Žofie')).toMatchObject({ displayName: 'Žofie' });
    expect(await identity().profile({ handle: 'named_later' })).toMatchObject({ revision: 2 });
    const member = await identity().register({ handle: 'plain_member', password });
    expect(await ensure('plain_member', 'Not asked')).toEqual(member);
    const names = ['One', 'Two', 'Three', 'Four'];
    const raced = await Promise.all(names.map((name) => ensure('raced', name)));
    expect(new Set(raced.map(({ displayName }) => displayName)).size).toBe(1);
  });

  test('a batch of profiles costs one statement, whatever its size', async () => {
    const ids = (await rows('SELECT id FROM account')).map(({ id }) => String(id));
    for (const size of [1, ids.length]) {
      expect(await context.statements(() => identity().profiles({ ids: ids.slice(0, size) }))).toHaveLength(
        1,
      );
    }
  });
});
