import { startSentinelGroup, type TestSentinelGroup } from '../testing/sentinel-group';
import { call, closeAll, connected, echo, failure, info, open, SOON_MS, until } from './harness';
import { startLoad } from './load';

let group: TestSentinelGroup;
beforeEach(async () => (group = await startSentinelGroup()));
afterEach(async () => {
  await closeAll();
  await group.stop();
});

test('after the death of the master calls go on with the next one, and each ended as it was told', async () => {
  const lines: string[] = [];
  const client = open({ url: group.url, log: (_, line) => void lines.push(line) });
  const load = startLoad(client);
  const events: string[] = [];
  await open({ url: group.url }).serve('comments', load.serve, info, ({ body }) => {
    events.push(body);
    return Promise.resolve();
  });
  await until(() => load.answered() > 200);
  await group.nodes[0].kill();
  await until(() => load.failed().length > 0);
  const before = load.answered();
  await until(() => load.answered() > before + 200);
  await client.emit({ context: 'comments', name: 'happened', headers: '', body: 'after' });
  await until(() => events.includes('after'));
  expect(await load.stop()).toBe(load.outcomes.size);
  expect(load.untruths()).toEqual([]);
  expect(lines.filter((line) => line.includes(`is back, at 127.0.0.1:${group.ports[1]}`))).not.toEqual([]);
});

test('a master that says nothing any more is left for the next one', async () => {
  await open({ url: group.url }).serve('comments', echo, info);
  const client = await connected(open({ url: group.url }));
  await call(client);
  group.nodes[0].pause();
  await until(() =>
    call(client, { body: 'again', timeoutMs: 500 }).then(
      () => true,
      () => false,
    ),
  );
  group.nodes[0].resume();
  expect((await call(client, { body: 'x' })).body).toBe('x');
});

test('sentinels that know no such master are told from a Redis that is away', async () => {
  const url = group.url.replace('sentinel=main', 'sentinel=other');
  const server = open({ url });
  const error = await failure(server.serve('comments', echo, info));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect(error.message).toContain('the sentinels know no master "other"');
  expect(error.afterMs).toBeLessThan(SOON_MS);
});

test('one sentinel that is left is enough to find the master', async () => {
  await group.sentinels[0]?.kill();
  await group.sentinels[1]?.kill();
  const server = open({ url: group.url });
  await server.serve('comments', echo, info);
  expect((await call(server, { body: 'x' })).body).toBe('x');
  await group.sentinels[2]?.kill();
  const error = await failure(open({ url: group.url }).ping());
  expect(error.message).toMatch(/\(master main\) is unavailable: 127.0.0.1:\d+: connect ECONNREFUSED/);
});
