import { type Principal, runAs } from '@isomer/framework';
import { type BootedContext, bootContext, callsThatReadMuch } from '@isomer/framework/testing';
import { IdentityModule } from '@isomer/identity';
import { IdentityApi } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import pg from 'pg';

const ada = newId();

/** 20,000 accounts of which one in a hundred is suspended, with two sessions each, one of which is over; Ada has 5,000. */
const fill = [
  `INSERT INTO account (id, handle, display_name, joined_at, suspended_at, suspension_reason)
   SELECT CASE n WHEN 1 THEN '${ada}' ELSE gen_random_uuid() END, 'member_' || n, 'Member', timestamptz '2020-01-01' + n * interval '1 hour',
     CASE WHEN n % 100 = 0 THEN now() END, CASE WHEN n % 100 = 0 THEN 'Spam' END
   FROM generate_series(1, 20000) n`,
  `INSERT INTO session (id, account_id, begun_at, last_used_at, expires_at)
   SELECT gen_random_uuid(), id, joined_at, joined_at, now() + days * interval '1 day' FROM account, unnest(ARRAY[-1, 20]) days
   UNION ALL SELECT gen_random_uuid(), '${ada}', timestamptz '2020-01-01' + n * interval '1 hour', now(), now() + interval '20 days'
   FROM generate_series(1, 5000) n`,
  `INSERT INTO refresh_token (hash, account_id, family, expires_at)
   SELECT sha256(id::text::bytea), account_id, id, expires_at FROM session`,
  `INSERT INTO failed_log_in (network, account, failures, blocked_until, expires_at)
   SELECT '10.0.0.' || n % 200, sha256(n::text::bytea), 1, now(), now() + (n % 2 - 0.5) * interval '1 day'
   FROM generate_series(1, 20000) n`,
  'ANALYZE account, session, refresh_token, failed_log_in',
];

describe('no list of identity reads or sorts all that there is', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(IdentityModule);
    const client = new pg.Client({
      connectionString: context.database.url,
      options: '-c search_path=identity',
    });
    await client.connect();
    for (const statement of fill) await client.query(statement);
    await client.end();
  });
  afterAll(() => context.close());
  const identity = () => context.client(IdentityApi);

  /** A page, and that after it. */
  async function twoPages(list: (cursor?: string) => Promise<{ next?: string }>): Promise<void> {
    const { next } = await list();
    expect(next).toBeDefined();
    await list(next);
  }
  const as = <T>(principal: Principal, work: () => Promise<T>) =>
    runAs({ operation: 'test', principal }, work);
  const platform = <T>(work: () => Promise<T>) => as({ kind: 'system', name: 'test' }, work);

  const asked: Record<string, () => Promise<unknown>> = {
    standing: () => as({ kind: 'member', id: ada }, () => identity().standing({ session: newId() })),
    sessions: () =>
      as({ kind: 'member', id: ada }, () => twoPages((cursor) => identity().sessions({ cursor }))),
    profiles: () => identity().profiles({ ids: [ada, ...Array.from({ length: 99 }, () => newId())] }),
    accounts: () =>
      platform(async () => {
        for (const status of [undefined, 'active', 'suspended'] as const)
          await twoPages((cursor) => identity().accounts({ status, cursor }));
      }),
    publicKeys: () => identity().publicKeys({}),
    deleteExpiredTokens: () => platform(() => identity().deleteExpiredTokens({})),
    ensureAuthor: () => platform(() => identity().ensureAuthor({ handle: 'member_77' })),
  };

  test.each(Object.entries(asked))('%s', async (_, ask) => {
    expect(await context.wasteful(ask)).toEqual([]);
  });

  test('every call that reads much is looked at', () => {
    expect(Object.keys(asked)).toEqual(expect.arrayContaining(callsThatReadMuch(IdentityApi)));
  });
});
