// @ts-check
const { resolve } = require('node:path');
const { openDatabase } = require('../database/open.js');
const { Child } = require('../processes/child.js');
const { freePort } = require('../processes/free-port.js');
const { processorTime } = require('../processes/processor-time.js');
const { openRedis } = require('../processes/redis.js');

const env = { NODE_ENV: 'production' };

/** @typedef {import('./contenders/contender.js').Place} Place */
/** @typedef {import('../measuring/in-flight.js').Flight} Flight */

/** What asks, and what works for it besides the Redis. @typedef {{ client: Child, servers: Child[] }} Pair */

/**
 * What one sample came to. CPU is in microseconds a call, of the process that calls, of those that serve, and of Redis;
 * `cpu` is their sum, without Redis where the system does not tell.
 * @typedef {{ perSecond: number, p50: number, p99: number, client: number, server: number, redis: number, cpu: number }} Measured
 */

/** A Redis, a database for the context that needs one, and processes on them. */
class Stage {
  /** What is to be ended, the last one first. @type {(() => Promise<unknown>)[]} */
  ends = [];
  redisPid = 0;
  /** @type {Place} */
  place = { url: '' };

  async open() {
    const database = await openDatabase();
    this.ends.push(database.close);
    const port = await freePort();
    const redis = await openRedis({ port });
    this.ends.push(redis.stop);
    this.redisPid = redis.pid;
    this.place = { url: `redis://127.0.0.1:${port}`, database: database.url };
  }

  /** A process that serves. @param {string} contender @param {Partial<Place>} [how] */
  async server(contender, how) {
    const child = this.start('server-process.js');
    await child.ask('serve', { contender, place: { ...this.place, ...how } });
    return child;
  }

  /** A process that calls, once there is somebody to call. @param {string} contender @param {Partial<Place>} [how] */
  async client(contender, how) {
    const child = this.start('client-process.js');
    await child.ask('connect', { contender, place: { ...this.place, database: undefined, ...how } });
    return child;
  }

  /** @param {string} contender @param {Partial<Place>} [how] @returns {Promise<Pair>} */
  async pair(contender, how) {
    const server = await this.server(contender, how);
    return { client: await this.client(contender, how), servers: [server] };
  }

  /** @param {string} script as a path, from here unless it is whole @param {string[]} [execArgv] */
  start(script, execArgv) {
    const child = new Child(resolve(__dirname, script), { env, execArgv });
    this.ends.push(() => child.stop());
    return child;
  }

  /** @param {Pair} pair @param {import('./client-process.js').Load} load @returns {Promise<Measured>} */
  measure({ client, servers }, load) {
    return this.around(servers, async () => {
      const flight = await client.ask('load', load);
      return { ...flight, client: flight.cpu };
    });
  }

  /**
   * What `work` came to, with what the servers and Redis used for it.
   * @param {Child[]} servers @param {() => Promise<Flight & { client: number }>} work
   * @returns {Promise<Measured>}
   */
  async around(servers, work) {
    const usage = async () => {
      const used = await Promise.all(servers.map((server) => server.ask('usage')));
      return {
        servers: used.reduce((sum, { cpuMicroseconds }) => sum + cpuMicroseconds, 0),
        redis: processorTime(this.redisPid),
      };
    };
    const before = await usage();
    const { calls, perSecond, p50, p99, client } = await work();
    const after = await usage();
    const server = (after.servers - before.servers) / calls;
    const redis = (after.redis - before.redis) / calls;
    return { perSecond, p50, p99, client, server, redis, cpu: client + server + (redis || 0) };
  }

  async close() {
    for (const end of this.ends.splice(0).reverse()) await end();
  }
}

/**
 * Runs `work` on a stage, and clears it.
 * @template T @param {(stage: Stage) => Promise<T>} work @returns {Promise<T>}
 */
async function onStage(work) {
  const stage = new Stage();
  try {
    await stage.open();
    return await work(stage);
  } finally {
    await stage.close();
  }
}

module.exports = { onStage, Stage };
