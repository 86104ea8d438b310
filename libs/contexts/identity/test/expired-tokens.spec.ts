import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext, until } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import { IdentityApi } from '@isomer/identity/contract';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

const password = 'correct horse battery';

describe('refresh tokens that have expired', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(IdentityModule);
    await context.client(IdentityApi).register({ handle: 'ada', password });
  });
  afterAll(() => context.close());
  const sql = (statement: string): Promise<{ family: string }[]> =>
    context.module.get<DataSource>(getDataSourceToken('identity')).query(statement);
  const logIn = () => context.client(IdentityApi).logIn({ handle: 'ada', password });

  test('are deleted by a job, and no others', async () => {
    await logIn();
    await sql(`UPDATE refresh_token SET expires_at = now() - interval '1 second'`);
    const { refreshToken } = await logIn();
    expect(await context.scheduled()).toMatchObject([{ name: 'tick identity.deleteExpiredTokens' }]);
    await context.makeDue();
    await until(
      async () => (await sql('SELECT family FROM refresh_token')).length === 1,
      'one being deleted',
    );
    expect(await context.client(IdentityApi).refresh({ refreshToken })).toMatchObject({
      refreshToken: expect.any(String),
    });
  });

  test('are no member’s to delete', async () => {
    const { id } = await context.client(IdentityApi).register({ handle: 'bob', password });
    await expect(
      runAs({ operation: 'test', principal: { kind: 'member', id } }, () =>
        context.client(IdentityApi).deleteExpiredTokens({}),
      ),
    ).rejects.toMatchObject({ meaning: 'PermissionDenied' });
  });
});
