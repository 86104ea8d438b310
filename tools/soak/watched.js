// @ts-check
const { join } = require('node:path');
const { requireBuilt } = require('../../test/setup/built.js');
const { bounds } = require('./trend.js');

const MiB = 2 ** 20;
const script = join(__dirname, 'soak-process.js');

/** @typedef {import('../bench/processes/child.js').Child} Child */
/** @typedef {import('./trend.js').Series} Series */

/** The processes of a soak, and what memory they and their Redis held at each look. */
class Watched {
  /** @type {{ child: Child, rss: Series, heapUsed: Series }[]} */
  processes = [];
  /** @type {Series} */
  redis = { name: 'Redis: used_memory', bound: bounds.held, samples: [] };

  /** @param {import('../bench/transport/stage.js').Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.askRedis = requireBuilt('libs/redis-transport/testing/ask-redis.js').askRedis;
  }

  get series() {
    return [...this.processes.flatMap(({ rss, heapUsed }) => [rss, heapUsed]), this.redis];
  }

  /** @param {string} name @param {Partial<import('../bench/transport/stage.js').Place>} how */
  server(name, how) {
    return this.start(name, 'serve', { ...this.stage.place, ...how });
  }

  /** @param {string} name @param {Partial<import('../bench/transport/stage.js').Place>} how */
  client(name, how) {
    return this.start(name, 'connect', { ...this.stage.place, database: undefined, ...how });
  }

  /** Adds a sample to each series. */
  async look() {
    for (const { child, rss, heapUsed } of this.processes) {
      const memory = await child.ask('memory');
      rss.samples.push(memory.rss / MiB);
      heapUsed.samples.push(memory.heapUsed / MiB);
    }
    const info = await this.askRedis(this.stage.place.url, ['INFO', 'memory']);
    this.redis.samples.push(Number(/^used_memory:(\d+)/m.exec(info)?.[1]) / MiB);
  }

  /** @param {string} name @param {'serve' | 'connect'} part @param {object} place */
  async start(name, part, place) {
    const child = this.stage.start(script, ['--expose-gc']);
    await child.ask(part, { place });
    this.processes.push({
      child,
      rss: { name: `${name}: RSS`, bound: bounds.resident, samples: [] },
      heapUsed: { name: `${name}: heapUsed`, bound: bounds.held, samples: [] },
    });
    return child;
  }
}

module.exports = { Watched };
