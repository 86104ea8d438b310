// @ts-check
/** The peer: `Transport.REDIS`, as Nest ships it. */
const { ClientProxyFactory, Transport } = require('@nestjs/microservices');
const { callsOf, serveNest } = require('./nest-service.js');

/** @param {string} url @returns {import('@nestjs/microservices').RedisOptions & { transport: import('@nestjs/microservices').Transport.REDIS }} */
const options = (url) => ({
  transport: Transport.REDIS,
  options: { host: new URL(url).hostname, port: Number(new URL(url).port) },
});

/** @type {import('./contender.js').Contender} */
module.exports = {
  serve: ({ url }) => serveNest(options(url)),
  connect: ({ url }) => callsOf(ClientProxyFactory.create(options(url))),
};
