// @ts-check
const { DataSource } = require('typeorm');
const { requireBuilt } = require('../../../test/setup/built.js');

const built = (/** @type {string} */ path) => requireBuilt(`libs/isomer/src/${path}.js`);

/**
 * Rows like comments, in a schema that publishes, and a subscriber in the schema of posts that counts nothing: what is
 * measured is what events cost, not what is done with them.
 * @param {string} url of a migrated database
 */
exports.openComments = async function openComments(url) {
  const { z } = require('zod');
  const { event } = built('contract/event');
  const { Outbox } = built('event/outbox');
  const { Lanes } = built('event/lanes');
  const { Receiver } = built('event/receiver');
  const { Relay } = built('event/relay');
  const { Subscribers, on } = built('event/subscription');
  const { deliverOperation } = built('event/delivery');
  const { ServedCall } = built('call/served-call');
  const { localCall } = built('call/local-call');
  const { runAs } = built('call/call-context');
  const { UnitOfWork } = built('persistence/unit-of-work');
  const { dataSourceOptions } = built('persistence/context-database');

  const Posted = event('comments.measured', {
    version: 1,
    schema: z.object({ id: z.string(), postId: z.string() }),
    key: (/** @type {{ postId: string }} */ { postId }) => postId,
  });
  const open = (/** @type {string} */ name) => {
    const options = dataSourceOptions({ name, entities: [], migrations: [] }, { url });
    return new DataSource({ ...options, extra: { ...options.extra, max: 36 } }).initialize();
  };
  const source = await open('comments');
  const target = await open('posts');
  await source.query(
    'CREATE TABLE measured (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)',
  );
  const subscribers = new Subscribers();
  subscribers.add('posts', [on(Posted, class {})]);
  const outbox = new Outbox('comments', [Posted], subscribers);
  const work = new UnitOfWork(source, outbox);
  const handled = { count: 0, tell: (/** @type {string} */ _id) => undefined };
  const handling = new UnitOfWork(target);
  const receiver = new Receiver('posts', handling);
  receiver.handle(Posted.event, {
    handle: async (/** @type {{ id: string }} */ { id }) => {
      await handling.run(async () => undefined);
      handled.count++;
      handled.tell(id);
    },
  });
  const serve = { handle: (/** @type {any} */ delivery) => receiver.receive(delivery) };
  const relay = new Relay({
    publisher: 'comments',
    subscriber: 'posts',
    lanes: new Lanes(source, 'posts'),
    deliver: localCall(new ServedCall(deliverOperation('posts'), serve, undefined)),
  });
  outbox.onCommitted('posts', () => relay.wake());
  let next = 0;
  const body = 'Well said, and worth a second reading. '.repeat(5);
  return {
    source,
    relay,
    handled,
    /** One comment; with its event if it has a post. @param {string} [postId] @param {string} [id] */
    comment: (postId, id = String(next++)) =>
      runAs({ operation: 'bench', deadlineMs: 30_000 }, () =>
        work.run(async () => {
          await work.writer.query('INSERT INTO measured (body) VALUES ($1)', [body]);
          if (postId !== undefined) work.publish(Posted, { id, postId });
        }),
      ),
    clear: () => source.query('TRUNCATE outbox, outbox_lane, measured'),
    close: async () => {
      await relay.stop();
      await source.destroy();
      await target.destroy();
    },
  };
};
