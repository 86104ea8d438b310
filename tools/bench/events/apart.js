// @ts-check
/** A context that publishes and one that handles, each in a process of its own, over Redis. */
const { requireBuilt } = require('../../../test/setup/built.js');
const { Injectable, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { z } = require('zod');

const framework = requireBuilt('libs/isomer/src/index.js');
const { RedisStreamsTransport } = requireBuilt('libs/redis-transport/src/index.js');
const { identityOf } = requireBuilt('apps/platform/src/service-keys.js');

const { contract, event, on, runAs, sharedServiceKeys, UnitOfWork } = framework;
const { ContextModule, IsomerModule, Databases, Settings } = framework;

const Posted = class extends event('comments.measured', {
  version: 1,
  schema: z.object({ id: z.string(), postId: z.string() }),
  key: (/** @type {{ postId: string }} */ { postId }) => postId,
}) {};
const CommentsApi = class extends contract('comments', {}, { events: [Posted] }) {};
const PostsApi = class extends contract('posts', {}) {};

/** When each was handled, in milliseconds since 1970. @type {Record<string, number>} */
const handled = {};

class Handle {
  /** @param {{ id: string }} posted */
  async handle({ id }) {
    handled[id] = performance.timeOrigin + performance.now();
  }
}
Injectable()(Handle);

class Publisher {
  /** @param {any} work */
  constructor(work) {
    this.work = work;
  }
}
Reflect.defineMetadata('design:paramtypes', [UnitOfWork], Publisher);
Injectable()(Publisher);

class CommentsModule {}
ContextModule({ contract: CommentsApi, calls: {}, providers: [Publisher] })(CommentsModule);
class PostsModule {}
ContextModule({ contract: PostsApi, calls: {}, events: [on(Posted, Handle)] })(PostsModule);

/** @typedef {{ database: string, redis: string }} Place */

/** @param {Place} place @param {'comments' | 'posts'} here */
async function open({ database, redis }, here) {
  const settings = new Settings('http://localhost', 'a secret for benchmarks that is long enough');
  const keys = sharedServiceKeys(settings, ['comments', 'posts']);
  class AppModule {}
  const isomer = IsomerModule.forRoot({
    contexts: [CommentsModule, PostsModule],
    here: [here],
    settings,
    keys,
    databases: new Databases({ [here]: { url: database } }, 16),
    transport: new RedisStreamsTransport({ url: redis, prefix: 'bench', identity: identityOf(keys) }),
  });
  Module({ imports: [isomer] })(AppModule);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
  await app.init();
  return app;
}

module.exports = {
  open,
  handled,
  /** Publishes in the process of comments. @param {Place} place */
  publisher: async (place) => {
    const app = await open(place, 'comments');
    const { work } = app.get(Publisher, { strict: false });
    return {
      /** @param {string} id @param {string} postId */
      publish: (id, postId) =>
        runAs({ operation: 'bench', deadlineMs: 30_000 }, () =>
          work.run(async () => work.publish(Posted, { id, postId })),
        ),
      close: () => app.close(),
    };
  },
};
