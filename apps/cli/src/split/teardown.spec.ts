import { Stopped, Teardown } from './teardown';

function setUp() {
  const order: string[] = [];
  const failures: string[] = [];
  const teardown = new Teardown((error) => failures.push(error.message));
  const part = (name: string, stop: () => Promise<void> = async () => undefined) => ({
    stop: async () => {
      order.push(name);
      await stop();
    },
    kill: () => void order.push(`kill ${name}`),
  });
  return { order, failures, teardown, part };
}

test('parts are stopped in the opposite order, each after the one before it has ended', async () => {
  const { order, teardown, part } = setUp();
  let end!: () => void;
  await teardown.add(part('database'));
  await teardown.add(part('edge', () => new Promise((resolve) => (end = resolve))));
  const stopped = teardown.stop();
  await teardown.requested;
  await Promise.resolve();
  expect(order).toEqual(['edge']);
  end();
  await stopped;
  expect(order).toEqual(['edge', 'database']);
});

test('asked twice, everything is stopped once', async () => {
  const { order, teardown, part } = setUp();
  await teardown.add(part('database'));
  await Promise.all([teardown.stop(), teardown.stop()]);
  expect(order).toEqual(['database']);
});

test('what is started after the end was asked for is stopped, and whoever started it goes no further', async () => {
  const { order, teardown, part } = setUp();
  await teardown.stop();
  await expect(teardown.add(part('late'))).rejects.toBeInstanceOf(Stopped);
  expect(order).toEqual(['late']);
});

test('a part that cannot be stopped keeps no other running', async () => {
  const { order, failures, teardown, part } = setUp();
  await teardown.add(part('database'));
  await teardown.add(part('edge', () => Promise.reject(new Error('stuck'))));
  await teardown.stop();
  expect({ order, failures }).toEqual({ order: ['edge', 'database'], failures: ['stuck'] });
});

test('killing reaches all that have not ended', async () => {
  const { order, teardown, part } = setUp();
  await teardown.add(part('database'));
  await teardown.add(part('edge', () => new Promise(() => undefined)));
  void teardown.stop();
  await teardown.requested;
  await Promise.resolve();
  teardown.kill();
  expect(order).toEqual(['edge', 'kill database', 'kill edge']);
});
