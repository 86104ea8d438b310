import { setTimeout as delay } from 'node:timers/promises';
import { UndeliverableEvent, type HandleEvent, type IncomingCall, type Reply } from '../../src';
import { RedisStreamsTransport } from '../../src/transport';
import { writerOf } from './books';
import type { Order } from './fleet';
import { between, randomFrom } from './random';
import { GROUPS, identityOf, type Group } from './services';

// A replica of a fleet, which takes events in every group. It writes down what it runs before it answers, and an event
// when it has handled it. It leaves in peace on SIGTERM.
const { folder, seed, keys, options } = JSON.parse(process.argv[3]!) as Order;
const random = randomFrom(seed);
const ran = writerOf(folder, 'runs');
const handled = writerOf(folder, 'handlings');
const [comments, audit] = GROUPS.map(
  (group) =>
    new RedisStreamsTransport({
      ...options,
      eventGroup: group,
      eventBackoffMs: 20,
      eventAttempts: 3,
      identity: identityOf(group, keys),
      log: () => undefined,
    }),
) as [RedisStreamsTransport, RedisStreamsTransport];

/** Most is short; some lasts, so that there is always something to be killed in the middle of. */
const work = () => delay(random() < 0.1 ? between(random, 50, 400) : between(random, 0, 10));

async function serve({ body }: IncomingCall): Promise<Reply> {
  ran(body);
  await work();
  return { ok: true, body };
}

function handlerOf(group: Group): HandleEvent {
  return async ({ body: id }) => {
    await work();
    if (random() < 0.01) throw new UndeliverableEvent('it is of no use');
    if (random() < 0.05) throw new Error('it failed this time');
    handled({ id, group });
  };
}

process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => void Promise.all([comments.close(), audit.close()]).then(() => process.exit()));
void Promise.all([
  comments.serve('comments', serve, { version: 'fleet', calls: {} }, handlerOf('comments')),
  audit.subscribe('comments', handlerOf('audit')),
]).then(() => process.send!({ ready: [comments.id, audit.id] }));
