import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import { HandleTaken, IdentityApi, RefreshTokenInvalid, WrongCredentials } from '@isomer/identity/contract';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

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
    const tables = ['account', 'refresh_token', 'signing_key', 'idempotency'];
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

  test('of two who register a handle at once, one gets it', async () => {
    const attempts = await Promise.allSettled(
      [1, 2].map(() => identity().register({ handle: 'twice', password })),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = attempts.find((attempt) => attempt.status === 'rejected');
    expect(lost!.reason).toBeInstanceOf(HandleTaken);
    expect(lost!.reason.details).toEqual({ handle: 'twice' });
  });

  test('of two who use a refresh token at once, one gets tokens', async () => {
    await identity().register({ handle: 'racer', password });
    const { refreshToken } = await identity().logIn({ handle: 'racer', password });
    const attempts = await Promise.allSettled([1, 2].map(() => identity().refresh({ refreshToken })));
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(attempts.find((attempt) => attempt.status === 'rejected')!.reason).toBeInstanceOf(
      RefreshTokenInvalid,
    );
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

  test('a batch of profiles costs one statement, whatever its size', async () => {
    const ids = (await rows('SELECT id FROM account')).map(({ id }) => String(id));
    for (const size of [1, ids.length]) {
      expect(await context.statements(() => identity().profiles({ ids: ids.slice(0, size) }))).toHaveLength(
        1,
      );
    }
  });
});
