// @ts-check
/** A Nest application of one context, and a consumer that got its client injected. */
const { requireBuilt } = require('../../../test/setup/built.js');
const { answer } = require('../processes/answer.js');
const { comment, commentSchema } = require('./reply.js');
const { pace } = require('./pace.js');

const framework = requireBuilt('libs/isomer/src/index.js');
const { Id } = requireBuilt('libs/kernel/src/index.js');
const { Module, Injectable } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { z } = require('zod');

const { contract, query, everyone, runAs, ContextModule, IsomerModule, Databases, Settings } = framework;

/** The same fields without patterns: any text passes. */
const plainComment = z.object({
  id: z.string(),
  postId: z.string(),
  authorId: z.string(),
  body: z.string(),
  createdAt: z.string(),
});

const NotesApi = class extends contract('posts', {
  find: query({ input: z.object({ id: Id }), output: commentSchema(), access: everyone }),
  findPlain: query({ input: z.object({ id: z.string() }), output: plainComment, access: everyone }),
}) {};

class FindNote {
  async handle() {
    return comment;
  }
}
Injectable()(FindNote);

class NotesModule {}
ContextModule({ contract: NotesApi, calls: { find: FindNote, findPlain: FindNote } })(NotesModule);

class Consumer {
  /** @param {any} notes */
  constructor(notes) {
    this.notes = notes;
  }
}
Reflect.defineMetadata('design:paramtypes', [NotesApi], Consumer);
Injectable()(Consumer);

/** @param {string} url a database where the context's schema is */
async function consumer(url) {
  class AppModule {}
  const isomer = IsomerModule.forRoot({
    contexts: [NotesModule],
    here: ['posts'],
    settings: new Settings('http://localhost', 'a secret for benchmarks that is long enough'),
    databases: new Databases({ posts: { url } }, 2),
  });
  Module({ imports: [isomer], providers: [Consumer] })(AppModule);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
  return app.get(Consumer).notes;
}

const input = { id: comment.postId };
const notes = consumer(String(process.env.BENCH_DATABASE_URL));
/** As of a request: the call inherits its deadline, so a sample must end before that. */
const surroundings = { operation: 'bench', principal: { kind: 'member', id: comment.authorId } };

answer({
  /** In the surroundings of a call, as nearly every call of a real program is made. */
  surrounded: async ({ ms }) => {
    const client = await notes;
    return runAs(surroundings, () => pace(() => client.find(input), ms));
  },
  plain: async ({ ms }) => {
    const client = await notes;
    return runAs(surroundings, () => pace(() => client.findPlain(input), ms));
  },
  bare: async ({ ms }) => {
    const client = await notes;
    return pace(() => client.find(input), ms);
  },
  bytes: async () => JSON.stringify(await (await notes).find(input)).length,
});
