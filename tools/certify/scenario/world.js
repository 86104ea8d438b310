// @ts-check
const { requireBuilt } = require('../../../test/setup/built.js');
const { Actor } = require('../client/actor.js');

/** @typedef {import('../client/actor.js').Entry} Entry */
/** @typedef {{ kind: 'answer' | 'rule', what: string, detail?: unknown }} Broken */
/** @typedef {{ people: number, rounds: number, steps: number }} Size */

const locales = ['en', 'de', 'pt-BR', 'zh-Hant'];

/** A lane whose job waits for its time. */
function isScheduled() {
  return requireBuilt('libs/isomer/src/event/lanes.js').isScheduled;
}

/** What the parts of a scenario share: the deployment, who is there, what was answered and which rules were broken. */
class World {
  since = Date.now();
  /** What parts leave for those after them. @type {Record<string, any>} */
  shared = {};
  /** @type {Entry[]} */ entries = [];
  /** @type {Broken[]} */ findings = [];
  /** Traces of all requests. @type {Set<string>} */
  traces = new Set();
  askedAgain = 0;
  /** @type {Map<string, Actor>} */
  #actors = new Map();

  /** @param {{ deployment: import('../stage/deployment.js').Deployment, contexts: string[], seed: number, size: Size, isFaulty: boolean }} parts */
  constructor({ deployment, contexts, seed, size, isFaulty }) {
    this.deployment = deployment;
    this.contexts = contexts;
    this.seed = seed;
    this.size = size;
    this.isFaulty = isFaulty;
  }

  /** @param {string} name @returns {Actor} the same one whenever it is asked for */
  actor(name) {
    const known = this.#actors.get(name) ?? new Actor(this, name);
    this.#actors.set(name, known);
    return known;
  }

  /** Language that somebody asks in: not the same for all. @param {string} name */
  localeOf(name) {
    return String(locales[name.length % locales.length]);
  }

  /** @param {Entry} entry */
  answered(entry) {
    this.entries.push(entry);
  }

  /** Notes that something is not as it must be in every topology. @param {Broken['kind']} kind @param {string} what @param {unknown} [detail] */
  broken(kind, what, detail) {
    this.findings.push({ kind, what, detail });
  }

  /** @param {string} rule @param {boolean} holds @param {unknown} [detail] */
  check(rule, holds, detail) {
    if (!holds) this.broken('rule', rule, detail);
  }

  /** Waits until every event that was published has been handled, and every command whose time has come has run. */
  async settled() {
    const { until } = requireBuilt('libs/isomer/testing/until.js');
    for (const context of this.contexts) {
      await until(
        async () =>
          (
            await this.rows(
              `SELECT 1 FROM ${context}.outbox_lane WHERE due_at IS NOT NULL AND NOT ${isScheduled()} LIMIT 1`,
            )
          ).length === 0,
        `Every event of ${context} being handled`,
        90_000,
      );
      const dead = await this.rows(`SELECT subscriber, key, error FROM ${context}.outbox_lane WHERE parked`);
      this.check('no event is a dead letter', dead.length === 0, dead);
    }
  }

  /** Waits until the handler of an event of that key has failed, which is tried again by itself. @param {string} context @param {string} key */
  async hasFailed(context, key) {
    const { until } = requireBuilt('libs/isomer/testing/until.js');
    const told = `SELECT 1 FROM ${context}.outbox_lane WHERE key = '${key}' AND (error IS NOT NULL OR due_at IS NULL)`;
    await until(
      async () => (await this.rows(told)).length > 0,
      `An event of ${context} for ${key} failing`,
      60_000,
    );
  }

  /** @param {string} statement @returns {Promise<any[]>} */
  async rows(statement) {
    return (await this.deployment.database.query(statement)).rows;
  }

  /** Does something while a transaction of another program holds locks, which `statement` takes. @template T @param {string} statement @param {() => Promise<T>} work */
  async whileHeld(statement, work) {
    const holder = await this.deployment.connect();
    try {
      await holder.query(`BEGIN; ${statement}`);
      return await work();
    } finally {
      await holder.end();
    }
  }
}

module.exports = { World };
