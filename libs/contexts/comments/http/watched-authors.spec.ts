import { Unavailable } from '@isomer/framework';
import type { IdentityApi, Profile } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import { WatchedAuthors } from './watched-authors';

const [ada, bob, nobody] = [newId(), newId(), newId()];
const profileOf = (id: string): Profile => ({
  id,
  handle: 'ada',
  displayName: 'Ada',
  joinedAt: '2026-01-01T00:00:00.000Z',
});

describe('authors of what is watched', () => {
  let asked: string[][];
  let answer: (ids: string[]) => Promise<{ profiles: Profile[] }>;
  let authors: WatchedAuthors;
  let now = 0;
  beforeEach(() => {
    asked = [];
    answer = async (ids) => ({ profiles: ids.filter((id) => id !== nobody).map(profileOf) });
    const identity = { profiles: async ({ ids }: { ids: string[] }) => (asked.push(ids), answer(ids)) };
    authors = new WatchedAuthors(identity as unknown as IdentityApi);
    now = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());
  const idsOf = async (...ids: string[]) => (await authors.profiles({ ids })).profiles.map(({ id }) => id);

  test('are asked for once, however many watch', async () => {
    const found = await Promise.all(Array.from({ length: 100 }, () => idsOf(ada, nobody)));
    for (const each of found) expect(each).toEqual([ada]);
    expect(await idsOf(bob, ada)).toEqual([bob, ada]);
    expect(asked).toEqual([[ada, nobody], [bob]]);
  });

  test('are asked for again after a moment, as they may have changed', async () => {
    await idsOf(ada);
    now += 1_999;
    await idsOf(ada);
    expect(asked).toHaveLength(1);
    now += 2;
    await idsOf(ada);
    expect(asked).toHaveLength(2);
  });

  test('that could not be asked for are asked for again', async () => {
    answer = () => Promise.reject(new Unavailable('gone'));
    await expect(Promise.all([idsOf(ada), idsOf(ada)])).rejects.toBeInstanceOf(Unavailable);
    answer = async (ids) => ({ profiles: ids.map(profileOf) });
    expect(await idsOf(ada)).toEqual([ada]);
    expect(asked).toHaveLength(2);
  });

  test('are kept up to a number of them, and who is among too many is answered all the same', async () => {
    await idsOf(ada);
    const many = Array.from({ length: 2_000 }, () => newId());
    expect(await idsOf(ada, ...many)).toHaveLength(2_001);
    await idsOf(ada);
    expect(asked.map(({ length }) => length)).toEqual([1, 2_000, 1]);
  });
});
