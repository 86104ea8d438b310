import { newId } from '@isomer/kernel';
import type { Watched } from '../../contract';
import { FollowedThread } from './followed-thread';

const never = () => new AbortController().signal;

/** A thread in memory, with what was asked of it. */
function thread(size: number, hidden: (position: number) => boolean = () => false) {
  const asked: string[] = [];
  const state = { size, asked, fails: false };
  const arrivals = {
    lastPosition: async () => {
      asked.push('last');
      if (state.fails) throw new Error('gone');
      return state.size;
    },
    after: async (position: number, limit: number) => {
      asked.push(`after ${position}`);
      const all = Array.from({ length: state.size }, (_, i) => i + 1);
      return all
        .filter((each) => each > position && !hidden(each))
        .slice(0, limit)
        .map((each) => ({ position: each, comment: { id: newId() } }) as Watched);
    },
  };
  return { state, arrivals };
}

async function read(followed: FollowedThread, from: number, count: number): Promise<number[]> {
  const seen: number[] = [];
  let position = from;
  const signal = never();
  while (seen.length < count && (await followed.more(position, signal))) {
    const { comments, upTo } = await followed.after(position);
    seen.push(...comments.map((each) => each.position));
    position = upTo;
  }
  return seen;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('a thread that is followed', () => {
  test('asks the database for what is new once for all of its readers', async () => {
    const { state, arrivals } = thread(3);
    const followed = new FollowedThread(3, arrivals);
    const readers = Array.from({ length: 50 }, () => read(followed, 3, 2));
    state.size = 5;
    followed.look();
    for (const seen of await Promise.all(readers)) expect(seen).toEqual([4, 5]);
    expect(state.asked).toEqual(['last', 'after 3']);
    followed.end();
  });

  test('finds out by itself what others have added', async () => {
    const { state, arrivals } = thread(0);
    const followed = new FollowedThread(0, arrivals);
    state.size = 1;
    expect(await read(followed, 0, 1)).toEqual([1]);
    followed.end();
  });

  test('shows everything in order to who is far behind, and to who keeps up', async () => {
    const { state, arrivals } = thread(350);
    const followed = new FollowedThread(350, arrivals);
    expect(await read(followed, 0, 350)).toEqual(numbers(1, 350));
    state.size = 700;
    followed.look();
    const readers = [read(followed, 350, 350), read(followed, 0, 700), read(followed, 699, 1)];
    expect(await Promise.all(readers)).toEqual([numbers(351, 700), numbers(1, 700), [700]]);
    followed.end();
  });

  test('does not go in circles where nothing is shown', async () => {
    const { state, arrivals } = thread(10, (position) => position > 3 && position < 12);
    const followed = new FollowedThread(10, arrivals);
    const seen = read(followed, 3, 1);
    state.size = 12;
    followed.look();
    expect(await seen).toEqual([12]);
    expect(state.asked.length).toBeLessThan(5);
    followed.end();
  });

  test('ends for all who wait, and for one who gives up', async () => {
    const { arrivals } = thread(0);
    const followed = new FollowedThread(0, arrivals);
    const abort = new AbortController();
    const [one, other] = [followed.more(0, abort.signal), followed.more(0, never())];
    abort.abort();
    expect(await one).toBe(false);
    followed.end();
    expect(await other).toBe(false);
    expect(followed.isOver).toBe(true);
  });

  test('tells its readers what keeps it from reading', async () => {
    const { state, arrivals } = thread(0);
    const followed = new FollowedThread(0, arrivals);
    const seen = read(followed, 0, 1);
    state.fails = true;
    followed.look();
    await expect(seen).rejects.toThrow('gone');
    expect(followed.isOver).toBe(true);
  });
});
