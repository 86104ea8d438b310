// @ts-check
require('reflect-metadata');
const { Controller, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { MessagePattern } = require('@nestjs/microservices');
const { firstValueFrom } = require('rxjs');
const { reply, request } = require('./contender.js');

class CommentsController {
  find() {
    return reply;
  }
}
const method = /** @type {PropertyDescriptor} */ (
  Object.getOwnPropertyDescriptor(CommentsController.prototype, 'find')
);
MessagePattern('comments.find')(CommentsController.prototype, 'find', method);
Controller()(CommentsController);

class CommentsModule {}
Module({ controllers: [CommentsController] })(CommentsModule);

/** Plain Nest on any transport. @param {import('@nestjs/microservices').MicroserviceOptions} options */
exports.serveNest = async function serveNest(options) {
  const app = await NestFactory.createMicroservice(CommentsModule, { ...options, logger: ['error'] });
  await app.listen();
};

/** @param {import('@nestjs/microservices').ClientProxy} client */
exports.callsOf = async function callsOf(client) {
  await client.connect();
  return () => firstValueFrom(client.send('comments.find', request));
};
