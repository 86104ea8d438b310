import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext, until } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import { IdentityApi } from '@isomer/identity/contract';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

const password = 'correct horse battery';

const tables = ['refresh_token', 'session', 'failed_log_in'];

describe('what has expired', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(IdentityModule);
    await context.client(IdentityApi).register({ handle: 'ada', password });
  });
  afterAll(() => context.close());
  const sql = (statement: string): Promise<{ family: string }[]> =>
    context.module.get<DataSource>(getDataSourceToken('identity')).query(statement);
  const logIn = () => context.client(IdentityApi).logIn({ handle: 'ada', password });

  test('is deleted by a job, and nothing else', async () => {
    await logIn();
    const wrong = { handle: 'ada', password: 'a wrong horse', address: '192.0.2.1' };
    await expect(context.client(IdentityApi).logIn(wrong)).rejects.toMatchObject({
      code: 'identity.wrong-credentials',
    });
    for (const table of tables) await sql(`UPDATE ${table} SET expires_at = now() - interval '1 second'`);
    const { refreshToken } = await logIn();
    expect(await context.scheduled()).toMatchObject([{ name: 'tick identity.deleteExpiredTokens' }]);
    await context.makeDue();
    const left = () => Promise.all(tables.map(async (table) => (await sql(`SELECT FROM ${table}`)).length));
    await until(async () => (await left()).join() === '1,1,0', 'what has expired being deleted');
    expect(await context.client(IdentityApi).refresh({ refreshToken })).toMatchObject({
      refreshToken: expect.any(String),
    });
  });

  test('is no member’s to delete', async () => {
    const { id } = await context.client(IdentityApi).register({ handle: 'bob', password });
    await expect(
      runAs({ operation: 'test', principal: { kind: 'member', id } }, () =>
        context.client(IdentityApi).deleteExpiredTokens({}),
      ),
    ).rejects.toMatchObject({ meaning: 'PermissionDenied' });
  });
});
