import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import { IdentityApi } from '@isomer/identity/contract';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

const password = 'correct horse battery';

describe('wrong passwords', () => {
  let context: BootedContext;
  let replica: BootedContext;
  beforeAll(async () => {
    context = await bootContext(IdentityModule);
    replica = await bootContext(IdentityModule, { database: context.database });
    for (const handle of ['ada', 'bob', 'passwordless', 'suspended'])
      await context.client(IdentityApi).register({ handle, password });
    await sql(`UPDATE account SET password_hash = NULL WHERE handle = 'passwordless'`);
    await sql(
      `UPDATE account SET suspended_at = now(), suspension_reason = 'Spam' WHERE handle = 'suspended'`,
    );
  });
  afterAll(async () => {
    await replica.close();
    await context.close();
  });
  beforeEach(() => sql('DELETE FROM failed_log_in'));
  const sql = (statement: string): Promise<Record<string, unknown>[]> =>
    context.module.get<DataSource>(getDataSourceToken('identity')).query(statement);

  const logIn = async (address: string | undefined, handle: string, given = password, at = context) => {
    try {
      await at.client(IdentityApi).logIn({ handle, password: given, address });
      return 'in';
    } catch (error) {
      return error as { code: string; message: string; details: { retryAfterMs: number } };
    }
  };
  const wrong = async (times: number, address: string, handle: string) => {
    for (let i = 0; i < times; i++)
      expect(await logIn(address, handle, 'a wrong horse')).toMatchObject({
        code: 'identity.wrong-credentials',
      });
  };
  const exhausted = { code: 'resource-exhausted', details: { retryAfterMs: expect.any(Number) } };
  const isOver = () => sql(`UPDATE failed_log_in SET blocked_until = now()`);

  test('that come at once are tried no more than others', async () => {
    const guesses = Array.from({ length: 20 }, (_, i) => logIn('192.0.2.9', 'ada', `a wrong horse ${i}`));
    const codes = (await Promise.all(guesses)).map((each) => (each as { code: string }).code);
    expect(codes.filter((code) => code === 'identity.wrong-credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'resource-exhausted')).toHaveLength(15);
    expect(await logIn('192.0.2.10', 'ada')).toBe('in');
  });

  test.each(['ada', 'nobody_has_this', 'passwordless', 'suspended', 'No Handle'])(
    'for %s make who guesses wait from the fifth on, in all replicas, each time for twice as long',
    async (handle) => {
      await wrong(5, '192.0.2.1', handle);
      const refused = await logIn('192.0.2.1', handle, password, replica);
      expect(refused).toMatchObject(exhausted);
      const first = (refused as { details: { retryAfterMs: number } }).details.retryAfterMs;
      expect(first).toBeLessThanOrEqual(5_000);
      await isOver();
      await wrong(1, '::ffff:192.0.2.1', handle);
      const second = (await logIn('192.0.2.1', handle)) as { details: { retryAfterMs: number } };
      expect(second.details.retryAfterMs).toBeGreaterThan(5_000);
      expect(second.details.retryAfterMs).toBeLessThanOrEqual(10_000);
    },
  );

  test('never lock the owner out who comes from elsewhere, nor others who come from there', async () => {
    await wrong(5, '192.0.2.1', 'ada');
    expect(await logIn('192.0.2.1', 'ada')).toMatchObject(exhausted);
    expect(await logIn('192.0.2.2', 'ada')).toBe('in');
    expect(await logIn('192.0.2.1', 'bob')).toBe('in');
    expect(await logIn(undefined, 'ada')).toBe('in');
  });

  test('are forgotten when the right one comes', async () => {
    await wrong(4, '192.0.2.1', 'ada');
    expect(await logIn('192.0.2.1', 'ada')).toBe('in');
    await wrong(4, '192.0.2.1', 'ada');
    expect(await logIn('192.0.2.1', 'ada')).toBe('in');
  });

  test('for many handles make their network wait, for a minute at most', async () => {
    await wrong(1, '2001:db8:1:2::1', 'ada');
    await sql(`UPDATE failed_log_in SET failures = 48 WHERE account = ''`);
    await wrong(1, '2001:db8:1:2::2', 'bob');
    expect(await logIn('2001:db8:1:2::3', 'ada')).toBe('in');
    await sql(`UPDATE failed_log_in SET failures = 1000 WHERE account = ''`);
    await wrong(1, '2001:db8:1:2::2', 'bob');
    const refused = (await logIn('2001:db8:1:2::3', 'ada')) as { details: { retryAfterMs: number } };
    expect(refused).toMatchObject(exhausted);
    expect(refused.details.retryAfterMs).toBeGreaterThan(50_000);
    expect(refused.details.retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(await logIn('2001:db8:1:3::1', 'ada')).toBe('in');
  });

  test('are counted one by one when they come at once', async () => {
    const guesses = Array.from({ length: 12 }, () => logIn('192.0.2.1', 'ada', 'a wrong horse'));
    const counted = (await Promise.all(guesses)).filter(
      (answer) => answer !== 'in' && answer.code === 'identity.wrong-credentials',
    ).length;
    expect(await sql(`SELECT failures FROM failed_log_in WHERE account <> ''`)).toEqual([
      { failures: counted },
    ]);
    expect(await logIn('192.0.2.1', 'ada')).toMatchObject(exhausted);
  });

  test('are forgotten after a while, and what is forgotten is deleted', async () => {
    await wrong(5, '192.0.2.1', 'ada');
    await sql(`UPDATE failed_log_in SET blocked_until = now(), expires_at = now() - interval '1 second'`);
    await wrong(1, '192.0.2.1', 'ada');
    expect(await sql('SELECT failures FROM failed_log_in')).toEqual([{ failures: 1 }, { failures: 1 }]);
  });

  test('of a new password count as well', async () => {
    const { id } = await context.client(IdentityApi).profile({ handle: 'bob' });
    const address = '192.0.2.9';
    const change = (given: string) =>
      context.as(id, () =>
        context
          .client(IdentityApi)
          .changePassword({ password: given, newPassword: 'a better horse', address }),
      );
    for (let i = 0; i < 5; i++)
      await expect(change('a wrong horse')).rejects.toMatchObject({ code: 'identity.wrong-password' });
    await expect(change(password)).rejects.toMatchObject({ code: 'resource-exhausted' });
    expect(await logIn(address, 'bob')).toMatchObject(exhausted);
  });

  test('take as long and say the same for an account, for none, and for one that cannot log in', async () => {
    const handles = ['ada', 'nobody_has_this', 'passwordless', 'suspended', 'No Handle'];
    const took: Record<string, number[]> = {};
    const said = new Set<string>();
    for (let i = 0; i < 15; i++)
      for (const handle of handles) {
        const start = performance.now();
        const answer = await logIn(`198.51.100.${i}`, handle, 'a wrong horse');
        (took[handle] ??= []).push(performance.now() - start);
        said.add(JSON.stringify(answer === 'in' ? answer : [answer.code, answer.message, answer.details]));
      }
    expect(said.size).toBe(1);
    const medians = handles.map((handle) => took[handle]!.sort((a, b) => a - b)[7]!);
    // Without the same work it would be a tenth.
    expect(Math.min(...medians)).toBeGreaterThan(Math.max(...medians) / 2);
  });
});
