// @ts-check
/** A contract of one context that another process serves, called through the client that Nest injects. */
const { setTimeout: delay } = require('node:timers/promises');
const { requireBuilt } = require('../../../../test/setup/built.js');
const { commentSchema } = require('../../call/reply.js');
const { reply, request } = require('./contender.js');

const framework = requireBuilt('libs/isomer/src/index.js');
const { RedisStreamsTransport } = requireBuilt('libs/redis-transport/src/index.js');
const { identityOf } = requireBuilt('apps/platform/src/service-keys.js');
const { Id, Text } = requireBuilt('libs/kernel/src/index.js');
const { Injectable, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { z } = require('zod');

const { contract, query, authenticated, runAs, sharedServiceKeys } = framework;
const { ContextModule, IsomerModule, Databases, Settings } = framework;

const CommentsApi = class extends contract('comments', {
  find: query({
    input: z.object({ postId: Id, authorId: Id, body: Text(10_000) }),
    output: commentSchema(),
    access: authenticated,
  }),
}) {};

let handlerMs = 0;

class FindComment {
  async handle() {
    if (handlerMs > 0) await delay(handlerMs);
    return reply;
  }
}
Injectable()(FindComment);

class CommentsModule {}
ContextModule({ contract: CommentsApi, calls: { find: FindComment } })(CommentsModule);

class Consumer {
  /** @param {any} comments */
  constructor(comments) {
    this.comments = comments;
  }
}
Reflect.defineMetadata('design:paramtypes', [CommentsApi], Consumer);
Injectable()(Consumer);

/** @param {import('./contender.js').Place} place @param {string[]} here */
function application({ url, database, prefix, concurrency, maxQueuedEntries }, here) {
  class AppModule {}
  const settings = new Settings('http://localhost', 'a secret for benchmarks that is long enough');
  const keys = sharedServiceKeys(settings, ['comments']);
  const isomer = IsomerModule.forRoot({
    contexts: [CommentsModule],
    here,
    settings,
    keys,
    databases: new Databases(database === undefined ? {} : { comments: { url: database } }, 2),
    transport: new RedisStreamsTransport({
      ...{ url, prefix, concurrency, identity: identityOf(keys) },
      ...(maxQueuedEntries !== undefined && { maxQueuedEntries }),
    }),
  });
  Module({ imports: [isomer], providers: [Consumer] })(AppModule);
  return NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
}

/** Surroundings as an edge makes them for each request. @type {{ operation: string, principal: object }[]} */
const known = [];

/** @param {number} member */
function surroundings(member) {
  const id = `0190a3c4-7b1e-7c3a-9d2e-${String(member).padStart(12, '0')}`;
  return (known[member] ??= { operation: 'bench', principal: { kind: 'member', id } });
}

/** @type {import('./contender.js').Contender} */
module.exports = {
  serve: async (place) => {
    handlerMs = place.handlerMs ?? 0;
    await application(place, ['comments']);
  },
  connect: async (place) => {
    const { comments } = (await application(place, [])).get(Consumer);
    return (member) => runAs(surroundings(member), () => comments.find(request));
  },
};
