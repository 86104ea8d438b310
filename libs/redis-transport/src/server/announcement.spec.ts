import { inspector, closeAll, info } from '../../test/harness';
import { startRedis, type TestRedis } from '../../testing/redis-server';
import { settingsFrom } from '../options';
import { parseAddress } from '../redis/address';
import { RedisClock } from '../redis/clock';
import { Connection } from '../redis/connection';
import { endpointsOf } from '../redis/endpoint';
import { ContextKeys } from '../wire/keys';
import { Announcement } from './announcement';

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

test('a heartbeat under way does not come after the withdrawal', async () => {
  const { url } = redis;
  const look = await inspector(url);
  const endpoint = endpointsOf(parseAddress(url), 'test')('any');
  const commands = new Connection({ endpoint, name: 'test', log: () => undefined }).open();
  await commands.ready({ patient: true });
  const keys = new ContextKeys('isomer', 'comments');
  const announcement = new Announcement({
    keys,
    commands,
    clock: new RedisClock(),
    settings: settingsFrom({ url }),
    info,
    onBeat: () => undefined,
  });
  await announcement.beat();
  expect(await look.zCard(keys.alive)).toBe(1);
  redis.pause();
  const beat = announcement.beat();
  await new Promise((resolve) => setImmediate(resolve));
  const stopped = announcement.stop();
  redis.resume();
  await Promise.all([beat, stopped]);
  expect(await look.zCard(keys.alive)).toBe(0);
  await commands.close();
});
