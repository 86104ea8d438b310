// @ts-check
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const pg = require('pg');
const { requireBuilt } = require('../../../test/setup/built.js');
const { ContractClient } = require('./contract-client.js');

/** @typedef {import('./layouts.js').Layout} Layout */

/** A build at work in a topology, over data and a Redis of its own, which faults can break. */
class Deployment {
  /** Those that are open, for who must leave in a hurry. @type {Set<Deployment>} */
  static open = new Set();

  /** @type {import('../../../libs/isomer/testing/topology').Topology | undefined} */ #topology;
  /** @type {ContractClient | undefined} */ #client;
  /** @type {(() => unknown)[]} */ #closing = [];

  /** @param {{ dist: string, layout: Layout }} what @returns {Promise<Deployment>} */
  static async start({ dist, layout }) {
    /** @type {(() => unknown)[]} */
    const closing = [];
    try {
      const deployment = new Deployment(dist, layout, await ground(closing));
      // What was opened last is closed first.
      closing.push(() => deployment.stop());
      deployment.#closing = closing;
      Deployment.open.add(deployment);
      closing.unshift(() => Deployment.open.delete(deployment));
      await deployment.arrange(layout);
      return deployment;
    } catch (error) {
      await closeAll(closing);
      throw error;
    }
  }

  /** @param {string} dist @param {Layout} layout @param {Ground} ground */
  constructor(dist, layout, { url, databaseUrl, database, redis, folder }) {
    this.dist = dist;
    this.layout = layout;
    this.url = url;
    this.databaseUrl = databaseUrl;
    this.database = database;
    this.redis = redis;
    this.record = join(folder, 'served');
  }

  get topology() {
    if (!this.#topology) throw new Error('Nothing was started');
    return this.#topology;
  }

  get client() {
    if (!this.#client) throw new Error('Nothing was started');
    return this.#client;
  }

  /** A connection of one's own to all of its data. */
  connect() {
    return connect(this.databaseUrl);
  }

  /** Starts it in a placement, over the data that there are; ends the one of before, in order. @param {Layout} layout */
  async arrange(layout) {
    await this.stop();
    this.layout = layout;
    const { name, processes } = layout;
    const edge = processes.find((each) => each.edge);
    if (!edge) throw new Error(`${name} has no edge`);
    const env = this.#environment(edge.contexts !== 'all');
    const main = join(__dirname, 'platform-process.js');
    const { bootTopology } = requireBuilt('libs/isomer/testing/topology.js');
    this.#topology = await bootTopology({ name, main, processes, url: this.url, env });
    // Placed as the edge is, so that what is called here by the one is called here by the other.
    const placed = { PATH: process.env.PATH, CONTEXTS: edge.contexts, PUBLIC_URL: this.url };
    this.#client = new ContractClient({ ...placed, ...env });
    await this.#client.ready;
  }

  /** What all its processes have served, as they wrote it down. */
  served() {
    const lines = readFileSync(this.record, 'utf8').split('\n');
    return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line));
  }

  /** What its processes that run now have written, for whoever must find out why. */
  output() {
    return this.topology.processes.map(({ contexts, output }) => `--- ${contexts}\n${output()}`).join('\n');
  }

  /** Ends its processes, and keeps its data. */
  async stop() {
    await this.#client?.close();
    await this.#topology?.close();
  }

  close() {
    return closeAll(this.#closing);
  }

  static async closeAll() {
    await Promise.allSettled([...Deployment.open].map((deployment) => deployment.close()));
  }

  /** @param {boolean} overRedis @returns {NodeJS.ProcessEnv} */
  #environment(overRedis) {
    return {
      CERTIFIED_DIST: this.dist,
      CERTIFIED_RECORD: this.record,
      DATABASE_URL: this.databaseUrl,
      DATABASE_CONNECTIONS: '5',
      SECRET_KEY: 'a secret for certificates that is long enough',
      RATE_LIMIT: '0',
      ...(overRedis ? { REDIS_URL: this.redis.url } : {}),
    };
  }
}

/**
 * What a deployment stands on, with what removes it again. The folder is for what its processes write down.
 * @typedef {{ url: string, databaseUrl: string, database: pg.Client, redis: import('../../../libs/redis-transport/testing/redis-server').TestRedis, folder: string }} Ground
 * @param {(() => unknown)[]} closing @returns {Promise<Ground>}
 */
async function ground(closing) {
  const { emptyDatabase } = requireBuilt('libs/isomer/testing/database.js');
  const { freePort } = requireBuilt('libs/isomer/testing/topology.js');
  const { startRedis } = requireBuilt('libs/redis-transport/testing/redis-server.js');
  const data = await emptyDatabase('certify');
  closing.push(() => data.drop());
  const redis = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
  closing.push(() => redis.stop());
  const folder = mkdtempSync(join(tmpdir(), 'certify-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const database = await connect(data.url);
  closing.push(() => database.end());
  return { url: `http://127.0.0.1:${await freePort()}`, databaseUrl: data.url, database, redis, folder };
}

/** @param {string} connectionString */
async function connect(connectionString) {
  const client = new pg.Client({ connectionString });
  // It may be dropped under it, and whoever asks next hears of that.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`SET TIME ZONE 'UTC'`);
  return client;
}

/** @param {(() => unknown)[]} closing */
async function closeAll(closing) {
  for (let close = closing.pop(); close; close = closing.pop()) await close();
}

module.exports = { Deployment };
